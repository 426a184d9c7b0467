using System.Globalization;
using System.Text;
using TcpBackends.Benchmarks.Compare.Subjects;
using TcpBackends.Benchmarks.Compare.Workloads;

namespace TcpBackends.Benchmarks.Compare.Report;

/// <summary>
/// A chart of bars: for each workload every contender, in relation to raw System.Net.Sockets, or to OTP where that has no
/// value. More is better throughout.
/// </summary>
internal static class Chart
{
    private const int LabelWidth = 330;
    private const int BarWidth = 420;
    private const int BarHeight = 13;
    private const int GroupGap = 18;
    private const int ValueWidth = 130;
    private const double LongestRatio = 4;

    // Readable on white and on black.
    private static readonly Dictionary<string, string> Colours = new()
    {
        [Contenders.Inet] = "#2f81f7",
        [Contenders.Socket] = "#1f9e89",
        [Contenders.Raw] = "#8b949e",
        [Contenders.Kestrel] = "#a371f7",
        [Contenders.OtpInet] = "#d29922",
        [Contenders.OtpSocket] = "#db6d28",
    };

    public static void Write(string file, IReadOnlyList<Workload> workloads, IReadOnlyList<Result> results)
    {
        var body = new StringBuilder();
        int y = 24;
        foreach (Workload workload in workloads)
        {
            y = AddGroup(body, workload, [.. results.Where(result => result.Workload == workload.Id)], y);
        }

        int width = LabelWidth + BarWidth + ValueWidth;
        File.WriteAllText(file, Text(
            $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {y}" font-family="sans-serif" font-size="11" fill="#808890">
            <title>Ratios to raw System.Net.Sockets (decoding: to OTP), longer is better</title>
            <text x="4" y="12">Ratio of medians to raw Socket, W8 to OTP; longer is better. {Machine.Current.Cpus} CPUs, {Machine.Current.Runtime}.</text>
            {body}</svg>

            """));
    }

    private static int AddGroup(StringBuilder body, Workload workload, IReadOnlyList<Result> results, int y)
    {
        y += GroupGap;
        body.Append(Text(
            $"<text x=\"4\" y=\"{y - 4}\" font-weight=\"bold\">{workload.Id}  {workload.Title}, {workload.Unit}</text>\n"));
        foreach (Result result in results)
        {
            Result basis = BasisOf(result, results);
            double ratio = workload.LessIsBetter ? basis.Median / result.Median : result.Median / basis.Median;
            double length = Math.Min(ratio, LongestRatio) / LongestRatio * BarWidth;
            string colour = Colours[result.Variant.Contender];
            string label = $"{TextReport.Number(ratio)}{(ratio > LongestRatio ? " >>" : "")} ({TextReport.Quantity(result.Median)})";
            body.Append(Text(
                $"""
                <text x="{LabelWidth - 6}" y="{y + BarHeight - 3}" text-anchor="end">{TextReport.Name(result.Variant)}</text>
                <rect x="{LabelWidth}" y="{y}" width="{length:F1}" height="{BarHeight - 2}" fill="{colour}"/>
                <text x="{LabelWidth + length + 4:F1}" y="{y + BarHeight - 3}">{label}</text>

                """));
            y += BarHeight;
        }

        return y;
    }

    private static Result BasisOf(Result result, IReadOnlyList<Result> results) =>
        results.FirstOrDefault(one => one.Variant == result.Variant with { Contender = Contenders.Raw })
        ?? results.FirstOrDefault(one => one.Variant == new Variant(Contenders.Raw))
        ?? results.FirstOrDefault(one => one.Variant == result.Variant with { Contender = Contenders.OtpInet })
        ?? result;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
