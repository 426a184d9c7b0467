using TcpBackends.InetDriver;

namespace TcpBackends.Tests.Conformance.Harness;

internal class InetUnderTest : BackendUnderTest
{
    private const int Chunk = 16384;

    public override BackendExpectations Expect => BackendExpectations.Inet;

    public override ITcpBackend Create(TcpBackendSettings? settings = null) => new InetDriverBackend(settings);

    internal override async Task<long> ClogAsync(
        ITcpSocket socket, Func<bool> isKernelFull, int queuedBytes, CancellationToken cancellationToken)
    {
        int high = socket.Options.Get(TcpOptions.HighWatermark).Value;
        int low = socket.Options.Get(TcpOptions.LowWatermark).Value;
        Outcome.Ok(socket.Options.Set(TcpOptions.HighWatermark, int.MaxValue), "a clogged pair needs room in the queue");
        int chunk = queuedBytes == 0 ? Chunk : Math.Min(queuedBytes, Chunk);
        long sent = 0;
        async Task AppendAsync(int count)
        {
            Outcome.Ok(
                await socket.SendAsync(Pattern.Bytes(sent, count), cancellationToken),
                "below high_watermark a send returns at once");
            sent += count;
        }

        long Pending() => socket.Statistics.Value.PendingBytes;

        long level = 0;
        while (level == 0)
        {
            await AppendAsync(chunk);
            level = Pending();
            if (level > 0)
            {
                level = await Eventually.StableAsync(
                    Pending, pending => pending == 0 || isKernelFull(), CloggedPair.SettledTicks, "the kernel took no more", cancellationToken);
            }
        }

        // The queue is not empty, so this is queued to the last byte.
        if (level < queuedBytes)
        {
            await AppendAsync((int)(queuedBytes - level));
        }

        Outcome.Ok(socket.Options.Set(TcpOptions.LowWatermark, low), "restoring low_watermark");
        Outcome.Ok(socket.Options.Set(TcpOptions.HighWatermark, high), "restoring high_watermark");
        return sent;
    }
}
