using System.Diagnostics;
using System.Globalization;
using TcpBackends.Benchmarks.Compare.Report;
using TcpBackends.Benchmarks.Compare.Subjects;
using TcpBackends.Benchmarks.Compare.Workloads;

namespace TcpBackends.Benchmarks.Compare;

/// <summary>Measures workload after workload, in each the contenders by turns.</summary>
internal static class Comparison
{
    private const string DefaultChart = "docs/performance.svg";

    public static void Run(CompareArguments arguments)
    {
        if (ErlangNode.IsInstalled)
        {
            ErlangNode.Compile();
        }
        else
        {
            Console.WriteLine("Without Erlang/OTP, which is not on the PATH (apt-get install erlang-base).");
        }

        Console.WriteLine(Machine.Current);
        List<Workload> workloads = [.. CreateAll(arguments).Where(workload => arguments.Includes(workload.Id))];
        var results = new List<Result>();
        long start = Stopwatch.GetTimestamp();
        foreach (Workload workload in workloads)
        {
            using (workload)
            {
                IReadOnlyList<Result> measured = Measure(workload, arguments);
                TextReport.Print(workload, measured);
                results.AddRange(measured);
            }
        }

        TextReport.Print(Targets.All, results);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s"));
        Write(arguments, workloads, results);
    }

    private static List<Result> Measure(Workload workload, CompareArguments arguments)
    {
        var samples = workload.Variants.ToDictionary(variant => variant, _ => new List<Sample>());
        for (int round = 0; round < workload.Rounds(arguments.Rounds); round++)
        {
            foreach (Variant variant in workload.Variants)
            {
                samples[variant].Add(workload.Measure(variant, TimeSpan.FromSeconds(arguments.Seconds)));
            }
        }

        return [.. workload.Variants.Select(variant => new Result(workload.Id, variant, samples[variant]))];
    }

    private static void Write(CompareArguments arguments, List<Workload> workloads, List<Result> results)
    {
        if (arguments.JsonFile is { } json)
        {
            JsonReport.Write(json, arguments, workloads, results);
        }

        if ((arguments.ChartFile ?? (arguments.Workloads.Count == 0 ? DefaultChart : null)) is { } chart)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(chart))!);
            Chart.Write(chart, workloads, results);
            Console.WriteLine($"Chart: {chart}");
        }
    }

    private static Workload[] CreateAll(CompareArguments arguments) =>
    [
        new EchoWorkload("W1", "echo, 1 connection, 1 outstanding", connections: 1, outstanding: 1),
        new EchoWorkload("W1p", "the same, both ends on one CPU", connections: 1, outstanding: 1, onOneCpu: true),
        new EchoWorkload("W2", "echo, 64 connections, 1 outstanding", connections: 64, outstanding: 1),
        new EchoWorkload(
            "W3", "echo, 16 connections, 32 outstanding", connections: 16, outstanding: 32, withDelaySend: true),
        new BulkReceiveWorkload(),
        new BulkSendWorkload(),
        new SmallSendWorkload(),
        new IdleWorkload(arguments.IdleConnections),
        new AcceptWorkload(),
        new DecodeWorkload(),
    ];
}
