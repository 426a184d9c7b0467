namespace TcpBackends.Framing.Internal;

/// <summary>Packet type line.</summary>
internal static class LineScan
{
    public static PacketScan Scan<TSource>(
        ref TSource source, in PacketOptions options, ref PacketScanState state, long examined)
        where TSource : struct, IByteSource, allows ref struct
    {
        long available = source.Length;
        long pieceLength = options.LineLength == 0 ? long.MaxValue : options.LineLength;
        long packetSize = options.PacketSize == 0 ? int.MaxValue : options.PacketSize;

        // What is behind a piece matters only if the line may be too long: then it is invalid from its first piece on.
        bool mayBeTooLong = available > packetSize;
        long end = mayBeTooLong ? packetSize : Math.Min(available, pieceLength);
        long found = examined < end
            ? source.IndexOf(options.LineDelimiter, options.LineDelimiter, examined, end)
            : -1;
        if (found >= 0 && found < pieceLength)
        {
            state.Remember(0);
            return new PacketScan(PacketStatus.Complete, 0, (int)found + 1);
        }

        if (found < 0 && mayBeTooLong)
        {
            state.Remember(0);
            return Measure.Invalid;
        }

        if (available < pieceLength)
        {
            source.Remember(ref state, available);
            return Measure.Unknown;
        }

        state.Remember((found < 0 ? Math.Max(end, examined) : found) - pieceLength);
        return new PacketScan(PacketStatus.Complete, 0, (int)pieceLength);
    }
}
