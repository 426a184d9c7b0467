using System.Text.RegularExpressions;
using TcpBackends.Tools.Observations.Documents;

namespace TcpBackends.Tests.Unit.Docs;

/// <summary>The tests that the documents name exist, so that neither can change without the other.</summary>
internal sealed partial class DeviationsTests
{
    private static readonly Repository Files = Repository.Find(TestContext.CurrentContext.TestDirectory);
    private static readonly TestIndex Tests = TestIndex.Read(Files);

    private static IEnumerable<TestCaseData> Rows =>
        from document in (string[])["deviations.md", "coverage.md", "backend-differences.md"]
        from cells in MarkdownTable.Rows(Files.Document(document))
        let row = cells.First(cell => cell.Length > 0)
        select new TestCaseData(row, cells[^1]).SetArgDisplayNames(document, row);

    [TestCaseSource(nameof(Rows))]
    public void Every_row_names_tests_that_exist(string row, string tests)
    {
        IReadOnlyList<string> named = TestIndex.NamesIn(tests);

        Assert.That(named, Is.Not.Empty, row);
        Assert.That(named.Where(test => !Tests.Has(test)), Is.Empty, row);
    }

    [Test]
    public void Every_deviation_that_a_test_names_is_a_row()
    {
        IEnumerable<string> named =
            Tests.Sources.SelectMany(source => DeviationAttribute().Matches(source)).Select(match => match.Groups[1].Value);

        Assert.That(
            named.Except(MarkdownTable.Rows(Files.Document("deviations.md")).Select(cells => cells[0])), Is.Empty);
    }

    [Test]
    public void Nothing_is_left_to_be_done([Values("deviations.md", "coverage.md", "observations.md")] string document) =>
        Assert.That(Files.Document(document), Does.Not.Contain("TODO"));

    [GeneratedRegex(@"^\s*\[Deviation\(""([^""]+)""\)\]", RegexOptions.Multiline)]
    private static partial Regex DeviationAttribute();
}
