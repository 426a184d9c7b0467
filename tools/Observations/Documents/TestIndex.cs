using System.Text.RegularExpressions;

namespace TcpBackends.Tools.Observations.Documents;

/// <summary>The tests there are, by the names that documents use: <c>Suite.test</c>, or <c>Suite</c> for all of its tests.</summary>
internal sealed partial class TestIndex
{
    private readonly HashSet<string> _tests;

    private TestIndex(IReadOnlyList<string> sources)
    {
        Sources = sources;
        _tests = [.. sources.SelectMany(TestsIn)];
    }

    /// <summary>The text of every source file of the tests.</summary>
    public IReadOnlyList<string> Sources { get; }

    public static TestIndex Read(Repository repository)
    {
        char separator = Path.DirectorySeparatorChar;
        return new TestIndex(
        [
            .. Directory.EnumerateFiles(Path.Combine(repository.Root, "tests"), "*.cs", SearchOption.AllDirectories)
                .Where(file => !file.Contains($"{separator}obj{separator}", StringComparison.Ordinal))
                .Select(File.ReadAllText),
        ]);
    }

    /// <summary>The tests that a cell of a table names.</summary>
    public static IReadOnlyList<string> NamesIn(string cell) => [.. TestName().Matches(cell).Select(match => match.Groups[1].Value)];

    public bool Has(string name) => _tests.Contains(name);

    private static IEnumerable<string> TestsIn(string source)
    {
        string suite = ClassDeclaration().Match(source).Groups[1].Value;
        string[] tests = [.. TestDeclaration().Matches(source).Select(test => $"{suite}.{test.Groups[1].Value}")];
        return tests.Length == 0 ? [] : [suite, .. tests];
    }

    [GeneratedRegex(@"`(\w+(?:\.\w+)?)`")]
    private static partial Regex TestName();

    [GeneratedRegex(@"^(?:public|internal) (?:abstract |sealed |partial )*class (\w+)", RegexOptions.Multiline)]
    private static partial Regex ClassDeclaration();

    /// <summary>A method after attributes, one of which makes it a test.</summary>
    [GeneratedRegex(
        @"^    \[(?:Test|TestCase|TestCaseSource)\b[^\n]*\n(?:    (?:\[|    )[^\n]*\n)*    public (?:async )?\w+ (\w+)\(",
        RegexOptions.Multiline)]
    private static partial Regex TestDeclaration();
}
