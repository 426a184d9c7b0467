namespace TcpBackends.Framing.Internal;

/// <summary>Packet type asn1.</summary>
internal static class Asn1Scan
{
    private const int LongForm = 0x80;
    private const int LongTag = 0x1f;
    private const int LongestLength = 4;

    // A tag has 6 bytes at most in practice. What goes beyond this and packet_size has no end to wait for.
    private const int LongestTag = 1024;

    /// <summary>Whether the tag goes on behind the first byte. Its end has to be searched for then.</summary>
    public static bool HasLongTag(ReadOnlySpan<byte> head) => !head.IsEmpty && (head[0] & LongTag) == LongTag;

    /// <summary>A packet with a tag of one byte.</summary>
    public static PacketScan Scan(ReadOnlySpan<byte> head, long available, int packetSize) =>
        available < 2 ? Measure.Unknown : Scan(head[1..], 1, available, packetSize);

    /// <summary>A packet with a tag of any length. The search for its end goes on where it stopped.</summary>
    public static PacketScan Search<TSource>(
        ref TSource source, int packetSize, ref PacketScanState state, long examined)
        where TSource : struct, IByteSource, allows ref struct
    {
        long available = source.Length;
        long tagEnd = source.IndexOf(0, LongForm - 1, Math.Max(examined, 1), available);
        long tagLength = tagEnd < 0 ? available + 1 : tagEnd + 1;
        if (packetSize > 0 && tagLength > Math.Max(packetSize, LongestTag))
        {
            state.Remember(0);
            return Measure.Invalid;
        }

        if (tagEnd < 0)
        {
            source.Remember(ref state, available);
            return Measure.Unknown;
        }

        Span<byte> length = stackalloc byte[1 + LongestLength];
        length = length[..(int)Math.Min(length.Length, available - tagEnd - 1)];
        for (int i = 0; i < length.Length; i++)
        {
            length[i] = source.At(tagEnd + 1 + i);
        }

        PacketScan scan = length.IsEmpty ? Measure.Unknown : Scan(length, tagEnd + 1, available, packetSize);
        if (scan.Status == PacketStatus.Incomplete)
        {
            source.Remember(ref state, tagEnd);
        }
        else
        {
            state.Remember(0);
        }

        return scan;
    }

    /// <param name="length">The bytes from the length on, as many as it may have.</param>
    /// <param name="tagLength">The bytes before it.</param>
    /// <param name="available">The bytes of the stream.</param>
    /// <param name="packetSize">The largest body allowed; 0: no limit.</param>
    private static PacketScan Scan(ReadOnlySpan<byte> length, long tagLength, long available, int packetSize)
    {
        int first = length[0];
        if (first < LongForm)
        {
            return tagLength < int.MaxValue
                ? Measure.Packet(available, (int)tagLength + 1, (uint)first, packetSize)
                : Measure.Invalid;
        }

        int count = first & ~LongForm;
        long headerLength = tagLength + 1 + count;
        if (available < headerLength)
        {
            return Measure.Unknown;
        }

        if (count > LongestLength || headerLength > int.MaxValue)
        {
            return Measure.Invalid;
        }

        uint bodyLength = 0;
        foreach (byte part in length.Slice(1, count))
        {
            bodyLength = (bodyLength << 8) | part;
        }

        return Measure.Packet(available, (int)headerLength, bodyLength, packetSize);
    }
}
