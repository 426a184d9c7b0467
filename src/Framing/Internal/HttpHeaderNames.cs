using System.Diagnostics;
using System.Runtime.Intrinsics;
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

    // No known name is as long.
    private const int Slot = 32;

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

    // What follows a name is a colon, which no name contains.
    private static readonly byte[] NamesWithColons = PadWithColons();

    // Every known name has a place of its own.
    private static readonly HttpKnownHeader[] ByHash = IndexByHash();

    public static string TextOf(HttpKnownHeader known) => Texts[(int)known];

    public static byte[] NameOf(HttpKnownHeader known) => Names[(int)known];

    /// <summary>The known name that this is, in whatever case.</summary>
    /// <param name="bytes">The name, the first colon behind it, and what follows in the same memory.</param>
    /// <param name="length">The length of the name.</param>
    public static HttpKnownHeader Find(ReadOnlySpan<byte> bytes, int length)
    {
        Debug.Assert(bytes[..(length + 1)].IndexOf((byte)':') == length, "The name ends with the first colon.");
        ReadOnlySpan<byte> name = bytes[..length];
        if (length < ShortestKnown)
        {
            return HttpKnownHeader.None;
        }

        HttpKnownHeader candidate = ByHash[Hash(name)];
        return IsSpelled(bytes, length, candidate) || Ascii.EqualsIgnoreCase(NameOf(candidate), name)
            ? candidate
            : HttpKnownHeader.None;
    }

    /// <summary>Whether a name is a known one as it is usually spelled; with its colon in one go, where there is memory for that.</summary>
    private static bool IsSpelled(ReadOnlySpan<byte> bytes, int length, HttpKnownHeader known)
    {
        if (!Vector256.IsHardwareAccelerated || length >= Slot || bytes.Length < Slot)
        {
            return bytes[..length].SequenceEqual(NameOf(known));
        }

        var name = Vector256.Create(bytes);
        var spelled = Vector256.Create<byte>(NamesWithColons.AsSpan((int)known * Slot, Slot));
        uint differences = ~Vector256.Equals(name, spelled).ExtractMostSignificantBits();
        return differences << (Slot - 1 - length) == 0;
    }

    private static byte[] PadWithColons()
    {
        byte[] names = new byte[Names.Length * Slot];
        Array.Fill(names, (byte)':');
        for (int i = 0; i < Names.Length; i++)
        {
            Names[i].CopyTo(names, i * Slot);
        }

        return names;
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
