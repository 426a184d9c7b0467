namespace TcpBackends.Tests.Conformance.Sending;

/// <summary>
/// The peer goes away while output is under way and its last words lie unread: semantics 11; gen_tcp manual, the differences of
/// inet_backend.
/// </summary>
public abstract class BackgroundSendSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    private static readonly byte[] Hello = "hello"u8.ToArray();

    [Test]
    public async Task econnreset_after_async_send_passive([Values] bool show, [Values] bool exitOnClose, [Values] bool byClosing)
    {
        ITcpSocket socket = await BrokenSocketAsync(show, exitOnClose, byClosing);
        TcpError reset = Reset(show);

        if (Expect.Broken.LosesUnreadData)
        {
            await socket.ReceivesSayAsync(Expect.Broken.Receives(reset), "recv after a background send failed", Token);
        }
        else
        {
            await socket.DeliversAsync(Hello, "recv after a send that waited failed", Token);
            await socket.ReceivesSayAsync(Expect.Broken.Receives(reset), "recv after the reader has drained", Token);
        }

        TcpError then = Expect.Broken.SendAgain ?? reset;
        await socket.SendsSayAsync([then, then], "send after recv reported it", Token);
    }

    [Test]
    public async Task Sends_are_told_first([Values] bool show)
    {
        ITcpSocket socket = await BrokenSocketAsync(show);
        TcpError reset = Reset(show);

        await socket.SendsSayAsync(Expect.Broken.Sends(reset)[..2], "send after the reset was noticed", Token);
        if (!Expect.Broken.LosesUnreadData)
        {
            await socket.DeliversAsync(Hello, "recv after sends were told", Token);
        }

        await socket.ReceivesSayAsync(Expect.Broken.Receives(reset), "recv after sends were told", Token);
    }

    [Test]
    public async Task Everything_else_finds_no_connection([Values] bool show)
    {
        ITcpSocket socket = await BrokenSocketAsync(show);

        Outcome.Is(socket.RemoteEndPoint, TcpError.ENotConn, "peername after the reset was noticed");
        Outcome.Is(await socket.ShutdownAsync(TcpShutdown.Write, Token), TcpError.ENotConn, "shutdown(write) after it");
        Outcome.Ok(await socket.CloseAsync(Token), "close after it");
    }

    [Test]
    public async Task A_receive_that_waits_is_completed([Values] bool show)
    {
        ConnectedPair pair = await NewPairAsync(show);
        Task<TcpSendResult> sending = pair.Socket.SendAsync(Pattern.Bytes(300_000), Token).AsTask();
        Task<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(0, null, Token).AsTask();

        pair.Peer.Reset();

        TcpError answer = (await receiving).Error;
        Assert.That(answer, Is.EqualTo(TcpError.Closed).Or.EqualTo(Reset(show)), "recv: the peer has reset the connection");
        TcpError sent = (await sending).Error;
        Assert.That(sent, Is.EqualTo(Expect.Sending.Queues ? TcpError.None : Reset(show)), "send");
    }

    [Test]
    public async Task With_nothing_queued_the_reset_stays_unnoticed_until_a_call_meets_it([Values] bool show)
    {
        ConnectedPair pair = await NewPairAsync(show);
        await pair.PeerSendsAsync(Hello, Token);
        await pair.PeerResetsAsync(Token);
        AssertCloseReason(pair.Socket, TcpCloseReason.None);

        await pair.Socket.DeliversAsync(Hello, "recv: RST after data", Token);
        AssertCloseReason(pair.Socket, TcpCloseReason.None);
        await pair.Socket.ReceivesSayAsync(
            [Reset(show), .. Expect.EndOfStream.ReceivesAfter(true)], "recv: RST after data", Token);
        AssertCloseReason(pair.Socket, TcpCloseReason.PeerReset);
    }

    [Test]
    public async Task busy_disconnect_passive([Values] bool show, [Values] bool byClosing)
    {
        CloggedPair pair = await CloggedPairAsync(new TcpSocketOptions { ShowEconnreset = show }, queuedBytes: 100_000);
        await pair.Connection.PeerSendsAsync(Hello, Token);
        Task<TcpSendResult>[] sending =
            [.. Enumerable.Range(0, 3).Select(_ => pair.Socket.SendAsync(new byte[1000], Token).AsTask())];
        Array.ForEach(sending, task => Outcome.StillWaits(task, "send: jammed"));

        GoAway(pair.Peer, byClosing);

        TcpError reset = Reset(show);
        Outcome.Is(await sending[0], reset, "send that waited: the peer went away");
        TcpError[] others = Expect.Broken.SendsAfter(reset);
        Outcome.Is(await sending[1], others[0], "send behind it");
        Outcome.Is(await sending[2], others[1], "send behind it");
        await pair.Socket.SendsSayAsync(others, "send afterwards", Token);
        if (!Expect.Broken.LosesUnreadData)
        {
            await pair.Socket.DeliversAsync(Hello, "recv afterwards", Token);
        }

        await pair.Socket.ReceivesSayAsync(Expect.Broken.Receives(reset), "recv afterwards", Token);
    }

    [Test]
    public async Task FIN_while_senders_wait_drops_the_queue_as_soon_as_a_receive_reports_it([Values] bool exitOnClose)
    {
        CloggedPair pair = await CloggedPairAsync(
            new TcpSocketOptions { ExitOnClose = exitOnClose }, queuedBytes: 100_000);
        Task<TcpSendResult>[] sending =
        [
            .. Enumerable.Range(0, 3).Select(i =>
                pair.Socket.SendAsync(Pattern.Bytes(pair.BytesAccepted + (i * 1000), 1000), Token).AsTask()),
        ];
        await pair.Connection.PeerSendsFinAsync(Token);
        Array.ForEach(sending, task => Outcome.StillWaits(task, "send: FIN alone does not disturb it"));

        await pair.Socket.ReceivesSayAsync([TcpError.Closed], "recv: FIN while senders wait", Token);

        if (!Expect.Sending.Queues)
        {
            CloggedPair.AssertIsPattern(await pair.Peer.ReceiveExactlyAsync((int)pair.BytesAccepted + 3000, Token));
        }

        TcpError first = Expect.Sending.Queues ? TcpError.Closed : TcpError.None;
        TcpError others = Expect.Sending.Queues && exitOnClose ? TcpError.ENotConn : TcpError.None;
        Outcome.Is(await sending[0], first, "send that waited: FIN was reported");
        Outcome.Is(await sending[1], others, "send behind it");
        Outcome.Is(await sending[2], others, "send behind it");
        Assert.That(pair.QueuedBytes, Is.LessThanOrEqualTo(2000), "what was queued was dropped");
    }

    [Test]
    public async Task Data_and_a_reset_at_once_are_never_mixed_up([Range(1, 5)] int round)
    {
        ConnectedPair pair = await NewPairAsync(show: true);
        Task<TcpSendResult> sending = pair.Socket.SendAsync(Pattern.Bytes(300_000), Token).AsTask();
        Task<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(0, null, Token).AsTask();

        await pair.Peer.SendAsync(Hello, Token);
        pair.Peer.Reset();

        // On inet it is a race who notices first; data that a failing send was faster than is lost there.
        TcpResult<TcpPacket> result = await receiving;
        await sending;
        if (result.IsOk)
        {
            Outcome.Delivers(result, Hello, "recv: data, then RST");
        }
        else
        {
            Assert.That(Expect.Broken.LosesUnreadData, $"round {round}: recv said {result}");
        }
    }

    private static TcpError Reset(bool show) => show ? TcpError.EConnReset : TcpError.Closed;

    private static void GoAway(RawPeer peer, bool byClosing)
    {
        if (byClosing)
        {
            // What it has not read makes the kernel send RST.
            peer.Close();
        }
        else
        {
            peer.Reset();
        }
    }

    private Task<ConnectedPair> NewPairAsync(bool show, bool exitOnClose = true) =>
        PairAsync(
            new TcpSocketOptions
            {
                ShowEconnreset = show,
                ExitOnClose = exitOnClose,
                SendBuffer = CloggedPair.KernelBuffer,
            },
            peerReceiveBuffer: CloggedPair.KernelBuffer);

    /// <summary>300 kB on their way, the peer's data unread, and then the peer goes away: noticed without any call.</summary>
    private async Task<ITcpSocket> BrokenSocketAsync(bool show, bool exitOnClose = true, bool byClosing = false)
    {
        ConnectedPair pair = await NewPairAsync(show, exitOnClose);
        await pair.PeerSendsAsync(Hello, Token);
        Task<TcpSendResult> sending = pair.Socket.SendAsync(Pattern.Bytes(300_000), Token).AsTask();
        await pair.Peer.ArrivedAsync(1, Token);
        Assert.That(sending.IsCompleted, Is.EqualTo(Expect.Sending.Queues), "send: 300 kB");

        GoAway(pair.Peer, byClosing);

        Outcome.Is(await sending, Expect.Sending.Queues ? TcpError.None : Reset(show), "send: the peer went away");
        if (Expect.Sending.Queues)
        {
            await Eventually.TrueAsync(
                () => pair.Socket.LocalEndPoint.Error == TcpError.EBadF, "the socket noticed the reset", Token);
            Assert.That(pair.Socket.Statistics.Value.PendingBytes, Is.Zero, "the queue was dropped");
        }

        AssertCloseReason(pair.Socket, TcpCloseReason.SendFailed);
        return pair.Socket;
    }
}

[TestFixture]
public sealed class InetBackgroundSend() : BackgroundSendSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketBackgroundSend() : BackgroundSendSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetBackgroundSend() : BackgroundSendSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketBackgroundSend() : BackgroundSendSuite(BackendUnderTest.OtpSocket);
