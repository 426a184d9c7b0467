namespace TcpBackends.Tests.Conformance.Closing;

/// <summary>The token of close stops the waiting, never the closing.</summary>
public abstract class CloseTokenSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    [Test]
    public async Task A_token_that_is_cancelled_already_closes_all_the_same()
    {
        ConnectedPair pair = await PairAsync();
        Task<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(0, null, Token).AsTask();

        await pair.Socket.CloseAsync(new CancellationToken(canceled: true));

        Outcome.Is(await receiving, TcpError.Closed, "close: completes what waits");
        Assert.That((await pair.Peer.ReceiveToEndAsync(Token)).End, Is.EqualTo(PeerEnd.Closed));
    }

    [Test]
    public async Task A_token_that_is_cancelled_already_closes_a_listener()
    {
        ITcpListener listener = await ListenAsync();
        Task<TcpResult<ITcpSocket>> accepting = listener.AcceptAsync(null, Token).AsTask();

        await listener.CloseAsync(new CancellationToken(canceled: true));

        Outcome.Is(await accepting, TcpError.Closed, "close: completes what waits");
    }

    [Test]
    public async Task A_close_that_lingers_can_be_cancelled()
    {
        CloggedPair pair = await CloggedPairAsync(new TcpSocketOptions { Linger = new TcpLinger(true, 10) });
        using var cancellation = new CancellationTokenSource();
        Task<TcpResult> closing = pair.Socket.CloseAsync(cancellation.Token).AsTask();

        await cancellation.CancelAsync();

        await Assert.ThatAsync(() => closing, Throws.InstanceOf<OperationCanceledException>());
        await pair.DrainAsync(Token);
    }
}

[TestFixture]
public sealed class InetCloseToken() : CloseTokenSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketCloseToken() : CloseTokenSuite(BackendUnderTest.Socket);
