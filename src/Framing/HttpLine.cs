using TcpBackends.Framing.Internal;

namespace TcpBackends.Framing;

/// <summary>
/// What a line of the HTTP types is and where its parts lie, as ranges of the line: nothing is copied or allocated. The
/// same as a packet that owns its parts is <see cref="HttpPacket"/>.
/// </summary>
public readonly record struct HttpLine
{
    private readonly byte _known;
    private readonly int _nameLength;
    private readonly int _valueStart;
    private readonly int _valueEnd;

    private HttpLine(HttpLineKind kind, int known, int nameLength, int valueStart, int valueEnd)
    {
        Kind = kind;
        _known = (byte)known;
        (_nameLength, _valueStart, _valueEnd) = (nameLength, valueStart, valueEnd);
    }

    /// <summary>What the line is.</summary>
    public HttpLineKind Kind { get; }

    /// <summary>The method of a request, if it is a known one.</summary>
    public HttpKnownMethod KnownMethod => Kind == HttpLineKind.Request ? (HttpKnownMethod)_known : HttpKnownMethod.None;

    /// <summary>The name of a header field, if it is a known one in whatever case.</summary>
    public HttpKnownHeader KnownHeader => Kind == HttpLineKind.Header ? (HttpKnownHeader)_known : HttpKnownHeader.None;

    /// <summary>The method of a request, the name of a header field as received.</summary>
    public Range Name => 0.._nameLength;

    /// <summary>
    /// The target of a request, the reason phrase of a response, the value of a header field with the line breaks that
    /// fold it, the whole of an erroneous line.
    /// </summary>
    public Range Value => _valueStart.._valueEnd;

    /// <summary>The version of a request or response.</summary>
    public HttpPacketVersion Version { get; private init; }

    /// <summary>The status of a response; as in OTP a number that does not fit 32 bits wraps around.</summary>
    public int Status { get; private init; }

    /// <summary>Parses a line.</summary>
    /// <param name="line">A line that <see cref="PacketScanner"/> found, with its terminator.</param>
    /// <param name="isHeader">
    /// Whether a header field is due: with <c>httph</c>, or after the first line with <c>http</c>.
    /// </param>
    /// <exception cref="ArgumentException">The line does not end with a newline.</exception>
    public static HttpLine Parse(ReadOnlySpan<byte> line, bool isHeader)
    {
        if (line.IsEmpty || line[^1] != '\n')
        {
            throw new ArgumentException("A line ends with a newline.", nameof(line));
        }

        return isHeader ? HttpHeaderParser.Parse(line) : HttpFirstLineParser.Parse(line);
    }

    /// <summary>Parses a line, and takes the change between first line and header fields.</summary>
    /// <param name="line">A line that <see cref="PacketScanner"/> found, with its terminator.</param>
    /// <param name="type">The HTTP packet type that the stream was scanned for.</param>
    /// <param name="state">The state that it was scanned with.</param>
    /// <exception cref="ArgumentException">The line does not end with a newline.</exception>
    public static HttpLine Parse(ReadOnlySpan<byte> line, PacketType type, ref PacketScanState state)
    {
        HttpLine parsed = Parse(line, state.InHeaders || type.IsHttpHeadersOnly());
        if (parsed.Kind != HttpLineKind.Error)
        {
            state.InHeaders = parsed.Kind != HttpLineKind.EndOfHeaders;
        }

        return parsed;
    }

    internal static HttpLine Request(
        HttpKnownMethod method, int methodLength, int targetStart, int targetEnd, HttpPacketVersion version) =>
        new(HttpLineKind.Request, (int)method, methodLength, targetStart, targetEnd) { Version = version };

    internal static HttpLine Response(HttpPacketVersion version, int status, int reasonStart, int reasonEnd) =>
        new(HttpLineKind.Response, 0, 0, reasonStart, reasonEnd) { Version = version, Status = status };

    internal static HttpLine Header(HttpKnownHeader name, int nameLength, int valueStart, int valueEnd) =>
        new(HttpLineKind.Header, (int)name, nameLength, valueStart, valueEnd);

    internal static HttpLine EndOfHeaders() => new(HttpLineKind.EndOfHeaders, 0, 0, 0, 0);

    internal static HttpLine Error(int length) => new(HttpLineKind.Error, 0, 0, 0, length);
}
