using System.Buffers;

namespace TcpBackends.Tests.Unit.Framing;

/// <summary>One byte of memory that counts how often it is looked at.</summary>
internal sealed class CountingMemory(byte value, CountingMemory.Counter counter) : MemoryManager<byte>
{
    private readonly byte[] _bytes = [value];

    public override Span<byte> GetSpan()
    {
        counter.Looks++;
        return _bytes;
    }

    public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

    public override void Unpin() => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
    }

    internal sealed class Counter
    {
        public long Looks { get; set; }
    }
}
