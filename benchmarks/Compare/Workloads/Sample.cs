namespace TcpBackends.Benchmarks.Compare.Workloads;

/// <summary>What one run gave.</summary>
/// <param name="Value">In the unit of the workload.</param>
/// <param name="CpuMicroseconds">The processor time of the subject for each message, if that makes sense.</param>
internal sealed record Sample(double Value, double? CpuMicroseconds);
