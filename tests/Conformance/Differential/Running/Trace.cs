using System.Globalization;
using System.Text;

namespace TcpBackends.Tests.Conformance.Differential.Running;

/// <summary>What was seen of a sequence on both sides.</summary>
internal sealed class Trace(string ours, string theirs)
{
    private const int MostColumn = 60;

    private readonly List<(string Step, string Ours, string Theirs)> _lines = [("", ours, theirs)];

    public void Add(string step, string oursSaw, string theirsSaw) => _lines.Add((step, oursSaw, theirsSaw));

    public override string ToString()
    {
        int first = Width(line => line.Step);
        int second = Width(line => line.Ours);
        var text = new StringBuilder();
        foreach ((string step, string oursSaw, string theirsSaw) in _lines)
        {
            string mark = _lines.IndexOf((step, oursSaw, theirsSaw)) == 0 || oursSaw == theirsSaw ? " " : "!";
            text.AppendLine(
                CultureInfo.InvariantCulture, $"{mark} {step.PadRight(first)} | {oursSaw.PadRight(second)} | {theirsSaw}");
        }

        return text.ToString();
    }

    private int Width(Func<(string Step, string Ours, string Theirs), string> column) =>
        Math.Min(MostColumn, _lines.Max(line => column(line).Length));
}
