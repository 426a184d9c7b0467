namespace TcpBackends.Framing;

/// <summary>
/// The bounds of packets. The default value is that of <c>erlang:decode_packet/3</c>: no bounds, lines end at a
/// newline.
/// </summary>
public readonly record struct PacketOptions
{
    private readonly int _packetSize;
    private readonly int _lineLength;

    // Kept as the difference, so that the default value means newline.
    private readonly byte _delimiterDifference;

    /// <summary>
    /// The largest body of a packet, header not counted, in bytes; for lines and HTTP the longest line, terminator
    /// included. More is <see cref="PacketStatus.Invalid"/>. 0: no limit. No effect with raw. Erlang:
    /// <c>packet_size</c>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public int PacketSize
    {
        get => _packetSize;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _packetSize = value;
        }
    }

    /// <summary>
    /// Longer lines are delivered in pieces of this many bytes. For HTTP the longest line if <see cref="PacketSize"/>
    /// is 0. 0: no limit. No effect with the other types. Erlang: <c>line_length</c>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public int LineLength
    {
        get => _lineLength;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _lineLength = value;
        }
    }

    /// <summary>
    /// The byte that ends a line of packet type line; newline by default. No effect with the other types, with which
    /// <c>decode_packet/3</c> refuses it. Erlang: <c>line_delimiter</c>.
    /// </summary>
    public byte LineDelimiter
    {
        get => (byte)(_delimiterDifference ^ '\n');
        init => _delimiterDifference = (byte)(value ^ '\n');
    }
}
