namespace TcpBackends.Benchmarks.Compare.Workloads;

/// <summary>A contender with the options that a workload knows.</summary>
/// <param name="Contender">Its short name.</param>
/// <param name="Mode">Which of the workload's variants; empty for the plain one.</param>
internal sealed record Variant(string Contender, string Mode = "");
