using Spectre.Console;

namespace TcpBackends.Samples.BackendDifferences;

/// <summary>Prints findings for people: in colour on a terminal, in plain text elsewhere.</summary>
internal static class TablePrinter
{
    private const int PlainWidth = 160;

    public static void Print(IReadOnlyList<Finding> findings, int skipped)
    {
        bool plain = Console.IsOutputRedirected;
        IAnsiConsole console = plain ? CreatePlainConsole() : AnsiConsole.Console;
        console.Write(CreateTable(findings, plain));
        foreach (Finding finding in findings.Where(finding => !finding.Agrees))
        {
            console.Write(new Text($"{finding.Difference}: the manual has\n", new Style(Color.Red)));
            console.Write(new Text($"  inet    {finding.Expected.Inet}\n  socket  {finding.Expected.Socket}\n"));
        }

        if (skipped > 0)
        {
            console.Write(new Text($"{skipped} more need Linux, where data received before a reset can still be read.\n"));
        }

        int agreeing = findings.Count(finding => finding.Agrees);
        Color colour = agreeing == findings.Count ? Color.Green : Color.Red;
        console.Write(new Text($"{agreeing} of {findings.Count} observations agree with the manual.\n", new Style(colour)));
    }

    private static IAnsiConsole CreatePlainConsole()
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = PlainWidth;
        return console;
    }

    private static Table CreateTable(IReadOnlyList<Finding> findings, bool plain)
    {
        Table table = new Table { Border = plain ? TableBorder.Ascii : TableBorder.Rounded, ShowRowSeparators = true }
            .AddColumn(Header("difference"))
            .AddColumn(Header("inet"))
            .AddColumn(Header("socket"))
            .AddColumn(Header("the manual's word"))
            .AddColumn(Header("agrees").NoWrap());
        foreach (Finding finding in findings)
        {
            table.AddRow(
                new Text(finding.Difference, new Style(decoration: Decoration.Bold)),
                Cell(finding.Observed.Inet, finding.Expected.Inet),
                Cell(finding.Observed.Socket, finding.Expected.Socket),
                new Text(finding.Manual, new Style(decoration: Decoration.Dim)),
                finding.Agrees ? new Text("yes", new Style(Color.Green)) : new Text("NO", new Style(Color.Red)));
        }

        return table;
    }

    private static TableColumn Header(string text) => new(new Text(text, new Style(Color.Aqua)));

    private static Text Cell(string observed, string expected) =>
        new(observed, observed == expected ? Style.Plain : new Style(Color.Red));
}
