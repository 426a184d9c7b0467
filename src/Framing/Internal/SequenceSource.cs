using System.Buffers;

namespace TcpBackends.Framing.Internal;

internal ref struct SequenceSource : IByteSource
{
    private readonly ReadOnlySequence<byte> _stream;
    private SequencePosition _position;
    private long _index;

    /// <summary>A stream of which the first <paramref name="examined"/> bytes are passed over.</summary>
    public SequenceSource(in ReadOnlySequence<byte> stream, in PacketScanState state, long examined)
    {
        _stream = stream;
        _index = examined;
        _position = examined == 0 ? stream.Start : state.PositionIn(stream);
    }

    public readonly long Length => _stream.Length;

    public readonly byte At(long index)
    {
        SequencePosition next = _stream.GetPosition(index - _index, _position);
        ReadOnlyMemory<byte> segment;
        while (_stream.TryGet(ref next, out segment) && segment.IsEmpty)
        {
        }

        return segment.Span[0];
    }

    public long IndexOf(byte low, byte high, long start, long end)
    {
        MoveTo(start);
        SequencePosition next = _position;
        while (_index < end && _stream.TryGet(ref next, out ReadOnlyMemory<byte> segment))
        {
            int length = (int)Math.Min(segment.Length, end - _index);
            ReadOnlySpan<byte> searched = segment.Span[..length];
            int found = low == high ? searched.IndexOf(low) : searched.IndexOfAnyInRange(low, high);
            MoveTo(_index + (found < 0 ? length : found));
            if (found >= 0)
            {
                return _index;
            }
        }

        return -1;
    }

    public void Remember(ref PacketScanState state, long index)
    {
        MoveTo(index);
        state.RememberPosition(index, _stream, _position);
    }

    private void MoveTo(long index)
    {
        _position = _stream.GetPosition(index - _index, _position);
        _index = index;
    }
}
