namespace TcpBackends.Tests.Conformance.Differential.Running;

/// <summary>What came of a sequence.</summary>
/// <param name="Disagreement">What the sides did not agree on; null if they agreed.</param>
/// <param name="Trace">What was seen.</param>
/// <param name="Steps">How many steps were done.</param>
/// <param name="Deviations">The listed deviations that were met.</param>
internal sealed record Verdict(string? Disagreement, Trace Trace, int Steps, IReadOnlyList<string> Deviations);
