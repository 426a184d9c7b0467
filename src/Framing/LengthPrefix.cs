using System.Buffers;
using System.Buffers.Binary;
using TcpBackends.Framing.Internal;

namespace TcpBackends.Framing;

/// <summary>Packets with a big-endian length before them: packet types 1, 2 and 4.</summary>
public static class LengthPrefix
{
    /// <summary>The longest prefix, in bytes.</summary>
    public const int MaximumLength = 4;

    /// <summary>The number of bytes that a packet type puts before the payload.</summary>
    /// <param name="type">A packet type; 0 for all but 1, 2 and 4.</param>
    public static int LengthOf(PacketType type) =>
        type is PacketType.Length1 or PacketType.Length2 or PacketType.Length4 ? (int)type : 0;

    /// <summary>Writes the prefix for a payload; nothing for types other than 1, 2 and 4.</summary>
    /// <remarks>
    /// As in OTP the length is taken modulo 2^8, 2^16 or 2^32: a payload that is too long for its type gets a wrong
    /// prefix.
    /// </remarks>
    /// <param name="type">A packet type.</param>
    /// <param name="payloadLength">The number of bytes that follow.</param>
    /// <param name="destination">At least <see cref="LengthOf"/> bytes.</param>
    /// <returns>The number of bytes written.</returns>
    public static int Write(PacketType type, long payloadLength, Span<byte> destination)
    {
        switch (type)
        {
            case PacketType.Length1:
                destination[0] = (byte)payloadLength;
                break;
            case PacketType.Length2:
                BinaryPrimitives.WriteUInt16BigEndian(destination, (ushort)payloadLength);
                break;
            case PacketType.Length4:
                BinaryPrimitives.WriteUInt32BigEndian(destination, (uint)payloadLength);
                break;
        }

        return LengthOf(type);
    }

    /// <summary>Finds the packet at the front of a stream. Nothing is consumed, kept or allocated.</summary>
    /// <param name="type">1, 2 or 4.</param>
    /// <param name="stream">The bytes so far.</param>
    /// <param name="packetSize">The largest payload allowed, in bytes; 0: no limit. Erlang: <c>packet_size</c>.</param>
    public static PacketScan Scan(PacketType type, in ReadOnlySequence<byte> stream, int packetSize)
    {
        Span<byte> storage = stackalloc byte[MaximumLength];
        return Scan(type, stream.Head(storage), stream.Length, packetSize);
    }

    /// <summary>
    /// The same by the first bytes of the stream, of which at least a whole prefix is there if the stream has one.
    /// </summary>
    internal static PacketScan Scan(PacketType type, ReadOnlySpan<byte> head, long available, int packetSize)
    {
        switch (type)
        {
            case PacketType.Length4 when head.Length >= 4:
                return Measure.Packet(
                    available, 4, BinaryPrimitives.ReadUInt32BigEndian(head), packetSize, stripped: 4);
            case PacketType.Length2 when head.Length >= 2:
                return Measure.Packet(
                    available, 2, BinaryPrimitives.ReadUInt16BigEndian(head), packetSize, stripped: 2);
            case PacketType.Length1 when head.Length >= 1:
                return Measure.Packet(available, 1, head[0], packetSize, stripped: 1);
            default:
                return new PacketScan(PacketStatus.Incomplete, LengthOf(type), 0);
        }
    }
}
