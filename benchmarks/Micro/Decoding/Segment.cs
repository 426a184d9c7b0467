using System.Buffers;

namespace TcpBackends.Benchmarks.Micro.Decoding;

/// <summary>A piece of a sequence.</summary>
internal sealed class Segment : ReadOnlySequenceSegment<byte>
{
    private Segment(ReadOnlyMemory<byte> memory, Segment? previous)
    {
        Memory = memory;
        if (previous is not null)
        {
            RunningIndex = previous.RunningIndex + previous.Memory.Length;
            previous.Next = this;
        }
    }

    public static ReadOnlySequence<byte> Chain(byte[] bytes, int pieceLength)
    {
        Segment? first = null;
        Segment? last = null;
        for (int start = 0; start < bytes.Length; start += pieceLength)
        {
            last = new Segment(bytes.AsMemory(start, Math.Min(pieceLength, bytes.Length - start)), last);
            first ??= last;
        }

        return new ReadOnlySequence<byte>(first!, 0, last!, last!.Memory.Length);
    }
}
