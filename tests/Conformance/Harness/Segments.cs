using System.Buffers;

namespace TcpBackends.Tests.Conformance.Harness;

/// <summary>Sequences of many buffers, as the caller of a send may have them.</summary>
public static class Segments
{
    /// <summary>One segment per buffer, empty ones included.</summary>
    public static ReadOnlySequence<byte> Sequence(IEnumerable<ReadOnlyMemory<byte>> buffers)
    {
        Segment? first = null;
        Segment? last = null;
        foreach (ReadOnlyMemory<byte> buffer in buffers)
        {
            last = new Segment(buffer, last);
            first ??= last;
        }

        return first is null ? ReadOnlySequence<byte>.Empty : new ReadOnlySequence<byte>(first, 0, last!, last!.Memory.Length);
    }

    /// <summary>Cuts the bytes into so many pieces; if there are fewer bytes than pieces, the last ones are empty.</summary>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Cut(byte[] bytes, int pieces)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        int size = Math.Max(1, (bytes.Length + pieces - 1) / pieces);
        return
        [
            .. Enumerable.Range(0, pieces).Select(i =>
            {
                int start = Math.Min(i * size, bytes.Length);
                return new ReadOnlyMemory<byte>(bytes, start, Math.Min(size, bytes.Length - start));
            }),
        ];
    }

    /// <summary>So many buffers with nothing in them.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Empty(int count) => Enumerable.Repeat(ReadOnlyMemory<byte>.Empty, count);

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, Segment? previous)
        {
            Memory = memory;
            if (previous is not null)
            {
                RunningIndex = previous.RunningIndex + previous.Memory.Length;
                previous.Next = this;
            }
        }
    }
}
