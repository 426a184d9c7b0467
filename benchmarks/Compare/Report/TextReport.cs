using System.Globalization;
using TcpBackends.Benchmarks.Compare.Subjects;
using TcpBackends.Benchmarks.Compare.Workloads;

namespace TcpBackends.Benchmarks.Compare.Report;

/// <summary>The tables that are printed.</summary>
internal static class TextReport
{
    public static void Print(Workload workload, IReadOnlyList<Result> results)
    {
        Line($"\n{workload.Id}  {workload.Title}, {workload.Unit}");
        Line($"    {"",-26}{"median",10}{"spread",9}{"CPU us/msg",12}{"to raw",9}");
        foreach (Result result in results)
        {
            Result? raw = results.FirstOrDefault(one => one.Variant == result.Variant with { Contender = Contenders.Raw })
                ?? results.FirstOrDefault(one => one.Variant == new Variant(Contenders.Raw));
            string ratio = raw is null ? "" : Number(result.Median / raw.Median);
            string cpu = result.CpuMicroseconds is { } used ? used.ToString("0.000", CultureInfo.InvariantCulture) : "";
            Line($"    {Name(result.Variant),-26}{Quantity(result.Median),10}{result.Spread,9:P0}{cpu,12}{ratio,9}");
        }
    }

    public static void Print(IReadOnlyList<Target> targets, IReadOnlyList<Result> results)
    {
        Line($"\n{"Targets",-34}{"against",-16}{"wanted",9}{"found",9}");
        int reached = 0;
        int evaluated = 0;
        foreach (Target target in targets)
        {
            if (target.Evaluate(results) is not { } found)
            {
                continue;
            }

            bool isReached = target.IsReachedBy(found);
            evaluated++;
            reached += isReached ? 1 : 0;
            string wanted = (target.Against is null ? "< " : ">= ") + Number(target.Bound);
            Line($"  {target.Workload,-5}{Name(target.Ours),-27}{(target.Against is null ? "" : Name(target.Against)),-16}"
                + $"{wanted,9}{Number(found),9}  {(isReached ? "reached" : "MISSED")}");
        }

        Line($"{reached} of {evaluated} reached");
    }

    public static string Name(Variant variant) =>
        Contenders.Get(variant.Contender).Label + (variant.Mode.Length == 0 ? "" : $", {variant.Mode}");

    public static string Quantity(double value) => value switch
    {
        >= 10e6 => Text(value / 1e6, "0.0") + " M",
        >= 1e6 => Text(value / 1e6, "0.00") + " M",
        >= 10e3 => Text(value / 1e3, "0.0") + " k",
        _ => Text(value, "0"),
    };

    public static string Number(double value) => Text(value, value < 100 ? "0.00" : "0");

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static void Line(string text) => Console.WriteLine(text);
}
