using System.Globalization;
using System.Text.RegularExpressions;
using TcpBackends.Tools.Observations.Documents;

namespace TcpBackends.Tools.Observations;

/// <summary>A row of docs/observations.md: some observations of a topic, and the tests that cover them, or why there are none.</summary>
internal sealed partial class ObservationRow
{
    private readonly Regex[] _patterns;

    private ObservationRow(string[] cells)
    {
        Topic = cells[0];
        _patterns = [.. Pattern().Matches(cells[1]).Select(match => ToRegex(match.Groups[1].Value))];
        Lines = int.Parse(cells[2], CultureInfo.InvariantCulture);
        Tests = TestIndex.NamesIn(cells[3]);
        Remark = cells[3];
    }

    public string Topic { get; }

    /// <summary>How many observations these are.</summary>
    public int Lines { get; }

    public IReadOnlyList<string> Tests { get; }

    /// <summary>The last cell: the tests, or a reason.</summary>
    public string Remark { get; }

    public bool IsCovered => Tests.Count > 0;

    public static IReadOnlyList<ObservationRow> ReadAll(string document) =>
        [.. MarkdownTable.Rows(document).Select(cells => new ObservationRow(cells))];

    public bool Matches(Observation observation) =>
        observation.Topic == Topic && Array.Exists(_patterns, pattern => pattern.IsMatch(observation.Case));

    public override string ToString() => $"{Topic}: {string.Join(' ', _patterns.Select(pattern => pattern.ToString()))}";

    /// <summary>An asterisk stands for any text.</summary>
    private static Regex ToRegex(string pattern) =>
        new($"^{string.Join(".*", pattern.Split('*').Select(Regex.Escape))}$", RegexOptions.Singleline | RegexOptions.CultureInvariant);

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Pattern();
}
