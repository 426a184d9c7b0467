using TcpBackends.Framing.Internal;

namespace TcpBackends.Framing;

/// <summary>
/// What a line of the HTTP types is and where its parts lie, as ranges of the line: nothing is copied or allocated. The
/// same as a packet that owns its parts is <see cref="HttpPacket"/>.
/// </summary>
public readonly record struct HttpLine
{
    // Three words, so that it is handed on in registers.
    private readonly ulong _what;
    private readonly ulong _value;
    private readonly ulong _version;

    private HttpLine(HttpLineKind kind, int known, int nameLengthOrStatus, int valueStart, int valueEnd, ulong version)
    {
        _what = (byte)kind | ((ulong)known << 8) | ((ulong)(uint)nameLengthOrStatus << 32);
        _value = (uint)valueStart | ((ulong)valueEnd << 32);
        _version = version;
    }

    /// <summary>What the line is.</summary>
    public HttpLineKind Kind => (HttpLineKind)(byte)_what;

    /// <summary>The method of a request, if it is a known one.</summary>
    public HttpKnownMethod KnownMethod => Kind == HttpLineKind.Request ? (HttpKnownMethod)Known : HttpKnownMethod.None;

    /// <summary>The name of a header field, if it is a known one in whatever case.</summary>
    public HttpKnownHeader KnownHeader => Kind == HttpLineKind.Header ? (HttpKnownHeader)Known : HttpKnownHeader.None;

    /// <summary>The method of a request, the name of a header field as received.</summary>
    public Range Name => 0..(Kind == HttpLineKind.Response ? 0 : High(_what));

    /// <summary>
    /// The target of a request, the reason phrase of a response, the value of a header field with the line breaks that
    /// fold it, the whole of an erroneous line.
    /// </summary>
    public Range Value => (int)(uint)_value..High(_value);

    /// <summary>The version of a request or response.</summary>
    public HttpPacketVersion Version => new((int)(uint)_version, High(_version));

    /// <summary>The status of a response; as in OTP a number that does not fit 32 bits wraps around.</summary>
    public int Status => Kind == HttpLineKind.Response ? High(_what) : 0;

    private byte Known => (byte)(_what >> 8);

    /// <summary>Parses a line.</summary>
    /// <param name="line">A line that <see cref="PacketScanner"/> found, with its terminator.</param>
    /// <param name="isHeader">
    /// Whether a header field is due: with <c>httph</c>, or after the first line with <c>http</c>.
    /// </param>
    /// <exception cref="ArgumentException">The line does not end with a newline.</exception>
    public static HttpLine Parse(ReadOnlySpan<byte> line, bool isHeader)
    {
        CheckTerminator(line);
        return Parse(line, line.Length, isHeader);
    }

    /// <summary>Parses a line, and takes the change between first line and header fields.</summary>
    /// <param name="line">A line that <see cref="PacketScanner"/> found, with its terminator.</param>
    /// <param name="type">The HTTP packet type that the stream was scanned for.</param>
    /// <param name="state">The state that it was scanned with.</param>
    /// <exception cref="ArgumentException">The line does not end with a newline.</exception>
    public static HttpLine Parse(ReadOnlySpan<byte> line, PacketType type, ref PacketScanState state)
    {
        CheckTerminator(line);
        return Parse(line, line.Length, type, ref state);
    }

    /// <summary>Parses a line that a scan has found at the front of more bytes.</summary>
    internal static HttpLine Parse(ReadOnlySpan<byte> bytes, int length, PacketType type, ref PacketScanState state)
    {
        HttpLine parsed = Parse(bytes, length, state.InHeaders || type.IsHttpHeadersOnly());
        if (parsed.Kind != HttpLineKind.Error)
        {
            state.InHeaders = parsed.Kind != HttpLineKind.EndOfHeaders;
        }

        return parsed;
    }

    internal static HttpLine Request(
        HttpKnownMethod method, int methodLength, int targetStart, int targetEnd, HttpPacketVersion version) =>
        new(HttpLineKind.Request, (int)method, methodLength, targetStart, targetEnd, Pack(version));

    internal static HttpLine Response(HttpPacketVersion version, int status, int reasonStart, int reasonEnd) =>
        new(HttpLineKind.Response, 0, status, reasonStart, reasonEnd, Pack(version));

    internal static HttpLine Header(HttpKnownHeader name, int nameLength, int valueStart, int valueEnd) =>
        new(HttpLineKind.Header, (int)name, nameLength, valueStart, valueEnd, version: 0);

    internal static HttpLine EndOfHeaders() => new(HttpLineKind.EndOfHeaders, 0, 0, 0, 0, version: 0);

    internal static HttpLine Error(int length) => new(HttpLineKind.Error, 0, 0, 0, length, version: 0);

    private static void CheckTerminator(ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty || line[^1] != '\n')
        {
            throw new ArgumentException("A line ends with a newline.", nameof(line));
        }
    }

    private static HttpLine Parse(ReadOnlySpan<byte> bytes, int length, bool isHeader) =>
        isHeader ? HttpHeaderParser.Parse(bytes, length) : HttpFirstLineParser.Parse(bytes, length);

    private static ulong Pack(HttpPacketVersion version) => (uint)version.Major | ((ulong)(uint)version.Minor << 32);

    private static int High(ulong word) => (int)(word >> 32);
}
