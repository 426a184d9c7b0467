using System.Buffers;
using TcpBackends.Framing.Internal;

namespace TcpBackends.Framing;

/// <summary>
/// Finds packets at the front of a stream, as <c>erlang:decode_packet/3</c> does. Nothing is consumed or allocated, whatever
/// lengths the stream claims.
/// </summary>
public static class PacketScanner
{
    /// <summary>Finds the packet at the front of a stream. With the HTTP types that is a line, see <see cref="HttpLine"/>.</summary>
    /// <param name="type">The packet type.</param>
    /// <param name="stream">The bytes so far; after <see cref="PacketStatus.Incomplete"/> the same ones again and more.</param>
    /// <param name="options">The bounds.</param>
    /// <param name="state">What is remembered of the stream between calls.</param>
    /// <exception cref="ArgumentOutOfRangeException">An unknown packet type.</exception>
    public static PacketScan Scan(
        PacketType type, ReadOnlySpan<byte> stream, in PacketOptions options, ref PacketScanState state)
    {
        if (type < PacketType.Line && type != PacketType.Asn1)
        {
            return ScanHeader(type, stream, stream.Length, options);
        }

        long examined = Examined(type, stream.Length, options, ref state);
        var source = new SpanSource(stream);
        return Search(type, ref source, options, ref state, examined);
    }

    /// <inheritdoc cref="Scan(PacketType, ReadOnlySpan{byte}, in PacketOptions, ref PacketScanState)"/>
    public static PacketScan Scan(
        PacketType type, in ReadOnlySequence<byte> stream, in PacketOptions options, ref PacketScanState state)
    {
        if (stream.IsSingleSegment)
        {
            return Scan(type, stream.FirstSpan, options, ref state);
        }

        if (type < PacketType.Line && type != PacketType.Asn1)
        {
            Span<byte> storage = stackalloc byte[FixedHeader.MaximumLength];
            return ScanHeader(type, stream.Head(storage), stream.Length, options);
        }

        long examined = Examined(type, stream.Length, options, ref state);
        var source = new SequenceSource(stream, state, examined);
        return Search(type, ref source, options, ref state, examined);
    }

    private static PacketScan ScanHeader(
        PacketType type, ReadOnlySpan<byte> head, long available, in PacketOptions options) => type switch
        {
            PacketType.Raw when available == 0 => Measure.Unknown,
            PacketType.Raw => new PacketScan(PacketStatus.Complete, 0, (int)Math.Min(available, int.MaxValue)),
            PacketType.Length1 or PacketType.Length2 or PacketType.Length4 =>
                LengthPrefix.Scan(type, head, available, options.PacketSize),
            PacketType.SunRm => FixedHeader.SunRm(head, available, options.PacketSize),
            PacketType.Cdr => FixedHeader.Cdr(head, available, options.PacketSize),
            PacketType.Fcgi => FixedHeader.Fcgi(head, available, options.PacketSize),
            PacketType.Tpkt => FixedHeader.Tpkt(head, available, options.PacketSize),
            _ => throw Unknown(type),
        };

    private static PacketScan Search<TSource>(
        PacketType type, ref TSource source, in PacketOptions options, ref PacketScanState state, long examined)
        where TSource : struct, IByteSource, allows ref struct => type switch
        {
            PacketType.Line => LineScan.Scan(ref source, options, ref state, examined),
            PacketType.Asn1 => Asn1Scan.Scan(ref source, options.PacketSize, ref state, examined),
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
