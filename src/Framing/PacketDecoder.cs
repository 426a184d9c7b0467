using System.Buffers;
using TcpBackends.Framing.Internal;

namespace TcpBackends.Framing;

/// <summary>
/// Decodes the packets of one stream, wherever its bytes come from. Keeps no bytes: what is not a whole packet yet
/// stays with the caller. Not thread-safe. Equal to <c>erlang:decode_packet/3</c>, with the state that sockets keep for
/// <c>http</c>.
/// </summary>
public sealed partial class PacketDecoder
{
    private PacketScanState _state;
    private PacketOptions _options;
    private WholePacket _whole;

    /// <summary>A decoder at the beginning of a stream.</summary>
    /// <param name="type">The packet type.</param>
    /// <param name="options">The bounds; none by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">An unknown packet type.</exception>
    public PacketDecoder(PacketType type, PacketOptions options = default) => (Type, Options) = (type, options);

    /// <summary>
    /// The packet type. A change holds for what is decoded next, and begins with a first line if it is <c>http</c>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">An unknown packet type.</exception>
    public PacketType Type
    {
        get;
        set
        {
            if (!Enum.IsDefined(value))
            {
                throw new ArgumentOutOfRangeException(nameof(value), value, "Not a packet type.");
            }

            field = value;
            _whole = new WholePacket(value, _options);
            _state.Reset();
        }
    }

    /// <summary>The bounds. A change holds for what is decoded next.</summary>
    public PacketOptions Options
    {
        get => _options;
        set => (_options, _whole) = (value, new WholePacket(Type, value));
    }

    /// <summary>
    /// Whether the next line of <c>http</c> or <c>http_bin</c> is a header field instead of a first line.
    /// </summary>
    public bool InHeaders
    {
        get => _state.InHeaders;
        set => _state.InHeaders = value;
    }

    /// <summary>
    /// The length of the incomplete packet at the front of the stream, header included, in bytes; 0: not known yet, or
    /// there is none. Erlang: the length in <c>{more, Length}</c>.
    /// </summary>
    public int ExpectedLength { get; private set; }

    /// <summary>Takes the packet at the front of a stream, if it is whole. Nothing is allocated.</summary>
    /// <param name="stream">
    /// The stream, from which a whole packet is taken. After <see cref="PacketStatus.Incomplete"/> pass the same bytes
    /// again with more behind them; before anything else call <see cref="Reset"/>.
    /// </param>
    /// <param name="packet">The packet.</param>
    public PacketStatus TryDecode(ref ReadOnlySequence<byte> stream, out DecodedPacket packet)
    {
        packet = default;
        ReadOnlySpan<byte> first = stream.FirstSpan;
        int total = MeasureWhole(first);
        if (total > 0)
        {
            packet.Set(Type, stream, _whole.HeaderLength, total - _whole.HeaderLength);
            if (_whole.IsHttp)
            {
                packet.SetLine(HttpLine.Parse(first, total, Type, ref _state));
            }
        }
        else
        {
            PacketScan scan = PacketScanner.Scan(Type, stream, _options, ref _state);
            ExpectedLength = scan.TotalLength;
            if (scan.Status != PacketStatus.Complete)
            {
                return scan.Status;
            }

            total = scan.TotalLength;
            packet.Set(Type, stream, scan.HeaderLength, scan.PayloadLength);
            if (_whole.IsHttp)
            {
                packet.SetLine(HttpLine.Parse(Contiguous(packet.Payload), Type, ref _state));
            }
        }

        ExpectedLength = 0;
        stream = stream.Slice(total);
        return PacketStatus.Complete;
    }

    /// <summary>
    /// Takes the packet at the front of what is left in a sequence, if it is whole: the fastest way through the packets
    /// that lie in several pieces of memory, few of which are cut by their ends.
    /// </summary>
    /// <param name="stream">As in the other overloads.</param>
    /// <param name="payload">
    /// What is delivered of the packet, with the HTTP types the line: a slice of the stream, or a copy if it lies in
    /// more than one piece of memory.
    /// </param>
    /// <param name="line">With the HTTP types the parsed line.</param>
    public PacketStatus TryDecode(
        ref SequenceReader<byte> stream, out ReadOnlySpan<byte> payload, out HttpLine line)
    {
        ReadOnlySpan<byte> unread = stream.UnreadSpan;
        int total = MeasureWhole(unread);
        if (total > 0)
        {
            payload = unread[_whole.HeaderLength..total];
            line = _whole.IsHttp ? HttpLine.Parse(unread, total, Type, ref _state) : default;
        }
        else
        {
            ReadOnlySequence<byte> rest = stream.UnreadSequence;
            PacketScan scan = PacketScanner.Scan(Type, rest, _options, ref _state);
            ExpectedLength = scan.TotalLength;
            if (scan.Status != PacketStatus.Complete)
            {
                payload = default;
                line = default;
                return scan.Status;
            }

            total = scan.TotalLength;
            payload = Contiguous(rest.Slice(scan.HeaderLength, scan.PayloadLength));
            line = _whole.IsHttp ? HttpLine.Parse(payload, Type, ref _state) : default;
        }

        ExpectedLength = 0;
        stream.Advance(total);
        return PacketStatus.Complete;
    }

    /// <summary>
    /// Takes the packet at the front of contiguous bytes, if it is whole. Nothing is allocated: with the HTTP types
    /// <paramref name="line"/> tells where the parts of the payload lie.
    /// </summary>
    /// <param name="stream">As in the other overload.</param>
    /// <param name="payload">
    /// What is delivered of the packet, with the HTTP types the line: a slice of the stream.
    /// </param>
    /// <param name="line">With the HTTP types the parsed line.</param>
    public PacketStatus TryDecode(ref ReadOnlySpan<byte> stream, out ReadOnlySpan<byte> payload, out HttpLine line)
    {
        int total = MeasureWhole(stream);
        if (total > 0)
        {
            payload = stream[_whole.HeaderLength..total];
        }
        else
        {
            PacketScan scan = PacketScanner.Scan(Type, stream, _options, ref _state);
            ExpectedLength = scan.TotalLength;
            if (scan.Status != PacketStatus.Complete)
            {
                payload = default;
                line = default;
                return scan.Status;
            }

            total = scan.TotalLength;
            payload = stream.Slice(scan.HeaderLength, scan.PayloadLength);
        }

        ExpectedLength = 0;
        line = _whole.IsHttp ? HttpLine.Parse(stream, total, Type, ref _state) : default;
        stream = stream[total..];
        return PacketStatus.Complete;
    }

    /// <summary>Begins a new stream with the same packet type and bounds.</summary>
    public void Reset()
    {
        _state.Reset();
        ExpectedLength = 0;
    }

    private static ReadOnlySpan<byte> Contiguous(ReadOnlySequence<byte> bytes) =>
        bytes.IsSingleSegment ? bytes.FirstSpan : bytes.ToArray();

    private int MeasureWhole(ReadOnlySpan<byte> bytes) => _state.IsFresh ? _whole.Measure(bytes, _state.InHeaders) : 0;
}
