namespace TcpBackends.Framing.Internal;

/// <summary>Packet type asn1. A tag may be of any length, so the search for its end goes on where it stopped.</summary>
internal static class Asn1Scan
{
    private const int LongForm = 0x80;
    private const int LongTag = 0x1f;
    private const int LongestLength = 4;

    public static PacketScan Scan<TSource>(
        ref TSource source, int packetSize, ref PacketScanState state, long examined)
        where TSource : struct, IByteSource, allows ref struct
    {
        long available = source.Length;
        if (available < 2)
        {
            return Measure.Unknown;
        }

        long tagEnd = 0;
        if (examined > 0 || (source.At(0) & LongTag) == LongTag)
        {
            tagEnd = source.IndexOf(0, LongForm - 1, Math.Max(examined, 1), available);
            if (tagEnd < 0)
            {
                source.Remember(ref state, available);
                return Measure.Unknown;
            }
        }

        long lengthAt = tagEnd + 1;
        int length = lengthAt < available ? source.At(lengthAt) : 0;
        int lengthOfLength = (length & LongForm) != 0 ? length & ~LongForm : 0;
        long headerLength = lengthAt + 1 + lengthOfLength;
        if (available < headerLength)
        {
            if (tagEnd > 0)
            {
                source.Remember(ref state, tagEnd);
            }

            return Measure.Unknown;
        }

        if (lengthOfLength > LongestLength || headerLength > int.MaxValue)
        {
            state.Remember(0);
            return Measure.Invalid;
        }

        uint bodyLength = lengthOfLength == 0 ? (uint)(length & ~LongForm) : 0;
        for (long i = lengthAt + 1; i < headerLength; i++)
        {
            bodyLength = (bodyLength << 8) | source.At(i);
        }

        // Before the packet is there, the end of a long tag stays remembered: it is not to be searched for again.
        PacketScan scan = Measure.Packet(available, (int)headerLength, bodyLength, packetSize);
        bool again = scan.Status == PacketStatus.Incomplete && tagEnd > 0;
        if (again)
        {
            source.Remember(ref state, tagEnd);
        }
        else
        {
            state.Remember(0);
        }

        return scan;
    }
}
