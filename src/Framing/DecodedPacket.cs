using System.Buffers;

namespace TcpBackends.Framing;

/// <summary>A packet that was decoded from a stream. It is to be used while the memory of the stream lives.</summary>
public record struct DecodedPacket
{
    // Written one by one where they are to be: together they would be copied there, which costs more than the decoding.
    private ReadOnlySequence<byte> _payload;
    private HttpLine _line;
    private PacketType _type;

    /// <summary>
    /// What is delivered of it, with the HTTP types the line as it was received: a slice of the stream.
    /// </summary>
    public readonly ReadOnlySequence<byte> Payload => _payload;

    /// <summary>With the HTTP types, what the payload is and where its parts lie in it.</summary>
    public readonly HttpLine Line => _line;

    /// <summary>
    /// With the HTTP types the typed packet, which owns its contents and outlives the stream; it is made anew each time.
    /// Otherwise null.
    /// </summary>
    public readonly HttpPacket? Http => _type.IsHttp()
        ? HttpPacket.Create(_payload.IsSingleSegment ? _payload.FirstSpan : _payload.ToArray(), _line, _type.IsHttpText())
        : null;

    internal void Set(PacketType type, in ReadOnlySequence<byte> stream, int start, int length)
    {
        _type = type;
        _payload = stream.Slice(start, length);
    }

    internal void SetLine(in HttpLine line) => _line = line;
}
