using System.Text;

namespace TcpBackends.Framing.Internal;

/// <summary>
/// Makes packets that own their contents. The strings of one packet of bytes share one copy of the line.
/// </summary>
internal ref struct HttpPacketFactory(ReadOnlySpan<byte> line, bool asText)
{
    private static readonly HttpText SlashText = new("/");
    private static readonly HttpText SlashBytes = new("/"u8.ToArray());
    private static readonly string[] MethodTexts = ["", "OPTIONS", "GET", "HEAD", "POST", "PUT", "DELETE", "TRACE"];
    private static readonly byte[][] MethodBytes = Array.ConvertAll(MethodTexts, Encoding.Latin1.GetBytes);

    private readonly ReadOnlySpan<byte> _line = line;
    private byte[]? _copy;

    public HttpPacket Create(in HttpLine parsed) => parsed.Kind switch
    {
        HttpLineKind.Request => new HttpRequestLine(
            parsed.KnownMethod, Method(parsed), Target(parsed.Value), parsed.Version),
        HttpLineKind.Response => new HttpStatusLine(parsed.Version, parsed.Status, Text(parsed.Value)),
        HttpLineKind.Header => Header(parsed),
        HttpLineKind.EndOfHeaders => HttpEndOfHeaders.Instance,
        _ => new HttpErrorLine(Text(parsed.Value)),
    };

    private HttpText Method(in HttpLine parsed) =>
        parsed.KnownMethod == HttpKnownMethod.None ? Text(parsed.Name)
        : asText ? new HttpText(MethodTexts[(int)parsed.KnownMethod])
        : Whole(MethodBytes[(int)parsed.KnownMethod]);

    private HttpHeaderField Header(in HttpLine parsed)
    {
        HttpText unmodified = Text(parsed.Name);
        HttpText name = parsed.KnownHeader == HttpKnownHeader.None ? Canonical(unmodified, _line[parsed.Name])
            : asText ? new HttpText(HttpHeaderNames.TextOf(parsed.KnownHeader))
            : Whole(HttpHeaderNames.NameOf(parsed.KnownHeader));
        return new HttpHeaderField(parsed.KnownHeader, name, unmodified, Text(parsed.Value));
    }

    private readonly HttpText Canonical(HttpText unmodified, ReadOnlySpan<byte> name)
    {
        if (name.Length > HttpHeaderNames.LongestCanonical)
        {
            return unmodified;
        }

        Span<byte> canonical = stackalloc byte[HttpHeaderNames.LongestCanonical];
        canonical = canonical[..name.Length];
        name.CopyTo(canonical);
        HttpHeaderNames.Canonicalize(canonical);
        return canonical.SequenceEqual(name) ? unmodified
            : asText ? new HttpText(Encoding.Latin1.GetString(canonical))
            : Whole(canonical.ToArray());
    }

    private HttpRequestTarget Target(Range range)
    {
        ReadOnlySpan<byte> target = _line[range];
        int start = range.Start.Value;
        int end = range.End.Value;
        if (target.Length <= 1 || target[0] == '/')
        {
            return target is [(byte)'*'] ? HttpAsteriskTarget.Instance : new HttpPathTarget(Text(range));
        }

        if (Ascii.EqualsIgnoreCase(target[..Math.Min(7, target.Length)], "http://"u8))
        {
            return Absolute(HttpUriScheme.Http, start + 7, end);
        }

        if (Ascii.EqualsIgnoreCase(target[..Math.Min(8, target.Length)], "https://"u8))
        {
            return Absolute(HttpUriScheme.Https, start + 8, end);
        }

        int colon = target.IndexOf((byte)':');
        return colon < 0
            ? new HttpTextTarget(Text(range))
            : new HttpSchemeTarget(Text(start..(start + colon)), Text((start + colon + 1)..end));
    }

    private HttpAbsoluteTarget Absolute(HttpUriScheme scheme, int start, int end)
    {
        int slash = _line[start..end].IndexOf((byte)'/');
        int authorityEnd = slash < 0 ? end : start + slash;
        ReadOnlySpan<byte> authority = _line[start..authorityEnd];
        int colon = authority.IndexOf((byte)':');
        int? port = null;
        if (colon >= 0)
        {
            ReadOnlySpan<byte> digits = authority[(colon + 1)..];
            port = HttpGrammar.ReadNumber(digits, out int value) == digits.Length && value != 0 ? value : null;
        }

        HttpText path = slash >= 0 ? Text(authorityEnd..end) : asText ? SlashText : SlashBytes;
        return new HttpAbsoluteTarget(scheme, Text(start..(colon < 0 ? authorityEnd : start + colon)), port, path);
    }

    private static HttpText Whole(byte[] bytes) => new(bytes, 0, bytes.Length);

    private HttpText Text(Range range)
    {
        (int start, int length) = range.GetOffsetAndLength(_line.Length);
        return asText
            ? new HttpText(Encoding.Latin1.GetString(_line.Slice(start, length)))
            : new HttpText(_copy ??= _line.ToArray(), start, length);
    }
}
