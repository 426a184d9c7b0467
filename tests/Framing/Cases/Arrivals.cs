using System.Buffers;

namespace TcpBackends.Tests.Framing.Cases;

/// <summary>A stream that grows by one segment at a time, as a pipe does.</summary>
internal sealed class Arrivals
{
    private Segment? _first;
    private Segment? _last;
    private int _offset;

    public ReadOnlySequence<byte> Bytes =>
        _first is null ? ReadOnlySequence<byte>.Empty : new(_first, _offset, _last!, _last!.Memory.Length);

    public static ReadOnlySequence<byte> Of(IEnumerable<byte[]> pieces)
    {
        var arrivals = new Arrivals();
        foreach (byte[] piece in pieces)
        {
            arrivals.Append(piece);
        }

        return arrivals.Bytes;
    }

    public void Append(ReadOnlyMemory<byte> bytes)
    {
        var next = new Segment(bytes, _last);
        _first ??= next;
        _last = next;
    }

    public void ConsumeTo(SequencePosition position)
    {
        if (position.GetObject() is Segment segment)
        {
            (_first, _offset) = (segment, position.GetInteger());
        }
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> bytes, Segment? previous)
        {
            Memory = bytes;
            if (previous is not null)
            {
                RunningIndex = previous.RunningIndex + previous.Memory.Length;
                previous.Next = this;
            }
        }
    }
}
