namespace TcpBackends.Framing.Internal;

internal readonly ref struct SpanSource(ReadOnlySpan<byte> bytes) : IByteSource
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public long Length => _bytes.Length;

    public byte At(long index) => _bytes[(int)index];

    public long IndexOf(byte low, byte high, long start, long end)
    {
        ReadOnlySpan<byte> searched = _bytes[(int)start..(int)end];
        int index = low == high ? searched.IndexOf(low) : searched.IndexOfAnyInRange(low, high);
        return index < 0 ? -1 : start + index;
    }

    public void Remember(ref PacketScanState state, long index) => state.Remember(index);
}
