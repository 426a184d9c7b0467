using System.Buffers.Binary;

namespace TcpBackends.Framing.Internal;

/// <summary>
/// The types whose header has a fixed length. <c>head</c>: the first bytes, the whole header if it is there.
/// </summary>
internal static class FixedHeader
{
    public const int MaximumLength = CdrLength;

    private const int SunRmLength = 4;
    private const int CdrLength = 12;
    private const int FcgiLength = 8;
    private const int TpktLength = 4;

    public static PacketScan SunRm(ReadOnlySpan<byte> head, long available, int packetSize)
    {
        const uint LastFragment = 0x8000_0000;
        return head.Length < SunRmLength
            ? Measure.Unknown
            : Measure.Packet(
                available, SunRmLength, BinaryPrimitives.ReadUInt32BigEndian(head) & ~LastFragment, packetSize);
    }

    public static PacketScan Cdr(ReadOnlySpan<byte> head, long available, int packetSize)
    {
        const byte LittleEndian = 1;
        if (head.Length < CdrLength)
        {
            return Measure.Unknown;
        }

        if (!head.StartsWith("GIOP"u8))
        {
            return Measure.Invalid;
        }

        ReadOnlySpan<byte> size = head[8..];
        uint bodyLength = (head[6] & LittleEndian) != 0
            ? BinaryPrimitives.ReadUInt32LittleEndian(size)
            : BinaryPrimitives.ReadUInt32BigEndian(size);
        return Measure.Packet(available, CdrLength, bodyLength, packetSize);
    }

    public static PacketScan Fcgi(ReadOnlySpan<byte> head, long available, int packetSize)
    {
        const byte Version = 1;
        if (head.Length < FcgiLength)
        {
            return Measure.Unknown;
        }

        if (head[0] != Version)
        {
            return Measure.Invalid;
        }

        uint contentLength = BinaryPrimitives.ReadUInt16BigEndian(head[4..]);
        byte paddingLength = head[6];
        return Measure.Packet(
            available, FcgiLength, contentLength + paddingLength, packetSize, trailer: paddingLength);
    }

    public static PacketScan Tpkt(ReadOnlySpan<byte> head, long available, int packetSize)
    {
        const byte Version = 3;
        if (head.Length < TpktLength)
        {
            return Measure.Unknown;
        }

        int total = BinaryPrimitives.ReadUInt16BigEndian(head[2..]);
        return head[0] != Version || total < TpktLength
            ? Measure.Invalid
            : Measure.Packet(available, TpktLength, (uint)(total - TpktLength), packetSize);
    }
}
