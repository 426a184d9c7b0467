using System.Globalization;

namespace TcpBackends.Tools.Observations;

/// <summary>How many observations are covered by tests, and why the others are not.</summary>
internal static class Report
{
    public static void Print(IReadOnlyList<ObservationRow> rows, TextWriter writer)
    {
        int all = rows.Sum(row => row.Lines);
        int covered = rows.Where(row => row.IsCovered).Sum(row => row.Lines);
        int tests = rows.SelectMany(row => row.Tests).Distinct().Count();
        writer.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{covered} of {all} observations ({(double)covered / all:P1}) are covered by {tests} tests and suites."));
        foreach (IGrouping<string, ObservationRow> reason in rows.Where(row => !row.IsCovered)
            .GroupBy(row => row.Remark).OrderByDescending(group => group.Sum(row => row.Lines)))
        {
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{reason.Sum(row => row.Lines),5}  {reason.Key}"));
        }
    }
}
