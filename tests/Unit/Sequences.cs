using System.Buffers;

namespace TcpBackends.Tests.Unit;

/// <summary>Sequences of many segments.</summary>
internal sealed class Sequences : ReadOnlySequenceSegment<byte>
{
    private Sequences(ReadOnlyMemory<byte> memory, long runningIndex) => (Memory, RunningIndex) = (memory, runningIndex);

    public static ReadOnlySequence<byte> OfSingleBytes(byte[] bytes) => Of(bytes.Select(value => new[] { value }));

    public static ReadOnlySequence<byte> Of(IEnumerable<byte[]> segments)
    {
        Sequences? first = null;
        Sequences? last = null;
        foreach (byte[] segment in segments)
        {
            var next = new Sequences(segment, last is null ? 0 : last.RunningIndex + last.Memory.Length);
            if (last is not null)
            {
                last.Next = next;
            }

            first ??= next;
            last = next;
        }

        return first is null
            ? ReadOnlySequence<byte>.Empty
            : new ReadOnlySequence<byte>(first, 0, last!, last!.Memory.Length);
    }
}
