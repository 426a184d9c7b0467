namespace TcpBackends;

/// <summary>What a <see cref="TcpError"/> is called elsewhere.</summary>
public static class TcpErrorExtensions
{
    private static readonly string[] Atoms = CreateAtoms();

    /// <summary>
    /// The atom that gen_tcp uses: <c>closed</c>, <c>econnreset</c>, <c>timeout</c> and so on; <c>ok</c> for no error.
    /// </summary>
    /// <param name="error">A defined value.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="error"/> is not a defined value.</exception>
    public static string ToAtom(this TcpError error) =>
        (uint)error < (uint)Atoms.Length
            ? Atoms[(int)error]
            : throw new ArgumentOutOfRangeException(nameof(error), error, "Not a defined TcpError.");

    private static string[] CreateAtoms()
    {
        string[] atoms = Array.ConvertAll(Enum.GetNames<TcpError>(), ToLowerCase);
        atoms[(int)TcpError.None] = "ok";
        atoms[(int)TcpError.NotAvailable] = "not_available";
        atoms[(int)TcpError.NotOwner] = "not_owner";
        return atoms;
    }

#pragma warning disable CA1308 // An atom is lower case by definition; nothing is normalised for comparison here.
    private static string ToLowerCase(string name) => name.ToLowerInvariant();
#pragma warning restore CA1308
}
