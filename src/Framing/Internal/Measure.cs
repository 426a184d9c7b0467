namespace TcpBackends.Framing.Internal;

/// <summary>The common end of every type whose header states the length.</summary>
internal static class Measure
{
    /// <summary>More bytes are needed before the length is known.</summary>
    public static PacketScan Unknown => new(PacketStatus.Incomplete, 0, 0);

    public static PacketScan Invalid => new(PacketStatus.Invalid, 0, 0);

    /// <summary>A packet that is delivered with its header.</summary>
    public static PacketScan Packet(long available, int headerLength, uint bodyLength, int packetSize)
    {
        // The whole packet must be countable in 31 bits, whatever packet_size says.
        if (bodyLength > (uint)(int.MaxValue - headerLength) || (packetSize > 0 && bodyLength > (uint)packetSize))
        {
            return Invalid;
        }

        int total = headerLength + (int)bodyLength;
        return new PacketScan(available >= total ? PacketStatus.Complete : PacketStatus.Incomplete, 0, total);
    }
}
