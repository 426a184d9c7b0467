namespace TcpBackends.Tests.Conformance.Ending;

/// <summary>show_econnreset, passive: semantics 5.2, 6.3 and 10; inet manual, setopts/2.</summary>
public abstract class ShowEconnresetSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    [Test]
    public async Task A_receive_says_reset_or_closed([Values] bool show)
    {
        ConnectedPair pair = await PairAsync(Options(show));
        await pair.PeerResetsAsync(Token);

        Outcome.Is(await pair.Socket.ReceiveAsync(0, null, Token), Broken(show), "recv: RST");
        Outcome.Is(await pair.Socket.ReceiveAsync(0, null, Token), Expect.Ending.ReceiveAfterEnd, "recv: RST, again");
        AssertCloseReason(pair.Socket, TcpCloseReason.PeerReset);
    }

    [Test]
    public async Task A_receive_that_waits_says_reset_or_closed([Values] bool show, [Values(0, 10)] int length)
    {
        ConnectedPair pair = await PairAsync(Options(show));
        Task<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(length, null, Token).AsTask();

        pair.Peer.Reset();

        Outcome.Is(await receiving, Broken(show), "recv blocked: RST");
    }

    [Test]
    public async Task Data_before_the_reset_is_delivered_first([Values] bool show)
    {
        ConnectedPair pair = await PairAsync(Options(show));
        await pair.PeerSendsAsync(Pattern.Bytes(4), Token);
        await pair.PeerResetsAsync(Token);

        Outcome.Delivers(await pair.Socket.ReceiveAsync(0, null, Token), Pattern.Bytes(4), "recv: 4 bytes, then RST");
        Outcome.Is(await pair.Socket.ReceiveAsync(0, null, Token), Broken(show), "recv: 4 bytes, then RST");
    }

    [Test]
    [Deviation("End of the stream with `show_econnreset`")]
    public async Task FIN_is_closed_and_never_a_reset([Values] bool show, [Values(0, 4)] int before)
    {
        ConnectedPair pair = await PairAsync(Options(show));
        await pair.PeerSendsAsync(Pattern.Bytes(before), Token);
        await pair.PeerSendsFinAsync(Token);

        if (before > 0)
        {
            Outcome.Delivers(await pair.Socket.ReceiveAsync(0, null, Token), Pattern.Bytes(before), "recv: data, then FIN");
        }

        TcpError end = show ? Expect.Deviations.EndWithShowEconnreset : TcpError.Closed;
        Outcome.Is(await pair.Socket.ReceiveAsync(0, null, Token), end, "recv: FIN is not a reset");
        Outcome.Is(await pair.Socket.ReceiveAsync(0, null, Token), Expect.Ending.ReceiveAfterEnd, "recv: FIN, again");
        AssertCloseReason(pair.Socket, TcpCloseReason.PeerClose);
    }

    [Test]
    [Deviation("End of the stream with `show_econnreset`")]
    public async Task partial_recv_and_close([Values] bool show)
    {
        ConnectedPair pair = await PairAsync(Options(show));
        await pair.PeerSendsAsync(Pattern.Bytes(4), Token);
        await pair.PeerSendsFinAsync(Token);

        TcpError end = show ? Expect.Deviations.EndWithShowEconnreset : TcpError.Closed;
        Outcome.Is(await pair.Socket.ReceiveAsync(10, null, Token), end, "recv(10): 4 bytes, then FIN");
        Outcome.Is(await pair.Socket.ReceiveAsync(0, null, Token), Expect.Ending.ReceiveAfterEnd, "recv: the 4 bytes are lost");
    }

    [Test]
    public async Task partial_recv_and_close_2()
    {
        ConnectedPair pair = await PairAsync();
        Task<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(10, null, Token).AsTask();
        await pair.Peer.SendAsync(Pattern.Bytes(4), Token);

        pair.Peer.Close();

        Outcome.Is(await receiving, TcpError.Closed, "recv(10) blocked: 4 bytes, then FIN");
    }

    [Test]
    public async Task econnreset_after_sync_send([Values] bool show)
    {
        ConnectedPair pair = await PairAsync(Options(show));
        await pair.PeerResetsAsync(Token);

        Outcome.Is(await pair.Socket.SendAsync(Pattern.Bytes(1), Token), Broken(show), "send: RST");
        AssertCloseReason(pair.Socket, TcpCloseReason.SendFailed);
    }

    [Test]
    public async Task econnreset_after_sync_send_to_a_peer_that_has_closed([Values] bool show)
    {
        ConnectedPair pair = await PairAsync(Options(show));
        pair.Peer.Close();
        await pair.FinArrivedAsync(Token);

        Outcome.Ok(await pair.Socket.SendAsync(Pattern.Bytes(1), Token), "the first send after the peer's close() succeeds");
        await pair.ResetArrivedAsync(Token);
        Outcome.Is(await pair.Socket.SendAsync(Pattern.Bytes(1), Token), Broken(show), "the reset came back");
        Outcome.Is(
            await pair.Socket.SendAsync(Pattern.Bytes(1), Token),
            Expect.Ending.SendErrorLosesUnreadData ? TcpError.ENotConn : Broken(show),
            "send again");
    }

    [Test]
    public async Task econnreset_after_sync_send_and_the_data_that_nobody_read([Values] bool show)
    {
        ConnectedPair pair = await PairAsync(Options(show));
        await pair.PeerSendsAsync("hi"u8.ToArray(), Token);
        await pair.PeerResetsAsync(Token);
        Outcome.Is(await pair.Socket.SendAsync(Pattern.Bytes(1), Token), Broken(show), "send: RST");

        TcpResult<TcpPacket> received = await pair.Socket.ReceiveAsync(0, null, Token);

        if (Expect.Ending.SendErrorLosesUnreadData)
        {
            Outcome.Is(received, Broken(show), "recv after a send noticed the reset: the data is lost");
            Outcome.Is(await pair.Socket.ReceiveAsync(0, null, Token), TcpError.ENotConn, "recv again");
        }
        else
        {
            Outcome.Delivers(received, "hi"u8, "recv after a send noticed the reset: the reader drains");
            Outcome.Is(await pair.Socket.ReceiveAsync(0, null, Token), Broken(show), "recv: then the reset");
            Outcome.Is(await pair.Socket.ReceiveAsync(0, null, Token), TcpError.Closed, "recv again");
        }
    }

    [Test]
    public async Task A_send_after_own_shutdown_write_counts_as_a_reset()
    {
        ConnectedPair pair = await PairAsync(Options(show: true));
        Outcome.Ok(await pair.Socket.ShutdownAsync(TcpShutdown.Write, Token), "shutdown write");

        Outcome.Is(
            await pair.Socket.SendAsync(Pattern.Bytes(1), Token), TcpError.EConnReset, "EPIPE counts as a reset, also after own shutdown");
    }

    [Test]
    public async Task Accepted_sockets_have_it_from_the_listener()
    {
        ConnectedPair pair = await PairAsync(Options(show: true), PairOrigin.Accept);
        await pair.PeerResetsAsync(Token);

        Outcome.Is(await pair.Socket.ReceiveAsync(0, null, Token), TcpError.EConnReset, "show_econnreset is inherited by accept");
    }

    [Test]
    public async Task It_can_be_changed_later()
    {
        ConnectedPair pair = await PairAsync();
        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.ShowEconnreset, true), "setopts show_econnreset");
        await pair.PeerResetsAsync(Token);

        Outcome.Is(await pair.Socket.ReceiveAsync(0, null, Token), TcpError.EConnReset, "show_econnreset set later");
    }

    private static TcpSocketOptions Options(bool show) => new() { ShowEconnreset = show };

    private static TcpError Broken(bool show) => show ? TcpError.EConnReset : TcpError.Closed;
}

[TestFixture]
public sealed class InetShowEconnreset() : ShowEconnresetSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketShowEconnreset() : ShowEconnresetSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetShowEconnreset() : ShowEconnresetSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketShowEconnreset() : ShowEconnresetSuite(BackendUnderTest.OtpSocket);
