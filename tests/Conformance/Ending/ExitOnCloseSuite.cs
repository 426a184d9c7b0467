namespace TcpBackends.Tests.Conformance.Ending;

/// <summary>exit_on_close, passive: semantics 9; inet manual, setopts/2.</summary>
public abstract class ExitOnCloseSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    [Test]
    public async Task With_it_the_end_of_the_peer_closes_for_sending_where_it_has_an_effect()
    {
        ConnectedPair pair = await PairAsync();
        await ReportEndAsync(pair);

        if (Expect.Ending.ExitOnCloseHasEffect)
        {
            Assert.That((await pair.Peer.ReceiveToEndAsync(Token)).End, Is.EqualTo(PeerEnd.Closed), "the descriptor is closed");
            Outcome.Is(await SendAsync(pair), TcpError.Closed, "exit_on_close=true: send, once");
            Outcome.Is(await SendAsync(pair), TcpError.ENotConn, "exit_on_close=true: send, then");
        }
        else
        {
            await AssertSendWorksAsync(pair, "exit_on_close has no effect: send");
        }
    }

    [Test]
    public async Task Without_it_sending_goes_on()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { ExitOnClose = false });
        await ReportEndAsync(pair);

        await AssertSendWorksAsync(pair, "exit_on_close=false: send");
        Outcome.Is(await pair.Socket.ReceiveAsync(0, null, Token), TcpError.Closed, "exit_on_close=false: recv says closed again");
    }

    [Test]
    public async Task It_can_be_changed_before_the_end([Values] PairOrigin origin)
    {
        ConnectedPair pair = await PairAsync(null, origin);
        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.ExitOnClose, false), "setopts exit_on_close");
        await ReportEndAsync(pair);

        await AssertSendWorksAsync(pair, "exit_on_close=false set later: send");
    }

    [Test]
    public async Task Turned_on_after_the_end_it_closes_at_the_next_receive([Values] bool sendFirst)
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { ExitOnClose = false });
        await ReportEndAsync(pair);

        TcpResult set = pair.Socket.Options.Set(TcpOptions.ExitOnClose, true);
        if (sendFirst)
        {
            await AssertSendWorksAsync(pair, "until the next recv: send");
        }

        TcpResult<TcpPacket> first = await pair.Socket.ReceiveAsync(0, null, Token);
        TcpResult<TcpPacket> second = await pair.Socket.ReceiveAsync(0, null, Token);

        Outcome.Is(set, Expect.Ending.ExitOnCloseHasEffect ? TcpError.None : TcpError.EInval, "setopts exit_on_close, after FIN");
        Outcome.Is(first, TcpError.Closed, "recv, then");
        Outcome.Is(second, Expect.Ending.ReceiveAfterEnd, "recv again");
        if (Expect.Ending.ExitOnCloseHasEffect)
        {
            Assert.That((await pair.Peer.ReceiveToEndAsync(Token)).End, Is.EqualTo(PeerEnd.Closed), "the descriptor is closed");
            Outcome.Is(await SendAsync(pair), TcpError.Closed, "send, once");
            Outcome.Is(await SendAsync(pair), TcpError.ENotConn, "send, then");
        }
    }

    [Test]
    public async Task An_end_that_nobody_has_read_does_not_stop_sending([Values] bool exitOnClose)
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { ExitOnClose = exitOnClose });
        await pair.PeerSendsFinAsync(Token);

        await AssertSendWorksAsync(pair, "passive FIN detection needs recv: send");
    }

    [Test]
    public async Task What_came_before_the_end_is_delivered_first([Values] bool exitOnClose)
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { ExitOnClose = exitOnClose });
        await pair.Peer.SendAsync(Pattern.Bytes(5), Token);
        await pair.PeerSendsFinAsync(Token);

        Outcome.Delivers(await pair.Socket.ReceiveAsync(0, null, Token), Pattern.Bytes(5), "recv: data, then the end");
        Outcome.Is(await pair.Socket.ReceiveAsync(0, null, Token), TcpError.Closed, "recv: data, then the end");
    }

    private async Task ReportEndAsync(ConnectedPair pair)
    {
        await pair.PeerSendsFinAsync(Token);
        Outcome.Is(await pair.Socket.ReceiveAsync(0, null, Token), TcpError.Closed, "recv: FIN");
    }

    private async Task AssertSendWorksAsync(ConnectedPair pair, string rule)
    {
        Outcome.Ok(await pair.Socket.SendAsync("x"u8.ToArray(), Token), rule);
        Outcome.Ok(await pair.Socket.SendAsync("x"u8.ToArray(), Token), rule);
        Assert.That(await pair.Peer.ReceiveExactlyAsync(2, Token), Is.EqualTo("xx"u8.ToArray()), rule);
    }

    private ValueTask<TcpSendResult> SendAsync(ConnectedPair pair) => pair.Socket.SendAsync("x"u8.ToArray(), Token);
}

[TestFixture]
public sealed class InetExitOnClose() : ExitOnCloseSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketExitOnClose() : ExitOnCloseSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetExitOnClose() : ExitOnCloseSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketExitOnClose() : ExitOnCloseSuite(BackendUnderTest.OtpSocket);
