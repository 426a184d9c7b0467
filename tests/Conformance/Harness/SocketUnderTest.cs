using TcpBackends.DirectSocket;

namespace TcpBackends.Tests.Conformance.Harness;

internal class SocketUnderTest : BackendUnderTest
{
    private const int Chunk = 65536;

    public override BackendExpectations Expect => BackendExpectations.Socket;

    public override ITcpBackend Create(TcpBackendSettings? settings = null) => new DirectSocketBackend(settings);

    internal override async Task<long> ClogAsync(
        ITcpSocket socket, Func<bool> isKernelFull, int queuedBytes, CancellationToken cancellationToken)
    {
        TimeSpan sendTimeout = socket.Options.Get(TcpOptions.SendTimeout).Value;
        Outcome.Ok(socket.Options.Set(TcpOptions.SendTimeout, TimeSpan.Zero), "a clogged pair is filled without waiting");
        long sent = 0;
        int refused = 0;
        while (refused < CloggedPair.SettledTicks)
        {
            TcpSendResult result = await socket.SendAsync(Pattern.Bytes(sent, Chunk), cancellationToken);
            int taken = result.IsOk ? Chunk : Chunk - result.RestData.Length;
            if (!result.IsOk)
            {
                Outcome.Is(result, TcpError.Timeout, "a send that cannot hand over everything in time times out");
            }

            sent += taken;
            refused = taken == 0 && isKernelFull() ? refused + 1 : 0;
            if (taken == 0)
            {
                await Eventually.NextTickAsync(cancellationToken);
            }
        }

        Outcome.Ok(socket.Options.Set(TcpOptions.SendTimeout, sendTimeout), "restoring send_timeout");
        return sent;
    }
}
