using System.Buffers;

namespace TcpBackends.Framing.Internal;

internal static class SequenceExtensions
{
    /// <summary>
    /// The first bytes, as many as <paramref name="storage"/> has if there are so many; copied only if they are
    /// scattered.
    /// </summary>
    public static ReadOnlySpan<byte> Head(this in ReadOnlySequence<byte> stream, Span<byte> storage)
    {
        ReadOnlySpan<byte> first = stream.FirstSpan;
        if (first.Length >= storage.Length || stream.IsSingleSegment)
        {
            return first;
        }

        int length = (int)Math.Min(stream.Length, storage.Length);
        stream.Slice(0, length).CopyTo(storage);
        return storage[..length];
    }
}
