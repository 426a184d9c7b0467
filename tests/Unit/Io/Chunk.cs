using System.Buffers;
using System.Runtime.InteropServices;

namespace TcpBackends.Tests.Unit.Io;

/// <summary>A segment of a sequence, in an array or not.</summary>
internal sealed class Chunk : ReadOnlySequenceSegment<byte>
{
    /// <summary>Cuts bytes into segments.</summary>
    public static ReadOnlySequence<byte> Cut(byte[] bytes, Func<int, int> lengthOf, Func<int, bool> isArray)
    {
        Chunk? first = null;
        Chunk? last = null;
        int offset = 0;
        for (int i = 0; first is null || offset < bytes.Length; i++)
        {
            int length = Math.Min(lengthOf(i), bytes.Length - offset);
            byte[] copy = bytes.AsSpan(offset, length).ToArray();
            var next = new Chunk
            {
                Memory = isArray(i) ? copy : new NotAnArray(copy).Memory,
                RunningIndex = offset,
            };
            last?.Next = next;
            first ??= next;
            last = next;
            offset += length;
        }

        return new ReadOnlySequence<byte>(first, 0, last!, last!.Memory.Length);
    }

    /// <summary>Memory that does not give its array away.</summary>
    private sealed class NotAnArray(byte[] bytes) : MemoryManager<byte>
    {
        private GCHandle _pin;

        public override Span<byte> GetSpan() => bytes;

        public override unsafe MemoryHandle Pin(int elementIndex = 0)
        {
            _pin = GCHandle.Alloc(bytes, GCHandleType.Pinned);
            return new MemoryHandle((byte*)_pin.AddrOfPinnedObject() + elementIndex, pinnable: this);
        }

        public override void Unpin() => _pin.Free();

        protected override void Dispose(bool disposing)
        {
            // Nothing is held between Pin and Unpin.
        }
    }
}
