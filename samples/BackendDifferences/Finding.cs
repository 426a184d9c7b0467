namespace TcpBackends.Samples.BackendDifferences;

/// <summary>A difference with what was observed of it.</summary>
internal sealed record Finding(string Difference, Answers Observed, Answers Expected, string Manual)
{
    public bool Agrees => Observed == Expected;
}
