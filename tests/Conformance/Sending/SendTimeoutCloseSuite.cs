namespace TcpBackends.Tests.Conformance.Sending;

/// <summary>send_timeout_close: semantics 5.6; OTP's send_timeout_close cases.</summary>
public abstract class SendTimeoutCloseSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    private readonly ManualTimeProvider _clock = new();

    protected override TimeProvider Clock => _clock;

    private TimeSpan Limit => Unhurried(TimeSpan.FromMilliseconds(200));

    [Test]
    [Deviation("`send_timeout` 0 with `send_timeout_close`")]
    public async Task t_send_timeout_close([Values] bool show, [Values] bool atOnce)
    {
        CloggedPair pair = await ClosingPairAsync(show);

        TcpSendResult result = await TimeOutAsync(pair, atOnce);

        Assert.That(result.HasRestData, Is.False, "what was not sent is lost");
        if (atOnce && !Expect.Deviations.ZeroSendTimeoutCloses)
        {
            await pair.Socket.SendsSayAsync([TcpError.Timeout], "send: not closed", Token);
            Outcome.Ok(pair.Socket.RemoteEndPoint, "peername: not closed");
            return;
        }

        TcpError after = Expect.Sending.AfterTimeoutClose;
        await pair.Socket.SendsSayAsync([after, after], "send after send_timeout_close", Token);
        await pair.Socket.ReceivesSayAsync([after, after], "recv after send_timeout_close", Token);
        Outcome.Is(pair.Socket.RemoteEndPoint, after, "peername after send_timeout_close");
        AssertCloseReason(pair.Socket, TcpCloseReason.SendTimeout);
        Outcome.Is(
            await pair.Socket.CloseAsync(Token), Expect.Sending.CloseAfterTimeoutClose, "close after send_timeout_close");
        AssertCloseReason(pair.Socket, TcpCloseReason.SendTimeout, "the first reason stays");
    }

    [Test]
    public async Task The_peer_reads_what_the_kernel_had_and_then_the_end()
    {
        CloggedPair pair = await ClosingPairAsync(show: false);
        await TimeOutAsync(pair, atOnce: false);

        PeerReading reading = await pair.Peer.ReceiveToEndAsync(Token);

        CloggedPair.AssertIsPattern(reading.Bytes);
        Assert.That(reading.Bytes, Has.Length.LessThanOrEqualTo(pair.BytesAccepted));
        Assert.That(reading.End, Is.EqualTo(PeerEnd.Closed));
    }

    [Test]
    public async Task The_peer_is_reset_if_it_had_sent_something_unread()
    {
        CloggedPair pair = await ClosingPairAsync(show: false);
        await pair.Connection.PeerSendsAsync("unread"u8.ToArray(), Token);
        await TimeOutAsync(pair, atOnce: false);

        PeerReading reading = await pair.Peer.ReceiveToEndAsync(Token);

        CloggedPair.AssertIsPattern(reading.Bytes);
        Assert.That(reading.End, Is.EqualTo(PeerEnd.EConnReset));
    }

    [Test]
    [Deviation("A receive waits on `inet`, `send_timeout_close` closes")]
    public async Task Others_that_wait_are_told_that_the_socket_is_closed()
    {
        CloggedPair pair = await ClosingPairAsync(show: false);
        Task<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(0, null, Token).AsTask();
        Task<TcpSendResult> first = pair.Socket.SendAsync(Pattern.Bytes(1000), Token).AsTask();
        await PassAsync(_clock, Limit / 2);
        Task<TcpSendResult> second = pair.Socket.SendAsync(Pattern.Bytes(1000), Token).AsTask();
        Task<TcpSendResult> third = pair.Socket.SendAsync(Pattern.Bytes(1000), Token).AsTask();

        _clock.Advance(Limit / 2);

        Outcome.Is(await first, TcpError.Timeout, "send: send_timeout");
        Outcome.Is(await second, Expect.Sending.AfterTimeoutClose, "send behind one that timed out");
        Outcome.Is(await third, Expect.Sending.AfterTimeoutClose, "send behind one that timed out");
        if (Expect.Deviations.TimeoutCloseEndsReceive)
        {
            Outcome.Is(await receiving, TcpError.Closed, "recv while a send timed out");
        }
        else
        {
            Outcome.StillWaits(receiving, "recv while a send timed out");
        }
    }

    [Test]
    public async Task Set_during_a_send_it_counts_where_the_send_is_queued([Values] bool before)
    {
        CloggedPair pair = await ClosingPairAsync(show: false);
        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.SendTimeoutClose, before), "setopts: send_timeout_close");
        Task<TcpSendResult> sending = pair.Socket.SendAsync(Pattern.Bytes(1000), Token).AsTask();
        Outcome.StillWaits(sending, "send: jammed");

        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.SendTimeoutClose, !before), "setopts: send_timeout_close");
        _clock.Advance(Limit);

        Outcome.Is(await sending, TcpError.Timeout, "send: send_timeout");
        bool closes = Expect.Sending.Queues ? !before : before;
        Outcome.Is(
            await pair.Socket.ReceiveAsync(0, TimeSpan.Zero, Token),
            closes ? Expect.Sending.AfterTimeoutClose : TcpError.Timeout,
            "recv: whether it was closed");
    }

    private async Task<CloggedPair> ClosingPairAsync(bool show)
    {
        CloggedPair pair = await CloggedPairAsync(
            new TcpSocketOptions { SendTimeout = Limit, ShowEconnreset = show }, queuedBytes: 8192);
        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.SendTimeoutClose, true), "setopts: send_timeout_close");
        return pair;
    }

    private async Task<TcpSendResult> TimeOutAsync(CloggedPair pair, bool atOnce)
    {
        if (atOnce)
        {
            Outcome.Ok(pair.Socket.Options.Set(TcpOptions.SendTimeout, TimeSpan.Zero), "setopts: send_timeout");
        }

        Task<TcpSendResult> sending = pair.Socket.SendAsync(Pattern.Bytes(1000), Token).AsTask();
        _clock.Advance(atOnce ? TimeSpan.Zero : Limit);
        TcpSendResult result = await sending;
        Outcome.Is(result, TcpError.Timeout, "send: send_timeout");
        return result;
    }
}

[TestFixture]
public sealed class InetSendTimeoutClose() : SendTimeoutCloseSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketSendTimeoutClose() : SendTimeoutCloseSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetSendTimeoutClose() : SendTimeoutCloseSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketSendTimeoutClose() : SendTimeoutCloseSuite(BackendUnderTest.OtpSocket);
