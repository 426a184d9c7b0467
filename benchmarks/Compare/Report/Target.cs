using TcpBackends.Benchmarks.Compare.Workloads;

namespace TcpBackends.Benchmarks.Compare.Report;

/// <summary>What is to be reached: a ratio of medians in one run, or a bound.</summary>
/// <param name="Workload">The workload.</param>
/// <param name="Ours">One of this library's backends.</param>
/// <param name="Against">Whom it is compared with; null: <paramref name="Bound"/> is an upper bound of the value itself.</param>
/// <param name="Bound">At least this many times the other's value, at most this value.</param>
internal sealed record Target(string Workload, Variant Ours, Variant? Against, double Bound)
{
    /// <summary>The ratio, or the value; null if one of the two was not measured.</summary>
    public double? Evaluate(IReadOnlyList<Result> results)
    {
        Result? ours = Find(results, Ours);
        Result? other = Against is null ? null : Find(results, Against);
        return ours is null || (Against is not null && other is null) ? null
            : other is null ? ours.Median
            : ours.Median / other.Median;
    }

    public bool IsReachedBy(double value) => Against is null ? value < Bound : value >= Bound;

    private Result? Find(IReadOnlyList<Result> results, Variant variant) =>
        results.FirstOrDefault(result => result.Workload == Workload && result.Variant == variant);
}
