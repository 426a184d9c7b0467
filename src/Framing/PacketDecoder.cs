using System.Buffers;

namespace TcpBackends.Framing;

/// <summary>
/// Decodes the packets of one stream, wherever its bytes come from. Keeps no bytes: what is not a whole packet yet
/// stays with the caller. Not thread-safe. Equal to <c>erlang:decode_packet/3</c>, with the state that sockets keep for
/// <c>http</c>.
/// </summary>
public sealed partial class PacketDecoder
{
    private PacketScanState _state;

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
            _state.Reset();
        }
    }

    /// <summary>The bounds. A change holds for what is decoded next.</summary>
    public PacketOptions Options { get; set; }

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

    /// <summary>Takes the packet at the front of a stream, if it is whole.</summary>
    /// <param name="stream">
    /// The stream, from which a whole packet is taken. After <see cref="PacketStatus.Incomplete"/> pass the same bytes
    /// again with more behind them; before anything else call <see cref="Reset"/>.
    /// </param>
    /// <param name="packet">The packet.</param>
    public PacketStatus TryDecode(ref ReadOnlySequence<byte> stream, out DecodedPacket packet)
    {
        PacketScan scan = PacketScanner.Scan(Type, stream, Options, ref _state);
        if (scan.Status != PacketStatus.Complete)
        {
            ExpectedLength = scan.TotalLength;
            packet = default;
            return scan.Status;
        }

        ExpectedLength = 0;
        ReadOnlySequence<byte> payload = stream.Slice(scan.HeaderLength, scan.PayloadLength);
        packet = new DecodedPacket(payload, Type.IsHttp() ? DecodeLine(payload) : null);
        stream = stream.Slice(scan.TotalLength);
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
        PacketScan scan = PacketScanner.Scan(Type, stream, Options, ref _state);
        if (scan.Status != PacketStatus.Complete)
        {
            ExpectedLength = scan.TotalLength;
            payload = default;
            line = default;
            return scan.Status;
        }

        ExpectedLength = 0;
        payload = stream.Slice(scan.HeaderLength, scan.PayloadLength);
        line = Type.IsHttp() ? HttpLine.Parse(payload, Type, ref _state) : default;
        stream = stream[scan.TotalLength..];
        return PacketStatus.Complete;
    }

    /// <summary>Begins a new stream with the same packet type and bounds.</summary>
    public void Reset()
    {
        _state.Reset();
        ExpectedLength = 0;
    }

    private HttpPacket DecodeLine(in ReadOnlySequence<byte> payload)
    {
        ReadOnlySpan<byte> line = payload.IsSingleSegment ? payload.FirstSpan : payload.ToArray();
        HttpLine parsed = HttpLine.Parse(line, Type, ref _state);
        return HttpPacket.Create(line, parsed, Type.IsHttpText());
    }
}
