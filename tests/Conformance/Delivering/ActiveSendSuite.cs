namespace TcpBackends.Tests.Conformance.Delivering;

/// <summary>What sending means for the owner of a socket: semantics 5.2, 5.6, 8, 11.</summary>
public abstract class ActiveSendSuite(BackendUnderTest subject) : DeliveringSuite(subject)
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);

    [Test]
    public async Task send_timeout_close_tells_the_owner_nothing([ValueSource(nameof(ActiveValues))] TcpActive value)
    {
        CloggedPair pair = await CloggedPairAsync(
            new TcpSocketOptions { Active = value, SendTimeout = Short, HighWatermark = 1 });
        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.SendTimeoutClose, true), "setopts send_timeout_close");

        Outcome.Is(await pair.Socket.SendAsync(Bytes("x"), Token), TcpError.Timeout, "send that times out");

        pair.Socket.TellsNothing("send_timeout_close");
        TcpResult<TcpActive> left = Expect.Sending.Queues ? value : TcpError.Closed;
        AssertActive(pair.Socket, left, "after send_timeout_close");
        Outcome.Is(await pair.Socket.SendAsync(Bytes("x"), Token), Expect.Sending.AfterTimeoutClose, "send afterwards");
        AssertCloseReason(pair.Socket, TcpCloseReason.SendTimeout);
    }

    [Test]
    [Deviation("A reset while a send waits in active mode, with `show_econnreset`")]
    public async Task A_reset_during_a_send_is_told(
        [ValueSource(nameof(ActiveValues))] TcpActive value, [Values] bool exitOnClose, [Values] bool show)
    {
        CloggedPair pair = await CloggedPairAsync(
            new TcpSocketOptions { Active = value, ExitOnClose = exitOnClose, ShowEconnreset = show, HighWatermark = 1 });
        Task<TcpSendResult> sending = pair.Socket.SendAsync(Bytes("x"), Token).AsTask();

        pair.Peer.Reset();

        TcpSendResult sent = await sending;
        TcpError expected = show && Expect.Delivering.SenderIsToldOfReset ? TcpError.EConnReset : TcpError.Closed;
        if (!show || sent.Error != Expect.Deviations.SendDuringReset)
        {
            Outcome.Is(sent, expected, "send that waits");
        }

        await pair.Socket.TellsAsync(show ? [Mail.Reset, Mail.Closed] : [Mail.Closed], "the owner is told", Token);
        pair.Socket.TellsNothing("once");
    }

    [Test]
    public async Task Those_behind_a_send_that_a_reset_ends(
        [ValueSource(nameof(ActiveValues))] TcpActive value, [Values] bool exitOnClose)
    {
        CloggedPair pair = await CloggedPairAsync(
            new TcpSocketOptions { Active = value, ExitOnClose = exitOnClose, HighWatermark = 1 });
        Task<TcpSendResult>[] sending =
            [.. Enumerable.Range(0, 3).Select(_ => pair.Socket.SendAsync(Bytes("x"), Token).AsTask())];

        pair.Peer.Reset();

        TcpError others = !Expect.Sending.Queues ? TcpError.Closed : exitOnClose ? TcpError.EInval : TcpError.ENotConn;
        Outcome.Is(await sending[0], TcpError.Closed, "send that waits");
        Outcome.Is(await sending[1], others, "send behind it: the socket is gone, or its descriptor is");
        Outcome.Is(await sending[2], others, "send behind it: the socket is gone, or its descriptor is");
    }

    [Test]
    public async Task A_reset_while_no_send_waits_owes_nothing_to_the_next_one(
        [ValueSource(nameof(ActiveValues))] TcpActive value, [Values] bool exitOnClose, [Values] bool show)
    {
        CloggedPair pair = await CloggedPairAsync(
            new TcpSocketOptions { Active = value, ExitOnClose = exitOnClose, ShowEconnreset = show }, queuedBytes: 1000);

        pair.Peer.Reset();

        await pair.Socket.TellsAsync(show ? [Mail.Reset, Mail.Closed] : [Mail.Closed], "the owner is told", Token);
        TcpError then = Expect.Sending.Queues && !exitOnClose ? TcpError.ENotConn : TcpError.Closed;
        await pair.Socket.SendsSayAsync([then, then], "the owner was told, so that no send has to be", Token);
        pair.Socket.TellsNothing("once");
    }

    [Test]
    public async Task FIN_during_a_send([ValueSource(nameof(ActiveValues))] TcpActive value, [Values] bool exitOnClose)
    {
        CloggedPair pair = await CloggedPairAsync(
            new TcpSocketOptions { Active = value, ExitOnClose = exitOnClose, HighWatermark = 1 });
        Task<TcpSendResult> sending = pair.Socket.SendAsync(Bytes("x"), Token).AsTask();

        pair.Peer.SendFin();

        await pair.Socket.TellsAsync([Mail.Closed], "the owner is told", Token);
        if (Expect.Ending.EndDropsQueue)
        {
            Outcome.Is(await sending, TcpError.Closed, "send that waits: what was queued is dropped");
            return;
        }

        Outcome.StillWaits(sending, "send that waits is unaffected");
        await pair.DrainAsync(Token);
        Outcome.Ok(await sending, "send that waits goes on");
    }

    [Test]
    public async Task Arming_after_a_background_send_has_met_a_reset(
        [ValueSource(nameof(ActiveValues))] TcpActive value, [Values] bool exitOnClose, [Values] bool show)
    {
        CloggedPair pair = await CloggedPairAsync(
            new TcpSocketOptions { ExitOnClose = exitOnClose, ShowEconnreset = show, HighWatermark = 1 });
        await pair.Connection.PeerSendsAsync(Bytes("hello"), Token);
        Task<TcpSendResult> sending = pair.Socket.SendAsync(Bytes("x"), Token).AsTask();
        pair.Peer.Reset();
        Outcome.Is(await sending, show ? TcpError.EConnReset : TcpError.Closed, "send that waits");
        AssertActive(pair.Socket, TcpActive.False, "a passive socket stays passive");

        Arm(pair.Socket, value);

        string[] end = show ? [Mail.Reset, Mail.Closed] : [Mail.Closed];
        if (Expect.Broken.LosesUnreadData)
        {
            await pair.Socket.TellsAsync(end, "the data is lost", Token);
            Arm(pair.Socket, value, exitOnClose ? TcpError.EInval : TcpError.None);
            pair.Socket.TellsNothing("once");
            return;
        }

        await pair.Socket.TellsAsync(["{tcp,hello}"], "unread data first", Token);
        if (value == TcpActive.Once)
        {
            Arm(pair.Socket, value);
        }

        await pair.Socket.TellsAsync(end, "then the end", Token);
    }
}

[TestFixture]
public sealed class InetActiveSend() : ActiveSendSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketActiveSend() : ActiveSendSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetActiveSend() : ActiveSendSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketActiveSend() : ActiveSendSuite(BackendUnderTest.OtpSocket);
