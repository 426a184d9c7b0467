using System.Text;
using TcpBackends.Framing;

namespace TcpBackends.Tests.Framing.Generators;

/// <summary>
/// Lines of HTTP: first lines and header fields, whichever is due and sometimes the other, valid in most of their
/// parts.
/// </summary>
internal static class HttpGenerator
{
    private const string Anything = "aZ-_.~ \t:/?#[]@!$&'()*+,;=%\"\\{}<>^`|0199\u007f\u0080\u00e4\u00ff\0\r";

    private static readonly string[] KnownNames =
    [
        .. Enum.GetValues<HttpKnownHeader>().Where(known => known != HttpKnownHeader.None).Select(Hyphenated),
    ];

    public static byte[] Lines(Choices choices, PacketType type)
    {
        bool headers = type.IsHttpHeadersOnly() != choices.Once(12);
        return Choices.BytesOf(
            headers ? Header(choices) + LookAhead(choices)
            : choices.Once(2) ? FirstLine(choices)
            : FirstLine(choices) + Header(choices) + (choices.Once(2) ? "\r\n" : ""));
    }

    /// <summary>A known name as it is usually spelled.</summary>
    public static string Hyphenated(HttpKnownHeader known) =>
        string.Concat(known.ToString().Select((c, i) => i > 0 && char.IsAsciiLetterUpper(c) ? $"-{c}" : $"{c}"));

    private static string FirstLine(Choices choices) =>
        (choices.Once(3) ? Response(choices) : Request(choices)) + Terminator(choices);

    private static string Request(Choices choices) =>
        (choices.Once(30) ? " " : "") + Method(choices) + Blanks(choices) + Target(choices)
        + (choices.Once(8) ? "" : Blanks(choices) + Version(choices));

    private static string Response(Choices choices) =>
        Version(choices) + Blanks(choices)
        + (choices.Once(12) ? choices.Text("0123456789-x", choices.Number(12)) : choices.Number(100, 600))
        + (choices.Once(4) ? "" : Blanks(choices) + choices.Text("OK Not\tFound\u00e4", choices.Number(12)));

    private static string Method(Choices choices) => choices.Number(12) switch
    {
        0 => choices.Text(Anything, choices.Number(6)),
        1 => choices.Text("AbC-!~\u007f", choices.Number(1, 8)),
        2 => choices.Pick("get", "PATCH", "CONNECT", "M-SEARCH", "GETT", "HTTP", "P"),
        _ => choices.Pick("OPTIONS", "GET", "HEAD", "POST", "PUT", "DELETE", "TRACE"),
    };

    private static string Target(Choices choices) => choices.Number(10) switch
    {
        0 => choices.Text(Anything, choices.Number(10)),
        1 => choices.Pick("*", "**", "a", ":", "", "/"),
        2 => choices.Pick("mailto:x", "h:443", ":x", "x:", "ftp://h/p", "http:/h", "https:", "ab", "http", "http:/", "https:/"),
        < 6 => "/" + choices.Text("abc/?=&%20", choices.Number(12)),
        _ => choices.Pick("http://", "https://", "HTTP://", "hTtPs://", "httq://")
            + choices.Pick("h", "", "u:p@h", "[::1]", "example.com", "a?b")
            + choices.Pick("", ":", ":0", ":80", ":8x", ":99999", ":4294967296", ":4294967376", ":2147483648", ":-1", ":00")
            + choices.Pick("", "/", "/p", "/p:q/r", "?q", "//"),
    };

    private static string Version(Choices choices) => choices.Number(6) switch
    {
        0 => choices.Pick("HTTP/", "HTTP/1", "HTTP/1.", "HTTP/.1", "http/1.1", "HTTX/1.1", "HT", "HTTP/a.b", "HTTP/1,1"),
        1 => $"HTTP/{choices.Text("0129", choices.Number(12))}.{choices.Text("0129", choices.Number(12))}",
        2 => choices.Pick("HTTP/1.1x", "HTTP/1.0 ", "HTTP/1.1 x", "HTTP/01.10"),
        _ => choices.Pick("HTTP/1.0", "HTTP/1.1"),
    };

    private static string Header(Choices choices)
    {
        if (choices.Once(15))
        {
            return Terminator(choices);
        }

        var header = new StringBuilder(Name(choices));
        header.Append(choices.Once(20) ? choices.Pick(" ", "\t", "") : "").Append(choices.Once(20) ? "" : ":");
        header.Append(choices.Once(2) ? " " : Blanks(choices)).Append(Value(choices)).Append(Terminator(choices));
        while (choices.Once(4))
        {
            header.Append(choices.Pick(" ", "\t")).Append(Value(choices)).Append(Terminator(choices));
        }

        return header.ToString();
    }

    private static string Name(Choices choices) => choices.Number(8) switch
    {
        0 => choices.Text(Anything, choices.Number(6)),
        1 => choices.Text("aB-", choices.Number(12)),
        2 => choices.Text("xY-1", choices.Number(48, 53)),
        3 => "x-" + choices.Text("aBc-_.!1", choices.Number(12)),
        4 => choices.Pick<string>(KnownNames) + choices.Pick("s", "-", ""),
        _ => InAnyCase(choices, choices.Pick<string>(KnownNames)),
    };

    private static string Value(Choices choices) =>
        choices.Once(3) ? choices.Text(Anything, choices.Number(12)) : choices.Text("abc, ;=", choices.Number(20));

    private static string InAnyCase(Choices choices, string name) => choices.Number(3) switch
    {
        0 => name,
        1 => name.ToLowerInvariant(),
        _ => new([.. name.Select(c => choices.Once(2) ? char.ToUpperInvariant(c) : char.ToLowerInvariant(c))]),
    };

    private static string Blanks(Choices choices) =>
        choices.Once(6) ? choices.Text(" \t", choices.Number(4)) : " ";

    private static string Terminator(Choices choices) => choices.Number(14) switch
    {
        0 => choices.Pick("", "\r", "\r\r\n", "\n\r", "\n\n"),
        < 4 => "\n",
        _ => "\r\n",
    };

    private static string LookAhead(Choices choices) => choices.Pick("", "X", "\r\n", "\n", "\r", " ", "");
}
