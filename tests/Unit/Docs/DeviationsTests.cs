using System.Text.RegularExpressions;

namespace TcpBackends.Tests.Unit.Docs;

/// <summary>The tests that the documents name exist, so that neither can change without the other.</summary>
internal sealed partial class DeviationsTests
{
    private static readonly string Root = FindRoot();
    private static readonly string[] Sources = FindSources();
    private static readonly HashSet<string> Tests = [.. Sources.SelectMany(TestsIn)];

    private static IEnumerable<TestCaseData> Rows =>
        from document in (string[])["deviations.md", "coverage.md", "backend-differences.md"]
        from cells in TableRows(document)
        let row = cells.First(cell => cell.Length > 0)
        select new TestCaseData(row, cells[^1]).SetArgDisplayNames(document, row);

    [TestCaseSource(nameof(Rows))]
    public void Every_row_names_tests_that_exist(string row, string tests)
    {
        string[] named = TestNames(tests);

        Assert.That(named, Is.Not.Empty, row);
        Assert.That(named.Except(Tests), Is.Empty, row);
    }

    [Test]
    public void Every_deviation_that_a_test_names_is_a_row()
    {
        IEnumerable<string> named =
            Sources.SelectMany(source => DeviationAttribute().Matches(source)).Select(match => match.Groups[1].Value);

        Assert.That(named.Except(TableRows("deviations.md").Select(cells => cells[0])), Is.Empty);
    }

    [Test]
    public void Nothing_is_left_to_be_done([Values("deviations.md", "coverage.md")] string document) =>
        Assert.That(Read(document), Does.Not.Contain("TODO"));

    /// <summary>The cells of every row, without the heads of the tables.</summary>
    private static IEnumerable<string[]> TableRows(string document)
    {
        string[] lines = Read(document).Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            bool isHead = i + 1 < lines.Length && lines[i + 1].StartsWith("|---", StringComparison.Ordinal);
            if (lines[i].StartsWith('|') && !lines[i].StartsWith("|---", StringComparison.Ordinal) && !isHead)
            {
                yield return [.. lines[i].Trim().Trim('|').Split('|').Select(cell => cell.Trim())];
            }
        }
    }

    private static string Read(string document) => File.ReadAllText(Path.Combine(Root, "docs", document));

    private static string[] TestNames(string cell) => [.. TestName().Matches(cell).Select(match => match.Groups[1].Value)];

    private static string FindRoot()
    {
        DirectoryInfo? directory = new(TestContext.CurrentContext.TestDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Backends.sln")))
        {
            directory = directory.Parent;
        }

        return directory?.FullName ?? throw new DirectoryNotFoundException("The tests do not run inside the repository.");
    }

    private static string[] FindSources()
    {
        char separator = Path.DirectorySeparatorChar;
        return
        [
            .. Directory.EnumerateFiles(Path.Combine(Root, "tests"), "*.cs", SearchOption.AllDirectories)
                .Where(file => !file.Contains($"{separator}obj{separator}", StringComparison.Ordinal))
                .Select(File.ReadAllText),
        ];
    }

    private static IEnumerable<string> TestsIn(string source)
    {
        string suite = ClassDeclaration().Match(source).Groups[1].Value;
        string[] tests = [.. TestDeclaration().Matches(source).Select(test => $"{suite}.{test.Groups[1].Value}")];
        return tests.Length == 0 ? [] : [suite, .. tests];
    }

    /// <summary>A test, or a suite for all of its tests.</summary>
    [GeneratedRegex(@"`(\w+(?:\.\w+)?)`")]
    private static partial Regex TestName();

    [GeneratedRegex(@"^(?:public|internal) (?:abstract |sealed |partial )*class (\w+)", RegexOptions.Multiline)]
    private static partial Regex ClassDeclaration();

    [GeneratedRegex(@"^\s*\[Deviation\(""([^""]+)""\)\]", RegexOptions.Multiline)]
    private static partial Regex DeviationAttribute();

    /// <summary>A method after attributes, one of which makes it a test.</summary>
    [GeneratedRegex(@"^    \[(?:Test|TestCase|TestCaseSource)\b[^\n]*\n(?:    \[[^\n]*\n)*    public (?:async )?\w+ (\w+)\(", RegexOptions.Multiline)]
    private static partial Regex TestDeclaration();
}
