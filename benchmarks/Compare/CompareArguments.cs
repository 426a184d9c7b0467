using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace TcpBackends.Benchmarks.Compare;

/// <summary>The command line.</summary>
internal sealed record CompareArguments
{
    public const string Usage = """
        Measures the two backends against raw System.Net.Sockets, the transport of Kestrel, and a real Erlang/OTP node
        with both of its backends, if erl is on the PATH. Linux only; all traffic is on 127.0.0.1.

        Usage: dotnet run -c Release --project benchmarks/Compare [-- OPTIONS]

          --workload W1,W3    only these: W1 W1p W2 W3 W4r W4s W5 W6 W7 W8 (W4: both ways); default: all
          --rounds N          interleaved rounds (9)
          --seconds S         each measurement (0.3)
          --quick             3 rounds, 2,000 idle connections
          --json FILE         also writes every sample to FILE
          --chart FILE        also draws a chart (SVG); default with all workloads: docs/performance.svg
          --help              shows this

        Exit status: 0 measured, 1 a subject failed, 2 the arguments cannot be used.
        """;

    public bool Help { get; private init; }

    /// <summary>Empty: all.</summary>
    public IReadOnlyList<string> Workloads { get; private init; } = [];

    public int Rounds { get; private init; } = 9;

    public double Seconds { get; private init; } = 0.3;

    public int IdleConnections { get; private init; } = 10_000;

    public string? JsonFile { get; private init; }

    public string? ChartFile { get; private init; }

    public static bool TryParse(
        ReadOnlySpan<string> args,
        [NotNullWhen(true)] out CompareArguments? arguments,
        [NotNullWhen(false)] out string? error)
    {
        arguments = new CompareArguments();
        while (args is [string option, .. ReadOnlySpan<string> rest])
        {
            string value = rest is [string first, ..] ? first : "";
            CompareArguments? flagged = option switch
            {
                "--help" or "-h" => arguments with { Help = true },
                "--quick" => arguments with { Rounds = 3, IdleConnections = 2000 },
                _ => null,
            };
            CompareArguments? changed = flagged ?? option switch
            {
                "--workload" when value.Length > 0 => arguments with { Workloads = value.Split(',') },
                "--rounds" when TryReadCount(value, out int rounds) => arguments with { Rounds = rounds },
                "--seconds" when TryReadSeconds(value, out double seconds) => arguments with { Seconds = seconds },
                "--json" when value.Length > 0 => arguments with { JsonFile = value },
                "--chart" when value.Length > 0 => arguments with { ChartFile = value },
                _ => null,
            };
            if (changed is null)
            {
                error = $"Not understood: {option} {value}";
                arguments = null;
                return false;
            }

            arguments = changed;
            args = flagged is null ? rest[1..] : rest;
        }

        error = null;
        return true;
    }

    /// <summary>Whether a workload is asked for. W4 means both of its ways.</summary>
    public bool Includes(string workload) =>
        Workloads.Count == 0 || Workloads.Any(asked =>
            asked.Equals(workload, StringComparison.OrdinalIgnoreCase)
            || (asked is "W4" or "w4" && workload.StartsWith("W4", StringComparison.Ordinal)));

    private static bool TryReadCount(string text, out int count) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count > 0;

    private static bool TryReadSeconds(string text, out double seconds) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out seconds) && seconds is >= 0.1 and <= 60;
}
