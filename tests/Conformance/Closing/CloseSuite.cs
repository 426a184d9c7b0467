namespace TcpBackends.Tests.Conformance.Closing;

/// <summary>Close with nothing queued: semantics 8; gen_tcp manual, close/1.</summary>
public abstract class CloseSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    [Test]
    public async Task The_peer_sees_FIN([Values] PairOrigin origin)
    {
        ConnectedPair pair = await PairAsync(null, origin);

        Outcome.Ok(await pair.Socket.CloseAsync(Token), "close");

        await AssertPeerReadsAsync(pair, [], PeerEnd.Closed, "close: FIN");
        AssertCloseReason(pair.Socket, TcpCloseReason.LocalClose);
    }

    [Test]
    public async Task What_was_sent_arrives_before_FIN([Values(3, 100_000)] int length)
    {
        ConnectedPair pair = await PairAsync();
        Outcome.Ok(await pair.Socket.SendAsync(Pattern.Bytes(length), Token), "send");

        Outcome.Ok(await pair.Socket.CloseAsync(Token), "close");

        await AssertPeerReadsAsync(pair, Pattern.Bytes(length), PeerEnd.Closed, "close: FIN after the data");
    }

    [Test]
    public async Task Closing_again()
    {
        ConnectedPair pair = await PairAsync();

        Outcome.Is(await pair.Socket.CloseAsync(Token), TcpError.None, "close: the first time");
        Outcome.Is(await pair.Socket.CloseAsync(Token), Expect.Closing.CloseAgain, "close: the second time");
        Outcome.Is(await pair.Socket.CloseAsync(Token), Expect.Closing.CloseAgain, "close: the third time");
    }

    [Test]
    public async Task Closing_a_listener_again()
    {
        ITcpListener listener = await ListenAsync();

        Outcome.Is(await listener.CloseAsync(Token), TcpError.None, "close: the first time");
        Outcome.Is(await listener.CloseAsync(Token), Expect.Closing.CloseAgain, "close: the second time");
    }

    [Test]
    [Deviation("Several close `socket` at once")]
    public async Task Closing_by_many_at_once_closes_once()
    {
        ConnectedPair pair = await PairAsync();

        TcpResult[] results = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Task.Run(() => pair.Socket.CloseAsync(Token).AsTask())));

        int again = Expect.Closing.CloseAgain == TcpError.None ? 8 : 1;
        Assert.That(
            results.Count(result => result.IsOk),
            Expect.Deviations.OneCloseIsTheFirst ? Is.EqualTo(again) : Is.InRange(1, 8),
            "close: ok for the first, and as documented again");
        await AssertPeerReadsAsync(pair, [], PeerEnd.Closed, "close: FIN");
    }

    [Test]
    public async Task Disposing_closes_and_may_be_repeated()
    {
        ConnectedPair pair = await PairAsync();

        await pair.Socket.DisposeAsync();
        await pair.Socket.DisposeAsync();

        await AssertPeerReadsAsync(pair, [], PeerEnd.Closed, "dispose: FIN");
        Outcome.Is(await pair.Socket.ReceiveAsync(0, null, Token), TcpError.Closed, "recv on a closed socket");
    }

    [Test]
    public async Task Unread_data_makes_it_a_reset()
    {
        ConnectedPair pair = await PairAsync();
        Outcome.Ok(await pair.Socket.SendAsync(Pattern.Bytes(3), Token), "send");
        await pair.Peer.ArrivedAsync(3, Token);
        await pair.PeerSendsAsync(Pattern.Bytes(5), Token);

        Outcome.Ok(await pair.Socket.CloseAsync(Token), "close");

        await AssertPeerReadsAsync(pair, Pattern.Bytes(3), PeerEnd.EConnReset, "close: RST if unread data lies in the kernel");
    }

    [Test]
    public async Task linger_zero()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Linger = TcpLinger.Reset });
        Outcome.Ok(await pair.Socket.SendAsync(Pattern.Bytes(3), Token), "send");
        await pair.Peer.ArrivedAsync(3, Token);

        Outcome.Ok(await pair.Socket.CloseAsync(Token), "close");

        await AssertPeerReadsAsync(
            pair, Pattern.Bytes(3), PeerEnd.EConnReset, "close: linger {true,0} is RST; what had arrived is still readable");
    }

    [Test]
    public async Task linger_zero_set_later()
    {
        ConnectedPair pair = await PairAsync();
        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.Linger, TcpLinger.Reset), "setopts linger");

        Outcome.Ok(await pair.Socket.CloseAsync(Token), "close");

        await AssertPeerReadsAsync(pair, [], PeerEnd.EConnReset, "close: linger {true,0}");
    }

    [Test]
    public async Task linger_with_nothing_to_send_closes_in_an_orderly_way()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Linger = new TcpLinger(true, 1) });
        Outcome.Ok(await pair.Socket.SendAsync(Pattern.Bytes(3), Token), "send");
        await pair.Peer.ArrivedAsync(3, Token);

        Outcome.Ok(await pair.Socket.CloseAsync(Token), "close");

        await AssertPeerReadsAsync(pair, Pattern.Bytes(3), PeerEnd.Closed, "close: linger {true,1}, nothing buffered");
    }

    [Test]
    public async Task Closing_after_the_peer_has_closed()
    {
        ConnectedPair pair = await PairAsync();
        pair.Peer.Close();
        await pair.FinArrivedAsync(Token);
        Outcome.Is(await pair.Socket.ReceiveAsync(0, null, Token), TcpError.Closed, "recv: FIN");

        Outcome.Is(await pair.Socket.CloseAsync(Token), TcpError.None, "close: after the end was reported");
        Outcome.Is(await pair.Socket.CloseAsync(Token), Expect.Closing.CloseAgain, "close: again");
        AssertCloseReason(pair.Socket, TcpCloseReason.PeerClose, "the first reason stays");
    }

    [Test]
    public async Task The_socket_of_the_kernel_is_gone()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Linger = TcpLinger.Reset });

        Outcome.Ok(await pair.Socket.CloseAsync(Token), "close");

        await KernelTcp.ResetArrivedAsync(pair.Peer.RemoteEndPoint, pair.Peer.LocalEndPoint, Token);
    }

    private async Task AssertPeerReadsAsync(ConnectedPair pair, byte[] bytes, PeerEnd end, string rule)
    {
        PeerReading reading = await pair.Peer.ReceiveToEndAsync(Token);
        Assert.That(reading.Bytes, Is.EqualTo(bytes), rule);
        Assert.That(reading.End, Is.EqualTo(end), rule);
    }
}

[TestFixture]
public sealed class InetClose() : CloseSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketClose() : CloseSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetClose() : CloseSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketClose() : CloseSuite(BackendUnderTest.OtpSocket);
