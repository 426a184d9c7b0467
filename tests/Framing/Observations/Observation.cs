using System.Globalization;
using System.Text.RegularExpressions;
using TcpBackends.Framing;
using TcpBackends.Tests.Framing.Cases;

namespace TcpBackends.Tests.Framing.Observations;

/// <summary>A call of <c>erlang:decode_packet/3</c> and the result that was observed.</summary>
internal sealed partial record Observation(DecodeCase Call, string Result)
{
    public static IEnumerable<Observation> All => Lines("decode_packet.txt").Select(Parse);

    /// <summary>The lines of a recording, split at tabs.</summary>
    public static IEnumerable<string[]> Lines(string name)
    {
        using Stream stream = typeof(Observation).Assembly.GetManifestResourceStream(typeof(Observation), name)!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
            {
                yield return line.Split('\t');
            }
        }
    }

    private static Observation Parse(string[] fields)
    {
        string options = fields[2];
        uint? delimiter = Option(options, "line_delimiter");
        return new Observation(
            new DecodeCase(
                TypeOf(fields[0]),
                ErlangText.Binary(fields[1]),
                Option(options, "packet_size"),
                Option(options, "line_length"),
                (byte?)delimiter),
            fields[3]);
    }

    private static PacketType TypeOf(string name) =>
        Enum.Parse<PacketType>(name.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);

    private static uint? Option(string options, string name) =>
        OptionPattern().Matches(options).FirstOrDefault(match => match.Groups[1].Value == name) is { } found
            ? uint.Parse(found.Groups[2].Value, CultureInfo.InvariantCulture)
            : null;

    [GeneratedRegex(@"\{(\w+),(\d+)\}")]
    private static partial Regex OptionPattern();
}
