namespace TcpBackends.Tools.Observations;

/// <summary>A line of the observations of OTP: <c>topic | case | inet =&gt; result | socket =&gt; result</c>.</summary>
internal sealed record Observation(string Topic, string Case)
{
    public static IReadOnlyList<Observation> ReadAll(string file) =>
    [
        .. File.ReadLines(file)
            .Where(line => line.Length > 0 && !line.StartsWith('#'))
            .Select(line => line.Split(" | "))
            .Select(fields => new Observation(fields[0], fields[1])),
    ];
}
