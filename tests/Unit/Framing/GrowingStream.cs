using System.Buffers;

namespace TcpBackends.Tests.Unit.Framing;

/// <summary>A stream of segments to which more are appended, as to a pipe.</summary>
internal sealed class GrowingStream
{
    private Segment? _first;
    private Segment? _last;

    public ReadOnlySequence<byte> Bytes =>
        _first is null ? ReadOnlySequence<byte>.Empty : new(_first, 0, _last!, _last!.Memory.Length);

    public void Append(ReadOnlyMemory<byte> bytes)
    {
        _last = new Segment(bytes, _last);
        _first ??= _last;
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
