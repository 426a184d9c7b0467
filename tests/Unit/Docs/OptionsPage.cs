using System.Globalization;
using System.Text;
using TcpBackends.Tools.Observations.Documents;

namespace TcpBackends.Tests.Unit.Docs;

/// <summary>docs/options.md: its table is made of the traits of the options; what stands around it is kept.</summary>
internal static class OptionsPage
{
    public const string HowToWrite = "CONTRIBUTING.md says how to write the table anew.";

    private const string Begin = "<!-- options -->\n";
    private const string End = "<!-- /options -->\n";

    private static readonly string PathOfPage =
        Path.Combine(Repository.Find(TestContext.CurrentContext.TestDirectory).Root, "docs", "options.md");

    public static bool IsBeingWritten { get; } = Environment.GetEnvironmentVariable("TCPBACKENDS_WRITE_DOCS") == "1";

    public static string Current => File.ReadAllText(PathOfPage).ReplaceLineEndings("\n");

    public static void Write() => File.WriteAllText(PathOfPage, WithTable(Current));

    /// <summary>A page with the table as it must be.</summary>
    public static string WithTable(string page)
    {
        int begin = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int end = page.IndexOf(End, StringComparison.Ordinal);
        return $"{page[..begin]}{Table()}{page[end..]}";
    }

    private static string Table()
    {
        var table = new StringBuilder(
            "| Option | .NET | Values | Sockets | Default | Given at | Inherited | `inet` | `socket` |\n|---|---|---|---|---|---|---|---|---|\n");
        foreach (TcpOption option in TcpOptions.All)
        {
            TcpOptionTraits traits = option.Traits;
            table.Append(CultureInfo.InvariantCulture, $"| `{option.Name}`{(traits.IsBeyondOtp ? " (ours)" : "")} | `{option.PropertyName}` ");
            table.Append(CultureInfo.InvariantCulture, $"| {option.Allowed} | {Both(traits, conduct => Families(conduct.Families))} ");
            table.Append(CultureInfo.InvariantCulture, $"| {Both(traits, Default)} | {Both(traits, Uses)} | {Both(traits, Inherited)} ");
            table.Append(CultureInfo.InvariantCulture, $"| {Handling(traits.Inet, "`einval`")} | {Handling(traits.Socket, "told")} |\n");
        }

        return table.ToString();
    }

    /// <summary>Once if it is the same on both.</summary>
    private static string Both(TcpOptionTraits traits, Func<TcpOptionConduct, string> show)
    {
        (string inet, string socket) = (show(traits.Inet), show(traits.Socket));
        return inet == socket ? inet : $"{inet}; {socket}";
    }

    private static string Default(TcpOptionConduct conduct) =>
        conduct.Default is { Length: > 0 } value ? $"`{value}`"
        : conduct.Default is not null ? "none"
        : conduct.Handling is TcpOptionHandling.System or TcpOptionHandling.SystemOrIgnored ? "the system's"
        : "none";

    private static string Inherited(TcpOptionConduct conduct) => conduct.InheritedBy == TcpOptionFamilies.None ? "no"
        : conduct.InheritedBy.HasFlag(conduct.Families) ? "yes"
        : $"over {Families(conduct.InheritedBy & conduct.Families)}";

    private static string Uses(TcpOptionConduct conduct) => conduct.Uses switch
    {
        TcpOptionUses.Anywhere => "any time",
        TcpOptionUses.None => "never: it can be read",
        var uses => uses.ToString().ToLowerInvariant().Replace("runtime", "run time", StringComparison.Ordinal),
    };

    private static string Families(TcpOptionFamilies families) => families switch
    {
        TcpOptionFamilies.All => "all",
        TcpOptionFamilies.Internet => "TCP",
        TcpOptionFamilies.Inet => "IPv4",
        TcpOptionFamilies.Inet6 => "IPv6",
        _ => "Unix-domain",
    };

    private static string Handling(TcpOptionConduct conduct, string refusal)
    {
        string handling = conduct.Handling switch
        {
            TcpOptionHandling.Kept => "followed",
            TcpOptionHandling.System => $"the system's; a refusal is {refusal}",
            TcpOptionHandling.SystemOrIgnored => "the system's; a refusal is ignored",
            _ => "no effect",
        };
        return conduct.Read == TcpError.None ? handling : $"{handling}; reading it is {Read(conduct.Read)}";
    }

    private static string Read(TcpError error) => error == TcpError.NotAvailable ? "`NotAvailable`" : $"`{error.ToAtom()}`";
}
