namespace TcpBackends.Tests.Conformance.Harness;

/// <summary>
/// A socket under test that cannot send any more: the peer does not read, and the kernel is full at both ends. What was
/// sent so far are the first <paramref name="BytesAccepted"/> bytes of <see cref="Pattern"/>.
/// </summary>
public sealed record CloggedPair(ITcpSocket Socket, RawPeer Peer, long BytesAccepted)
{
    /// <summary>Small enough to fill quickly; the kernel raises them to its minimum.</summary>
    public const int KernelBuffer = 4096;

    /// <summary>How often in a row nothing must have moved: the background writer and the kernel have their own pace.</summary>
    internal const int SettledTicks = 25;

    public long QueuedBytes => Socket.Statistics.Value.PendingBytes;

    public ConnectedPair Connection => new(Socket, Peer);

    /// <summary>Waits until it is clogged again after the peer has read something.</summary>
    public Task SettleAsync(CancellationToken cancellationToken) =>
        Eventually.StableAsync(
            () => QueuedBytes, _ => Peer.OfferedWindow is null or 0, SettledTicks, "nothing moved any more", cancellationToken);

    /// <summary>Lets the peer read what was accepted, and checks it.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        byte[] bytes = await Peer.ReceiveExactlyAsync((int)BytesAccepted, cancellationToken);
        AssertIsPattern(bytes);
    }

    /// <summary>Fails unless the bytes are those of what was sent that begin so far behind the first.</summary>
    public static void AssertIsPattern(ReadOnlySpan<byte> bytes, long start = 0)
    {
        int difference = Pattern.FirstDifference(bytes, start);
        if (difference >= 0)
        {
            Assert.Fail($"Byte {difference} of {bytes.Length} is not what was sent there.");
        }
    }
}
