using System.Buffers.Binary;

namespace TcpBackends.Samples.FastCgiResponder;

/// <summary>A record. Packet type fcgi delivers it without its padding.</summary>
internal readonly record struct Record(RecordType Type, ushort RequestId, ReadOnlyMemory<byte> Content)
{
    private const int HeaderLength = 8;
    private const byte Version = 1;

    /// <summary>The largest content that keeps what follows at a multiple of 8 bytes.</summary>
    public const int LargestContent = 65_528;

    public static Record Parse(ReadOnlyMemory<byte> packet)
    {
        ReadOnlySpan<byte> header = packet.Span[..HeaderLength];
        return new Record((RecordType)header[1], BinaryPrimitives.ReadUInt16BigEndian(header[2..]), packet[HeaderLength..]);
    }

    /// <summary>Appends the record to a message.</summary>
    public void WriteTo(Stream message)
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        byte padding = (byte)(-Content.Length & 7);
        header[0] = Version;
        header[1] = (byte)Type;
        BinaryPrimitives.WriteUInt16BigEndian(header[2..], RequestId);
        BinaryPrimitives.WriteUInt16BigEndian(header[4..], (ushort)Content.Length);
        header[6] = padding;
        header[7] = 0;
        message.Write(header);
        message.Write(Content.Span);
        message.Write(stackalloc byte[padding]);
    }
}
