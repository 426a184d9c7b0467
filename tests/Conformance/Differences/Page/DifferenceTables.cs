namespace TcpBackends.Tests.Conformance.Differences.Page;

/// <summary>The cells of all tables of the page, by the title of their row and the name of their column.</summary>
internal sealed class DifferenceTables
{
    private readonly Dictionary<(string Title, string Column), string> _cells = [];

    public static DifferenceTables Parse(string page)
    {
        var tables = new DifferenceTables();
        foreach (string line in page.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)))
        {
            string[] cells = [.. line.Trim().Trim('|').Split('|').Select(cell => cell.Trim())];
            for (int i = 0; i < Columns.Subjects.Count && i + 1 < cells.Length; i++)
            {
                tables._cells[(cells[0], Columns.Subjects[i])] = cells[i + 1];
            }
        }

        return tables;
    }

    public string? Find(string title, string column) => _cells.GetValueOrDefault((title, column));

    public string Cell(string title, string column) => Find(title, column) ?? "no such row";
}
