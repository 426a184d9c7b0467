namespace TcpBackends.Benchmarks.Compare.Subjects;

/// <summary>One that is measured.</summary>
/// <param name="Id">Its short name.</param>
/// <param name="Label">Its name in tables and charts.</param>
/// <param name="Command">The program and the arguments before the verb.</param>
internal sealed record Contender(string Id, string Label, IReadOnlyList<string> Command)
{
    public bool IsErlang => Id.StartsWith("otp", StringComparison.Ordinal);

    public override string ToString() => Label;
}
