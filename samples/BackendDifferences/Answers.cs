namespace TcpBackends.Samples.BackendDifferences;

/// <summary>What the two backends did, or should do.</summary>
internal sealed record Answers(string Inet, string Socket);
