using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace TcpBackends.Benchmarks.Micro;

/// <summary>Whether the benchmarks that are to allocate nothing do so.</summary>
internal static class AllocationCheck
{
    public const string Category = "allocates nothing";

    private const int Failed = 1;

    /// <returns>The exit status.</returns>
    public static int Report(IEnumerable<Summary> summaries)
    {
        int status = 0;
        foreach (BenchmarkReport report in summaries.SelectMany(summary => summary.Reports))
        {
            BenchmarkCase benchmark = report.BenchmarkCase;
            long? allocated = report.GcStats.GetBytesAllocatedPerOperation(benchmark);
            if (!report.Success)
            {
                status = Failed;
                Console.WriteLine($"Failed: {benchmark.DisplayInfo}");
            }
            else if (benchmark.Descriptor.HasCategory(Category) && allocated != 0)
            {
                status = Failed;
                Console.WriteLine($"Allocates {allocated} bytes instead of none: {benchmark.DisplayInfo}");
            }
        }

        return status;
    }
}
