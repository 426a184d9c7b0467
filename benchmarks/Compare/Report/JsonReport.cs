using System.Text.Json;
using TcpBackends.Benchmarks.Compare.Workloads;

namespace TcpBackends.Benchmarks.Compare.Report;

/// <summary>Every sample, for machines.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    public static void Write(
        string file, CompareArguments arguments, IReadOnlyList<Workload> workloads, IReadOnlyList<Result> results)
    {
        var report = new
        {
            Machine = Machine.Current,
            arguments.Rounds,
            arguments.Seconds,
            Workloads = workloads.Select(workload => new
            {
                workload.Id,
                workload.Title,
                workload.Unit,
                workload.LessIsBetter,
                Results = results.Where(result => result.Workload == workload.Id).Select(result => new
                {
                    result.Variant.Contender,
                    result.Variant.Mode,
                    result.Median,
                    result.Minimum,
                    result.Maximum,
                    result.CpuMicroseconds,
                    result.Samples,
                }),
            }),
            Targets = Targets.All.Select(target => (Target: target, Found: target.Evaluate(results)))
                .Where(pair => pair.Found is not null)
                .Select(pair => new
                {
                    pair.Target.Workload,
                    pair.Target.Ours,
                    pair.Target.Against,
                    Wanted = pair.Target.Bound,
                    Found = pair.Found!.Value,
                    Reached = pair.Target.IsReachedBy(pair.Found.Value),
                }),
        };
        File.WriteAllText(file, JsonSerializer.Serialize(report, Options) + "\n");
    }
}
