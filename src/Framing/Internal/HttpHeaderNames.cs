using System.Text;

namespace TcpBackends.Framing.Internal;

/// <summary>The spelling of header field names.</summary>
internal static class HttpHeaderNames
{
    /// <summary>Longer names keep the spelling in which they came.</summary>
    public const int LongestCanonical = 50;

    private const byte CaseBit = 0x20;

    // In the order of HttpKnownHeader.
    private static readonly string[] Texts =
    [
        "", "Cache-Control", "Connection", "Date", "Pragma", "Transfer-Encoding", "Upgrade", "Via", "Accept",
        "Accept-Charset", "Accept-Encoding", "Accept-Language", "Authorization", "From", "Host", "If-Modified-Since",
        "If-Match", "If-None-Match", "If-Range", "If-Unmodified-Since", "Max-Forwards", "Proxy-Authorization",
        "Range", "Referer", "User-Agent", "Age", "Location", "Proxy-Authenticate", "Public", "Retry-After", "Server",
        "Vary", "Warning", "Www-Authenticate", "Allow", "Content-Base", "Content-Encoding", "Content-Language",
        "Content-Length", "Content-Location", "Content-Md5", "Content-Range", "Content-Type", "Etag", "Expires",
        "Last-Modified", "Accept-Ranges", "Set-Cookie", "Set-Cookie2", "X-Forwarded-For", "Cookie", "Keep-Alive",
        "Proxy-Connection",
    ];

    private static readonly byte[][] Names = Array.ConvertAll(Texts, Encoding.Latin1.GetBytes);

    private static readonly HttpKnownHeader[][] ByLength =
    [
        .. Enumerable.Range(0, Texts.Max(text => text.Length) + 1).Select(length =>
            Enum.GetValues<HttpKnownHeader>().Where(known => known != 0 && NameOf(known).Length == length).ToArray()),
    ];

    public static string TextOf(HttpKnownHeader known) => Texts[(int)known];

    public static byte[] NameOf(HttpKnownHeader known) => Names[(int)known];

    /// <summary>The known name that this is, in whatever case.</summary>
    public static HttpKnownHeader Find(ReadOnlySpan<byte> name)
    {
        if (name.Length < ByLength.Length)
        {
            foreach (HttpKnownHeader known in ByLength[name.Length])
            {
                byte[] candidate = NameOf(known);
                if (((candidate[0] ^ name[0]) & ~CaseBit) == 0 && Ascii.EqualsIgnoreCase(candidate, name))
                {
                    return known;
                }
            }
        }

        return HttpKnownHeader.None;
    }

    /// <summary>Writes the canonical spelling over a name: capitals at the front and behind hyphens, small letters elsewhere.</summary>
    public static void Canonicalize(Span<byte> name)
    {
        if (name.Length > LongestCanonical)
        {
            return;
        }

        bool capital = true;
        foreach (ref byte character in name)
        {
            if (capital)
            {
                // A second hyphen takes the capital that the first one announced.
                character = character is >= (byte)'a' and <= (byte)'z' ? (byte)(character & ~CaseBit) : character;
                capital = false;
            }
            else
            {
                capital = character == '-';
                character = character is >= (byte)'A' and <= (byte)'Z' ? (byte)(character | CaseBit) : character;
            }
        }
    }
}
