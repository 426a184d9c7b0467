using System.Text;

namespace TcpBackends.Framing.Internal;

/// <summary>The spelling of header field names.</summary>
internal static class HttpHeaderNames
{
    /// <summary>Longer names keep the spelling in which they came.</summary>
    public const int LongestCanonical = 50;

    private const byte CaseBit = 0x20;
    private const int HashMask = 127;
    private const int ShortestKnown = 3;

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

    // Every known name has a place of its own.
    private static readonly HttpKnownHeader[] ByHash = IndexByHash();

    public static string TextOf(HttpKnownHeader known) => Texts[(int)known];

    public static byte[] NameOf(HttpKnownHeader known) => Names[(int)known];

    /// <summary>The known name that this is, in whatever case.</summary>
    public static HttpKnownHeader Find(ReadOnlySpan<byte> name)
    {
        if (name.Length < ShortestKnown)
        {
            return HttpKnownHeader.None;
        }

        HttpKnownHeader candidate = ByHash[Hash(name)];
        ReadOnlySpan<byte> known = NameOf(candidate);
        return known.SequenceEqual(name) || Ascii.EqualsIgnoreCase(known, name) ? candidate : HttpKnownHeader.None;
    }

    /// <summary>
    /// Writes the canonical spelling over a name: capitals at the front and behind hyphens, small letters elsewhere.
    /// </summary>
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

    private static HttpKnownHeader[] IndexByHash()
    {
        var index = new HttpKnownHeader[HashMask + 1];
        for (int i = 1; i < Names.Length; i++)
        {
            index[Hash(Names[i])] = (HttpKnownHeader)i;
        }

        return index;
    }

    /// <summary>The same for every case. The factors were searched for: with them no two known names collide.</summary>
    private static int Hash(ReadOnlySpan<byte> name) =>
        (name.Length + (22 * (name[0] | CaseBit)) + (8 * (name[^3] | CaseBit)) + (16 * (name[^1] | CaseBit)))
        & HashMask;
}
