using System.Buffers;
using System.Buffers.Binary;

namespace TcpBackends.Framing;

/// <summary>Packets with a big-endian length before them: packet types 1, 2 and 4.</summary>
public static class LengthPrefix
{
    /// <summary>The longest prefix, in bytes.</summary>
    public const int MaximumLength = 4;

    /// <summary>The number of bytes that a packet type puts before the payload.</summary>
    /// <param name="type">A packet type; 0 for <see cref="PacketType.Raw"/>.</param>
    public static int LengthOf(PacketType type) => (int)type;

    /// <summary>Writes the prefix for a payload.</summary>
    /// <remarks>As in OTP the length is taken modulo 2^8, 2^16 or 2^32: a payload that is too long for its type gets a wrong prefix.</remarks>
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
        int headerLength = LengthOf(type);
        Span<byte> header = stackalloc byte[MaximumLength];
        header = header[..headerLength];
        if (stream.Length < headerLength)
        {
            return new PacketScan(PacketStatus.Incomplete, headerLength, 0);
        }

        stream.Slice(0, headerLength).CopyTo(header);
        uint payload = 0;
        foreach (byte value in header)
        {
            payload = (payload << 8) | value;
        }

        // The whole packet must be countable in 31 bits, whatever packet_size says.
        if (payload > (uint)(int.MaxValue - headerLength) || (packetSize > 0 && payload > (uint)packetSize))
        {
            return new PacketScan(PacketStatus.Invalid, headerLength, 0);
        }

        int total = headerLength + (int)payload;
        return new PacketScan(
            stream.Length >= total ? PacketStatus.Complete : PacketStatus.Incomplete, headerLength, total);
    }
}
