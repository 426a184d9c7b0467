using System.Net;

namespace TcpBackends.Tests.Conformance.Listening;

/// <summary>How many connections wait to be accepted: semantics 3, the row on backlog.</summary>
[Platform("Linux")]
public abstract class BacklogSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    /// <summary>Linux refuses a request when more than backlog connections wait, so that one more than backlog get in.</summary>
    [TestCase(null, 6)]
    [TestCase(0, 1)]
    [TestCase(1, 2)]
    [TestCase(8, 9)]
    public async Task As_many_connections_wait_as_the_backlog_says(int? backlog, int admitted)
    {
        ITcpListener listener = await ListenAsync(
            new TcpSocketOptions { LocalAddress = Loopback.Unused(), Backlog = backlog });
        EndPoint address = AddressOf(listener);
        for (int i = 0; i < admitted; i++)
        {
            await ConnectRawAsync(address);
        }

        await KernelTcp.BacklogAsync(address, admitted, Token);
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task<RawPeer> oneMore = RawPeer.ConnectAsync(address, giveUp.Token);
        await Eventually.TrueAsync(
            () => KernelTcp.FindByRemote(address).Any(entry => entry.State == KernelTcpState.SynSent),
            "one more request was under way",
            Token);

        Outcome.StillWaits(oneMore, $"listen: backlog {backlog?.ToString() ?? "5, the default"}");
        await giveUp.CancelAsync();
        await Assert.ThatAsync(() => oneMore, Throws.InstanceOf<OperationCanceledException>());
    }
}

[TestFixture]
public sealed class InetBacklog() : BacklogSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketBacklog() : BacklogSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetBacklog() : BacklogSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketBacklog() : BacklogSuite(BackendUnderTest.OtpSocket);
