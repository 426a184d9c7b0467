using TcpBackends.Framing.Internal;

namespace TcpBackends.Framing;

/// <summary>
/// What a line of the HTTP types is and where its parts lie, as ranges of the line: nothing is copied or allocated. The same
/// as a packet that owns its parts is <see cref="HttpPacket"/>.
/// </summary>
public readonly record struct HttpLine
{
    /// <summary>What the line is.</summary>
    public HttpLineKind Kind { get; internal init; }

    /// <summary>The method of a request, if it is a known one.</summary>
    public HttpKnownMethod KnownMethod { get; internal init; }

    /// <summary>The name of a header field, if it is a known one in whatever case.</summary>
    public HttpKnownHeader KnownHeader { get; internal init; }

    /// <summary>The method of a request, the name of a header field as received.</summary>
    public Range Name { get; internal init; }

    /// <summary>
    /// The target of a request, the reason phrase of a response, the value of a header field with the line breaks that fold it,
    /// the whole of an erroneous line.
    /// </summary>
    public Range Value { get; internal init; }

    /// <summary>The version of a request or response.</summary>
    public HttpPacketVersion Version { get; internal init; }

    /// <summary>The status of a response; as in OTP a number that does not fit 32 bits wraps around.</summary>
    public int Status { get; internal init; }

    /// <summary>Parses a line.</summary>
    /// <param name="line">A line that <see cref="PacketScanner"/> found, with its terminator.</param>
    /// <param name="isHeader">Whether a header field is due: with <c>httph</c>, or after the first line with <c>http</c>.</param>
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

    internal static HttpLine Erroneous(ReadOnlySpan<byte> line) => new() { Value = 0..line.Length };
}
