using System.Buffers;

namespace TcpBackends.Internal;

/// <summary>Links buffers to a sequence.</summary>
internal sealed class BufferSegment : ReadOnlySequenceSegment<byte>
{
    private BufferSegment(ReadOnlyMemory<byte> memory, long runningIndex)
    {
        Memory = memory;
        RunningIndex = runningIndex;
    }

    public static ReadOnlySequence<byte> Chain(IReadOnlyList<ReadOnlyMemory<byte>> buffers)
    {
        if (buffers.Count <= 1)
        {
            return buffers.Count == 0 ? ReadOnlySequence<byte>.Empty : new ReadOnlySequence<byte>(buffers[0]);
        }

        var first = new BufferSegment(buffers[0], 0);
        BufferSegment last = first;
        for (int i = 1; i < buffers.Count; i++)
        {
            var next = new BufferSegment(buffers[i], last.RunningIndex + last.Memory.Length);
            last.Next = next;
            last = next;
        }

        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }
}
