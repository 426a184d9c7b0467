using System.Buffers;

namespace TcpBackends.Framing;

/// <summary>
/// What is to be remembered between scans of the same stream, so that no byte is looked at twice however small the
/// pieces in which they arrive. Owned by the caller; the default value is the beginning. A stream whose front moves
/// otherwise than by taking the packets that were found needs <see cref="Rewind"/>. A change of the packet type does
/// not.
/// </summary>
public struct PacketScanState
{
    private long _examined;
    private int _examinedAs;
    private SequencePosition _front;
    private SequencePosition _position;

    /// <summary>
    /// Whether the next line of <c>http</c> or <c>http_bin</c> is a header field instead of a first line.
    /// </summary>
    public bool InHeaders { get; set; }

    /// <summary>Forgets how far the stream has been looked through.</summary>
    public void Rewind()
    {
        _examined = 0;
        _front = default;
        _position = default;
    }

    /// <summary>Forgets everything: a new stream, or a new message with <c>http</c>.</summary>
    public void Reset() => this = default;

    internal readonly bool IsFresh => _examined == 0;

    /// <summary>The number of bytes at the front that need no second look by the same kind of scan.</summary>
    internal long ExaminedAs(int kind, long available)
    {
        if (_examined != 0 && (kind != _examinedAs || _examined > available))
        {
            Rewind();
        }

        _examinedAs = kind;
        return _examined;
    }

    internal void Remember(long examined)
    {
        if (_examined != 0)
        {
            Rewind();
        }

        _examined = examined;
    }

    /// <summary>
    /// Remembers a place in a chain of segments, which would otherwise be walked through again by every scan.
    /// </summary>
    internal void RememberPosition(long examined, in ReadOnlySequence<byte> stream, SequencePosition position)
    {
        _examined = examined;
        _front = stream.Start;
        _position = position;
    }

    /// <summary>Where the examined bytes end.</summary>
    internal readonly SequencePosition PositionIn(in ReadOnlySequence<byte> stream) =>
        _position.GetObject() is not null && _front.Equals(stream.Start) ? _position : stream.GetPosition(_examined);
}
