namespace TcpBackends.Tests.Conformance.ShuttingDown;

/// <summary>Shutdown in every state: semantics 7, the rows on repetition, on the peer's end, and on closed sockets.</summary>
public abstract class ShutdownStatesSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    [TestCase(TcpShutdown.Read, TcpShutdown.Write, true)]
    [TestCase(TcpShutdown.Write, TcpShutdown.Read, true)]
    [TestCase(TcpShutdown.Write, TcpShutdown.Write, true)]
    [TestCase(TcpShutdown.Read, TcpShutdown.Read, false)]
    [TestCase(TcpShutdown.ReadWrite, TcpShutdown.ReadWrite, true)]
    [TestCase(TcpShutdown.Write, TcpShutdown.ReadWrite, true)]
    public async Task One_after_the_other(TcpShutdown first, TcpShutdown second, bool isFinSent)
    {
        ConnectedPair pair = await PairAsync();

        Outcome.Ok(await pair.Socket.ShutdownAsync(first, Token), $"shutdown {first}");
        Outcome.Ok(await pair.Socket.ShutdownAsync(second, Token), $"shutdown {first} then {second}");

        await AssertFinAsync(pair, isFinSent);
    }

    [TestCase(TcpShutdown.Read)]
    [TestCase(TcpShutdown.Write)]
    public async Task Less_after_both(TcpShutdown second)
    {
        ConnectedPair pair = await PairAsync();

        Outcome.Ok(await pair.Socket.ShutdownAsync(TcpShutdown.ReadWrite, Token), "shutdown read_write");
        Outcome.Is(
            await pair.Socket.ShutdownAsync(second, Token),
            Expect.ShuttingDown.NarrowedAfterBoth,
            $"shutdown read_write then {second}");

        await AssertFinAsync(pair, isSent: true);
    }

    [Test]
    public async Task Both_after_read()
    {
        ConnectedPair pair = await PairAsync();

        Outcome.Ok(await pair.Socket.ShutdownAsync(TcpShutdown.Read, Token), "shutdown read");
        TcpResult both = await pair.Socket.ShutdownAsync(TcpShutdown.ReadWrite, Token);

        Outcome.Is(both, Expect.ShuttingDown.WidenedAfterRead, "shutdown read then read_write");
        await AssertFinAsync(pair, isSent: both.IsOk);
    }

    [Test]
    public async Task t_shutdown_error_on_a_closed_socket([Values] TcpShutdown how)
    {
        ConnectedPair pair = await PairAsync();
        Outcome.Ok(await pair.Socket.CloseAsync(Token), "close");

        Outcome.Is(await pair.Socket.ShutdownAsync(how, Token), TcpError.Closed, "shutdown: closed socket");
    }

    [Test]
    public async Task t_shutdown_error_when_both_ends_have_shut_down([Values] TcpShutdown how)
    {
        ConnectedPair pair = await PairAsync();
        Outcome.Ok(await pair.Socket.ShutdownAsync(TcpShutdown.Write, Token), "shutdown write");
        await pair.Peer.ReceiveToEndAsync(Token);
        await pair.PeerSendsFinAsync(Token);
        Outcome.Is(await pair.Socket.ReceiveAsync(0, null, Token), TcpError.Closed, "recv: FIN");

        Outcome.Is(
            await pair.Socket.ShutdownAsync(how, Token),
            how == TcpShutdown.Read ? Expect.ShuttingDown.AfterEndReported : TcpError.ENotConn,
            "shutdown: both ends did write, closed was read");
    }

    [Test]
    public async Task After_a_reset_that_nobody_noticed([Values] TcpShutdown how)
    {
        ConnectedPair pair = await PairAsync();
        await pair.PeerResetsAsync(Token);

        Outcome.Is(await pair.Socket.ShutdownAsync(how, Token), TcpError.ENotConn, "shutdown: peer RST not yet noticed");
        Outcome.Is(await pair.Socket.ReceiveAsync(0, null, Token), TcpError.Closed, "recv: RST");
    }

    [Test]
    public async Task After_a_FIN_that_nobody_read()
    {
        ConnectedPair pair = await PairAsync();
        await pair.PeerSendsFinAsync(Token);

        Outcome.Ok(await pair.Socket.ShutdownAsync(TcpShutdown.Write, Token), "shutdown: peer FIN not read");

        await AssertFinAsync(pair, isSent: true);
        Outcome.Is(await pair.Socket.ReceiveAsync(0, null, Token), TcpError.Closed, "recv: FIN");
    }

    [Test]
    public async Task After_the_end_was_reported([Values] TcpShutdown how)
    {
        ConnectedPair pair = await PairAsync();
        await pair.PeerSendsFinAsync(Token);
        Outcome.Is(await pair.Socket.ReceiveAsync(0, null, Token), TcpError.Closed, "recv: FIN");

        Outcome.Is(
            await pair.Socket.ShutdownAsync(how, Token),
            how == TcpShutdown.ReadWrite ? TcpError.ENotConn : Expect.ShuttingDown.AfterEndReported,
            "shutdown: after recv reported closed");
    }

    [Test]
    public async Task After_the_end_was_reported_without_exit_on_close()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { ExitOnClose = false });
        await pair.PeerSendsFinAsync(Token);
        Outcome.Is(await pair.Socket.ReceiveAsync(0, null, Token), TcpError.Closed, "recv: FIN");

        Outcome.Ok(
            await pair.Socket.ShutdownAsync(TcpShutdown.Write, Token), "shutdown: after recv reported closed, exit_on_close=false");

        await AssertFinAsync(pair, isSent: true);
    }

    [Test]
    public async Task A_receive_after_shutdown_read_is_the_end([Values] bool exitOnClose)
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { ExitOnClose = exitOnClose });
        Outcome.Ok(await pair.Socket.ShutdownAsync(TcpShutdown.Read, Token), "shutdown read");

        Outcome.Is(await pair.Socket.ReceiveAsync(0, null, Token), TcpError.Closed, "shutdown read: recv");

        bool isClosed = exitOnClose && Expect.Ending.ExitOnCloseHasEffect;
        Outcome.Is(
            await pair.Socket.SendAsync(Pattern.Bytes(1), Token),
            isClosed ? TcpError.Closed : TcpError.None,
            $"shutdown read, recv has said closed, exit_on_close={exitOnClose}: send");
        if (isClosed)
        {
            Assert.That((await pair.Peer.ReceiveToEndAsync(Token)).End, Is.EqualTo(PeerEnd.Closed), "the peer sees the end");
        }
    }

    /// <summary>FIN is there at once or not at all, and a byte that still arrives proves that it is not.</summary>
    private async Task AssertFinAsync(ConnectedPair pair, bool isSent)
    {
        if (isSent)
        {
            Assert.That((await pair.Peer.ReceiveToEndAsync(Token)).End, Is.EqualTo(PeerEnd.Closed), "shutdown: FIN");
            return;
        }

        Outcome.Ok(await pair.Socket.SendAsync(Pattern.Bytes(1), Token), "shutdown read leaves sending alone");
        Assert.That(await pair.Peer.ReceiveExactlyAsync(1, Token), Is.EqualTo(Pattern.Bytes(1)));
    }
}

[TestFixture]
public sealed class InetShutdownStates() : ShutdownStatesSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketShutdownStates() : ShutdownStatesSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetShutdownStates() : ShutdownStatesSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketShutdownStates() : ShutdownStatesSuite(BackendUnderTest.OtpSocket);
