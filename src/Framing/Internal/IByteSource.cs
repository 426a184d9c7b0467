namespace TcpBackends.Framing.Internal;

/// <summary>A stream as the scans that search for a byte see it, contiguous or scattered. Never goes back.</summary>
internal interface IByteSource
{
    long Length { get; }

    /// <summary>A byte at or behind the place that was reached.</summary>
    byte At(long index);

    /// <summary>
    /// The first byte in <c>[start, end)</c> that is from <paramref name="low"/> to <paramref name="high"/>, or -1.
    /// That is the place reached then, or the end.
    /// </summary>
    long IndexOf(byte low, byte high, long start, long end);

    /// <summary>
    /// Remembers that the bytes before <paramref name="index"/>, the place reached, need no second look.
    /// </summary>
    void Remember(ref PacketScanState state, long index);
}
