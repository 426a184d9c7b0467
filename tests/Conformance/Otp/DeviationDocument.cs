namespace TcpBackends.Tests.Conformance.Otp;

/// <summary>docs/deviations.md.</summary>
internal static class DeviationDocument
{
    /// <summary>The first cells of its rows.</summary>
    public static IReadOnlyList<string> Entries { get; } =
    [
        .. File.ReadLines(Path.Combine(RepositoryRoot.Path, "docs", "deviations.md"))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .Select(line => line.Split('|')[1].Trim()),
    ];
}
