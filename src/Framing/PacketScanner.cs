using System.Buffers;
using System.Runtime.CompilerServices;
using TcpBackends.Framing.Internal;

namespace TcpBackends.Framing;

/// <summary>
/// Finds packets at the front of a stream, as <c>erlang:decode_packet/3</c> does. Nothing is consumed or allocated,
/// whatever lengths the stream claims.
/// </summary>
public static class PacketScanner
{
    /// <summary>
    /// Finds the packet at the front of a stream. With the HTTP types that is a line, see <see cref="HttpLine"/>.
    /// </summary>
    /// <param name="type">The packet type.</param>
    /// <param name="stream">
    /// The bytes so far; after <see cref="PacketStatus.Incomplete"/> the same ones again and more.
    /// </param>
    /// <param name="options">The bounds.</param>
    /// <param name="state">What is remembered of the stream between calls.</param>
    /// <exception cref="ArgumentOutOfRangeException">An unknown packet type.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)] // What is found comes in registers, which inlined code would copy through memory.
    public static PacketScan Scan(
        PacketType type, ReadOnlySpan<byte> stream, in PacketOptions options, ref PacketScanState state)
    {
        if (TellsLength(type, stream))
        {
            return ScanHeader(type, stream, stream.Length, options.PacketSize, ref state);
        }

        return TryFindWhole(type, stream, options, state, out PacketScan whole) ? whole : SearchSpan(type, stream, options, ref state);
    }

    /// <inheritdoc cref="Scan(PacketType, ReadOnlySpan{byte}, in PacketOptions, ref PacketScanState)"/>
    public static PacketScan Scan(
        PacketType type, in ReadOnlySequence<byte> stream, in PacketOptions options, ref PacketScanState state)
    {
        ReadOnlySpan<byte> first = stream.FirstSpan;
        if (stream.IsSingleSegment)
        {
            return Scan(type, first, options, ref state);
        }

        Span<byte> storage = stackalloc byte[FixedHeader.MaximumLength];
        ReadOnlySpan<byte> head = type < PacketType.Line ? stream.Head(storage) : default;
        if (TellsLength(type, head))
        {
            return ScanHeader(type, head, stream.Length, options.PacketSize, ref state);
        }

        return TryFindWhole(type, first, options, state, out PacketScan whole) ? whole : SearchSequence(type, stream, options, ref state);
    }

    /// <summary>
    /// Whether a few bytes at the front tell the length of a packet, so that nothing is to be searched for.
    /// </summary>
    private static bool TellsLength(PacketType type, ReadOnlySpan<byte> head) =>
        type < PacketType.Line && (type != PacketType.Asn1 || !Asn1Scan.HasLongTag(head));

    // Of those whose header does not tell the length; what they deliver begins where they begin.
    private static bool TryFindWhole(
        PacketType type, ReadOnlySpan<byte> bytes, in PacketOptions options, in PacketScanState state, out PacketScan scan)
    {
        var packet = new WholePacket(type, options);
        int total = state.IsFresh ? packet.Measure(bytes, state.InHeaders) : 0;
        scan = total > 0 ? new PacketScan(PacketStatus.Complete, 0, total) : default;
        return total > 0;
    }

    /// <param name="type">The packet type.</param>
    /// <param name="head">The first bytes of the stream, a whole header if there is one.</param>
    /// <param name="available">The length of the stream.</param>
    /// <param name="packetSize">The largest body allowed; 0: no limit.</param>
    /// <param name="state">What is remembered of a search for another type, in front of what is found now.</param>
    private static PacketScan ScanHeader(
        PacketType type, ReadOnlySpan<byte> head, long available, int packetSize, ref PacketScanState state)
    {
        if (!state.IsFresh)
        {
            state.Rewind();
        }

        return ScanHeader(type, head, available, packetSize);
    }

    private static PacketScan ScanHeader(
        PacketType type, ReadOnlySpan<byte> head, long available, int packetSize) => type switch
        {
            PacketType.Raw => available == 0
                ? Measure.Unknown
                : new PacketScan(PacketStatus.Complete, 0, (int)Math.Min(available, int.MaxValue)),
            PacketType.Length1 or PacketType.Length2 or PacketType.Length4 =>
                LengthPrefix.Scan(type, head, available, packetSize),
            PacketType.SunRm => FixedHeader.SunRm(head, available, packetSize),
            PacketType.Asn1 => Asn1Scan.Scan(head, available, packetSize),
            PacketType.Cdr => FixedHeader.Cdr(head, available, packetSize),
            PacketType.Fcgi => FixedHeader.Fcgi(head, available, packetSize),
            PacketType.Tpkt => FixedHeader.Tpkt(head, available, packetSize),
            _ => throw Unknown(type),
        };

    private static PacketScan SearchSpan(
        PacketType type, ReadOnlySpan<byte> stream, in PacketOptions options, ref PacketScanState state)
    {
        long examined = Examined(type, stream.Length, options, ref state);
        var source = new SpanSource(stream);
        return Search(type, ref source, options, ref state, examined);
    }

    private static PacketScan SearchSequence(
        PacketType type, in ReadOnlySequence<byte> stream, in PacketOptions options, ref PacketScanState state)
    {
        long examined = Examined(type, stream.Length, options, ref state);
        var source = new SequenceSource(stream, state, examined);
        return Search(type, ref source, options, ref state, examined);
    }

    private static PacketScan Search<TSource>(
        PacketType type, ref TSource source, in PacketOptions options, ref PacketScanState state, long examined)
        where TSource : struct, IByteSource, allows ref struct => type switch
        {
            PacketType.Line => LineScan.Scan(ref source, options, ref state, examined),
            PacketType.Asn1 => Asn1Scan.Search(ref source, options.PacketSize, ref state, examined),
            PacketType.Http or PacketType.HttpBin =>
                HttpScan.Scan(ref source, options, state.InHeaders, ref state, examined),
            PacketType.HttpH or PacketType.HttpHBin =>
                HttpScan.Scan(ref source, options, inHeaders: true, ref state, examined),
            _ => throw Unknown(type),
        };

    /// <summary>The bytes that this kind of scan has passed over already.</summary>
    private static long Examined(PacketType type, long available, in PacketOptions options, ref PacketScanState state)
    {
        if (!type.IsHttp())
        {
            return state.ExaminedAs(((int)type << 8) | options.LineDelimiter, available);
        }

        long examined = state.ExaminedAs(state.InHeaders ? ~(int)type : (int)type << 8, available);
        return available <= HttpScan.ShortestLine ? 0 : examined;
    }

    private static ArgumentOutOfRangeException Unknown(PacketType type) =>
        new(nameof(type), type, "Not a packet type.");
}
