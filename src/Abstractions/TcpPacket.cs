using TcpBackends.Framing;

namespace TcpBackends;

/// <summary>
/// What one receive delivers: a packet of the socket's packet type, or a piece of the stream with packet raw.
/// </summary>
/// <remarks>
/// gen_tcp, <c>recv/2,3</c>: <c>Packet</c>. The memory belongs to the receiver; no later operation changes it.
/// </remarks>
/// <param name="Memory">
/// The bytes, without the length prefix of packet types 1, 2 and 4 and without the padding of FastCGI; with the HTTP types
/// the line as it was received.
/// </param>
/// <param name="Http">
/// With the HTTP types the typed packet, otherwise null. Erlang: <c>HttpPacket</c> of <c>erlang:decode_packet/3</c>.
/// </param>
public readonly record struct TcpPacket(ReadOnlyMemory<byte> Memory, HttpPacket? Http = null)
{
    /// <summary>
    /// Whether it is a list of bytes: with mode list, and where <c>header</c> leaves nothing else. Erlang: <c>mode</c>.
    /// </summary>
    public TcpMode Mode { get; init; }

    /// <summary>How many bytes at the front are its header. Erlang: <c>header</c>, the list before the binary.</summary>
    public int HeaderLength { get; init; }

    /// <summary>The first <see cref="HeaderLength"/> bytes.</summary>
    public ReadOnlyMemory<byte> Header => Memory[..HeaderLength];

    /// <summary>The bytes behind the header.</summary>
    public ReadOnlyMemory<byte> Body => Memory[HeaderLength..];

    /// <summary>The number of bytes.</summary>
    public int Length => Memory.Length;

    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> Span => Memory.Span;

    /// <summary>The bytes of a packet.</summary>
    /// <param name="packet">The packet.</param>
    public static implicit operator ReadOnlyMemory<byte>(TcpPacket packet) => packet.Memory;

    /// <summary>The bytes of this packet.</summary>
    public ReadOnlyMemory<byte> ToReadOnlyMemory() => Memory;

    /// <summary>The bytes as a list, a copy.</summary>
    public IReadOnlyList<byte> ToList() => Memory.ToArray();

    /// <summary>A copy of the bytes.</summary>
    public byte[] ToArray() => Memory.ToArray();
}
