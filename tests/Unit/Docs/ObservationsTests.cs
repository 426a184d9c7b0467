using TcpBackends.Tools.Observations;
using TcpBackends.Tools.Observations.Documents;

namespace TcpBackends.Tests.Unit.Docs;

/// <summary>docs/observations.md accounts for every observation of OTP.</summary>
internal sealed class ObservationsTests
{
    private static readonly Repository Files = Repository.Find(TestContext.CurrentContext.TestDirectory);
    private static readonly IReadOnlyList<ObservationRow> Rows = ObservationRow.ReadAll(Files.Document("observations.md"));

    [Test]
    public void The_tests_that_it_names_exist()
    {
        var tests = TestIndex.Read(Files);

        Assert.That(Rows.SelectMany(row => row.Tests).Where(test => !tests.Has(test)), Is.Empty);
    }

    [Test]
    public void There_is_a_reason_where_there_is_no_test() =>
        Assert.That(
            Rows.Where(row => !row.IsCovered).Select(row => row.Remark.Split(':')[0]).Distinct(),
            Is.SubsetOf((string[])["Not built yet", "No counterpart", "Erlang only"]));

    [Test]
    public void It_accounts_for_all_of_them() => Assert.That(Rows.Sum(row => row.Lines), Is.EqualTo(1711));

    [Test]
    public void The_first_row_that_matches_counts()
    {
        IReadOnlyList<ObservationRow> rows = ObservationRow.ReadAll("| send | `a *` `[b]` | 2 | why |\n| send | `*` | 1 | `Suite` |\n");

        Assert.That(rows.Select(row => row.IsCovered), Is.EqualTo((bool[])[false, true]));
        Assert.That(Comparison.Mistakes(rows, [new("send", "a 1"), new("send", "[b]"), new("send", "b")]), Is.Empty);
        Assert.That(Comparison.Mistakes(rows, [new("recv", "a 1")]).Count(), Is.EqualTo(3), "no row, and two numbers that are wrong");
    }

    [Test]
    public void The_share_is_printed()
    {
        using var text = new StringWriter();

        Report.Print(ObservationRow.ReadAll("| send | `a` | 3 | `Suite.test` |\n| send | `b` | 1 | Erlang only |\n"), text);

        Assert.That(text.ToString(), Does.StartWith("3 of 4 observations (75.0 %)").And.Contains("    1  Erlang only"));
    }
}
