using TcpBackends.Framing.Internal;

namespace TcpBackends.Framing;

/// <summary>
/// A typed packet of the HTTP types: <see cref="HttpRequestLine"/>, <see cref="HttpStatusLine"/>,
/// <see cref="HttpHeaderField"/>, <see cref="HttpEndOfHeaders"/> or <see cref="HttpErrorLine"/>. It owns its contents.
/// Erlang: <c>HttpPacket</c> of <c>erlang:decode_packet/3</c>.
/// </summary>
public abstract record HttpPacket
{
    private protected HttpPacket()
    {
    }

    /// <summary>Makes a packet of a parsed line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="parsed">What <see cref="HttpLine"/> found in it.</param>
    /// <param name="asText">Whether strings are text, as with <c>http</c> and <c>httph</c>, or bytes.</param>
    public static HttpPacket Create(ReadOnlySpan<byte> line, HttpLine parsed, bool asText) =>
        new HttpPacketFactory(line, asText).Create(parsed);
}
