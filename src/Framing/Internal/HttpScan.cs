namespace TcpBackends.Framing.Internal;

/// <summary>The lines of the HTTP types; header fields with the lines folded into them.</summary>
internal static class HttpScan
{
    // A line as short as this is never continued, and alone it may be an empty one.
    public const int ShortestLine = 2;

    public static PacketScan Scan<TSource>(
        ref TSource source, in PacketOptions options, bool inHeaders, ref PacketScanState state, long examined)
        where TSource : struct, IByteSource, allows ref struct
    {
        const byte NewLine = (byte)'\n';
        long available = source.Length;
        if (IsOnlyEmptyLine(ref source))
        {
            return Complete(available, ref state);
        }

        long longest = options.PacketSize != 0 ? options.PacketSize
            : options.LineLength != 0 ? options.LineLength
            : int.MaxValue;
        long end = Math.Min(available, longest);
        while (true)
        {
            long newLine = examined < end ? source.IndexOf(NewLine, NewLine, examined, end) : -1;
            if (newLine < 0)
            {
                return available >= longest
                    ? Invalid(ref state)
                    : Incomplete(ref source, available, ref state);
            }

            long length = newLine + 1;
            if (!inHeaders)
            {
                return Complete(length, ref state);
            }

            // Whether a header field ends here is known by the byte that follows.
            if (length == available)
            {
                return Incomplete(ref source, newLine, ref state);
            }

            if (length <= ShortestLine || !HttpGrammar.IsBlank(source.At(length)))
            {
                return Complete(length, ref state);
            }

            examined = length;
        }
    }

    /// <summary>
    /// Whether a header field ends with the line of this length; without the byte that follows it is not known.
    /// </summary>
    public static bool EndsHeader(ReadOnlySpan<byte> bytes, int length) =>
        length < bytes.Length && (length <= ShortestLine || !HttpGrammar.IsBlank(bytes[length]));

    /// <summary>An empty line with nothing behind it is taken whatever the limit.</summary>
    private static bool IsOnlyEmptyLine<TSource>(ref TSource source)
        where TSource : struct, IByteSource, allows ref struct => source.Length switch
        {
            1 => source.At(0) == '\n',
            2 => source.At(0) == '\r' && source.At(1) == '\n',
            _ => false,
        };

    private static PacketScan Incomplete<TSource>(ref TSource source, long examined, ref PacketScanState state)
        where TSource : struct, IByteSource, allows ref struct
    {
        source.Remember(ref state, examined);
        return Measure.Unknown;
    }

    private static PacketScan Complete(long length, ref PacketScanState state)
    {
        state.Remember(0);
        return new PacketScan(PacketStatus.Complete, 0, (int)length);
    }

    private static PacketScan Invalid(ref PacketScanState state)
    {
        state.Remember(0);
        return Measure.Invalid;
    }
}
