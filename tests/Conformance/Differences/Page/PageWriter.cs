using System.Reflection;
using System.Text;

namespace TcpBackends.Tests.Conformance.Differences.Page;

/// <summary>Makes the page: the text of page.md, and in place of the name of each suite its table.</summary>
internal static class PageWriter
{
    private static string Template => Path.Combine(RepositoryRoot.Path, "tests", "Conformance", "Differences", "Page", "page.md");

    /// <summary>All rows, in the order of the suites and, in a suite, of the source.</summary>
    public static IReadOnlyList<DifferenceAttribute> Rows { get; } = [.. Suites().SelectMany(RowsOf)];

    /// <param name="observed">What stands in a cell, by the title of its row and its subject.</param>
    public static string Write(Func<string, string, string> observed)
    {
        var page = new StringBuilder(File.ReadAllText(Template).ReplaceLineEndings("\n"));
        foreach (Type suite in Suites())
        {
            page.Replace($"{{{{{suite.Name}}}}}\n", Columns.Head + string.Concat(RowsOf(suite).Select(row => Line(row, observed))));
        }

        return page.ToString();
    }

    private static string Line(DifferenceAttribute row, Func<string, string, string> observed)
    {
        IEnumerable<string> cells =
        [
            row.Title,
            .. Columns.Subjects.Select(subject => row.VariesOn == subject ? Columns.Varies : observed(row.Title, subject)),
            row.Manual,
            row.Deviation.Length == 0 ? "" : $"[{row.Deviation}](deviations.md)",
            string.Join(", ", row.HeldBy.Select(test => $"`{test}`")),
        ];
        return $"| {string.Join(" | ", cells)} |\n";
    }

    private static IEnumerable<Type> Suites() =>
        typeof(PageWriter).Assembly.GetTypes()
            .Where(type => type.BaseType == typeof(DifferenceSuite))
            .OrderBy(type => type.Name, StringComparer.Ordinal);

    private static IEnumerable<DifferenceAttribute> RowsOf(Type suite) =>
        suite.GetMethods()
            .Where(method => method.IsDefined(typeof(DifferenceAttribute)))
            .OrderBy(method => method.MetadataToken)
            .Select(method => method.GetCustomAttribute<DifferenceAttribute>()!);
}
