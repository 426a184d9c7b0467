namespace TcpBackends.Tests.Conformance.Differences.Page;

/// <summary>Everything about the page but what the subjects do, which the rows hold themselves.</summary>
[TestFixture]
public sealed class PageTests
{
    private static IEnumerable<TestCaseData> Rows =>
        PageWriter.Rows.Select(row => new TestCaseData(row).SetArgDisplayNames(row.Title));

    [Test]
    public void It_is_what_the_command_writes()
    {
        RequireThatItIsNotBeingWritten();

        string expected = PageWriter.Write(DifferencePage.Current.Cell);

        Assert.That(File.ReadAllText(DifferencePage.PathOfPage), Is.EqualTo(expected), DifferencePage.HowToWrite);
    }

    [Test]
    public void A_title_is_there_once() => Assert.That(PageWriter.Rows.Select(row => row.Title), Is.Unique);

    [TestCaseSource(nameof(Rows))]
    public void A_row_is_a_difference(DifferenceAttribute row)
    {
        RequireThatItIsNotBeingWritten();
        string[] cells = Cells(row);

        Assert.That(cells[0] != cells[1] || cells[2] != cells[3], "here or in OTP");
    }

    [TestCaseSource(nameof(Rows))]
    public void A_row_names_a_deviation_if_OTP_does_something_else(DifferenceAttribute row)
    {
        RequireThatItIsNotBeingWritten();
        string[] cells = Cells(row);
        string[] named = row.Deviation.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

        Assert.That(named, cells[0] == cells[2] && cells[1] == cells[3] ? Is.Empty : Is.Not.Empty);
        Assert.That(named, Is.SubsetOf(DeviationDocument.Entries), "docs/deviations.md has a row for each");
    }

    private static void RequireThatItIsNotBeingWritten()
    {
        if (DifferencePage.IsBeingWritten)
        {
            Assert.Ignore("The page is being written.");
        }
    }

    private static string[] Cells(DifferenceAttribute row) =>
        [.. Columns.Subjects.Select(column => DifferencePage.Current.Cell(row.Title, column))];
}
