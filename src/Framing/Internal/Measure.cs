using System.Runtime.CompilerServices;

namespace TcpBackends.Framing.Internal;

/// <summary>The common end of every type whose header states the length.</summary>
internal static class Measure
{
    /// <summary>More bytes are needed before the length is known.</summary>
    public static PacketScan Unknown => new(PacketStatus.Incomplete, 0, 0);

    public static PacketScan Invalid => new(PacketStatus.Invalid, 0, 0);

    /// <summary>A packet of a known length.</summary>
    /// <param name="available">The bytes that are there.</param>
    /// <param name="headerLength">The bytes before the body.</param>
    /// <param name="bodyLength">What the header says.</param>
    /// <param name="packetSize">The largest body allowed; 0: no limit.</param>
    /// <param name="stripped">The bytes at the front that are not delivered.</param>
    /// <param name="trailer">The bytes at the end that are not delivered.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PacketScan Packet(
        long available, int headerLength, uint bodyLength, int packetSize, int stripped = 0, int trailer = 0)
    {
        // The whole packet must be countable in 31 bits, whatever packet_size says.
        uint largest = (uint)(packetSize == 0 ? int.MaxValue : packetSize);
        if (bodyLength > Math.Min(largest, (uint)(int.MaxValue - headerLength)))
        {
            return Invalid;
        }

        int total = headerLength + (int)bodyLength;
        return new PacketScan(
            available >= total ? PacketStatus.Complete : PacketStatus.Incomplete, stripped, total, trailer);
    }
}
