namespace TcpBackends.Tools.Observations.Documents;

/// <summary>The tables of a document.</summary>
internal static class MarkdownTable
{
    /// <summary>The cells of every row, without the heads of the tables.</summary>
    public static IEnumerable<string[]> Rows(string document)
    {
        string[] lines = document.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            bool isHead = i + 1 < lines.Length && lines[i + 1].StartsWith("|---", StringComparison.Ordinal);
            if (lines[i].StartsWith('|') && !lines[i].StartsWith("|---", StringComparison.Ordinal) && !isHead)
            {
                yield return [.. lines[i].Trim().Trim('|').Split('|').Select(cell => cell.Trim())];
            }
        }
    }
}
