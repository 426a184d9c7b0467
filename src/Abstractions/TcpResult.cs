namespace TcpBackends;

/// <summary>The outcome of an operation without a value: Erlang's <c>ok | {error, Reason}</c>.</summary>
/// <param name="Error">Why it failed, or <see cref="TcpError.None"/>.</param>
public readonly record struct TcpResult(TcpError Error)
{
    /// <summary>Success.</summary>
    public static TcpResult Ok => default;

    /// <summary>Whether the operation succeeded.</summary>
    public bool IsOk => Error == TcpError.None;

    /// <summary>Makes a result of an error value.</summary>
    /// <param name="error">The error, or <see cref="TcpError.None"/> for success.</param>
    public static implicit operator TcpResult(TcpError error) => new(error);

    /// <summary>Makes a result of an error value.</summary>
    /// <param name="error">The error, or <see cref="TcpError.None"/> for success.</param>
    public static TcpResult FromTcpError(TcpError error) => new(error);

    /// <summary>Throws if the operation failed.</summary>
    /// <exception cref="TcpException">The operation failed.</exception>
    public void ThrowIfError()
    {
        if (Error != TcpError.None)
        {
            throw new TcpException(Error);
        }
    }

    /// <summary>The result as gen_tcp would print it.</summary>
    public override string ToString() => IsOk ? "ok" : $"{{error,{Error.ToAtom()}}}";
}
