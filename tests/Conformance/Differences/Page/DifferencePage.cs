using System.Collections.Concurrent;

namespace TcpBackends.Tests.Conformance.Differences.Page;

/// <summary>docs/backend-differences.md: what it says now, and what was observed for the next one.</summary>
internal static class DifferencePage
{
    public const string FileName = "docs/backend-differences.md";
    public const string HowToWrite = "CONTRIBUTING.md says how to write the page anew.";

    private static readonly ConcurrentDictionary<(string Title, string Column), string> Observed = [];
    private static readonly Lazy<DifferenceTables> Parsed = new(() => DifferenceTables.Parse(File.ReadAllText(PathOfPage)));

    /// <summary>Whether this run writes the page instead of comparing with it.</summary>
    public static bool IsBeingWritten { get; } = Environment.GetEnvironmentVariable("TCPBACKENDS_WRITE_DOCS") == "1";

    public static DifferenceTables Current => Parsed.Value;

    public static string PathOfPage => Path.Combine(RepositoryRoot.Path, "docs", "backend-differences.md");

    public static void Record(string title, string column, string text) => Observed[(title, column)] = text;

    /// <summary>The page with what was observed in this run, and what it says already where nothing was.</summary>
    public static string Written() =>
        PageWriter.Write((title, column) =>
            Observed.TryGetValue((title, column), out string? text) ? text : Current.Find(title, column) ?? "not observed");
}
