using TcpBackends.Benchmarks.Compare.Workloads;

namespace TcpBackends.Benchmarks.Compare.Report;

/// <summary>All samples of one variant of a workload.</summary>
internal sealed record Result(string Workload, Variant Variant, IReadOnlyList<Sample> Samples)
{
    public double Median { get; } = MedianOf(Samples.Select(sample => sample.Value));

    public double Minimum { get; } = Samples.Min(sample => sample.Value);

    public double Maximum { get; } = Samples.Max(sample => sample.Value);

    public double? CpuMicroseconds { get; } = Samples.Any(sample => sample.CpuMicroseconds is null)
        ? null
        : MedianOf(Samples.Select(sample => sample.CpuMicroseconds!.Value));

    /// <summary>How far the samples lie apart, as a part of the median.</summary>
    public double Spread => (Maximum - Minimum) / Median;

    private static double MedianOf(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
