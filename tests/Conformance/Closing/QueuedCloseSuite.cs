namespace TcpBackends.Tests.Conformance.Closing;

/// <summary>Close with data in the driver queue: semantics 8, for backends that have one.</summary>
public abstract class QueuedCloseSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    private const int Queued = 300_000;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    private readonly ManualTimeProvider _clock = new();

    protected override TimeProvider Clock => _clock;

    [Test]
    public async Task close_with_pending_output()
    {
        (CloggedPair pair, Task<TcpResult> closing) = await CloseCloggedAsync();

        await pair.DrainAsync(Token);

        Outcome.Ok(await closing, "close: waits until the queue is flushed");
        await AssertNothingButFinAsync(pair);
    }

    [Test]
    public async Task close_with_pending_output_gives_up_after_5_s_without_progress_and_flushes_in_the_background()
    {
        (CloggedPair pair, Task<TcpResult> closing) = await CloseCloggedAsync();

        await AdvanceStillWaitingAsync(closing, (5 * Second) - Moment);
        _clock.Advance(Moment);

        Outcome.Ok(await closing, "close: gives up after 5 s without progress");
        await pair.DrainAsync(Token);
        await AssertNothingButFinAsync(pair);
    }

    [Test]
    [Deviation("Close on `inet` while the peer has stopped reading")]
    public async Task close_waits_as_long_as_bytes_move()
    {
        (CloggedPair pair, Task<TcpResult> closing) = await CloseCloggedAsync();
        if (!Expect.Deviations.CloseGivesUpAfterProgress)
        {
            await ReadSomeAsync(pair);
            await PassAsync(_clock, 11 * Second);
            Outcome.StillWaits(closing, "close: bytes moved in the first 5 s");
            return;
        }

        for (int i = 0; i < 4; i++)
        {
            await AdvanceStillWaitingAsync(closing, 4 * Second);
            await ReadSomeAsync(pair);
        }

        await pair.SettleAsync(Token);
        await AdvanceStillWaitingAsync(closing, (5 * Second) - Moment);
        _clock.Advance(Moment);
        Outcome.Ok(await closing, "close: gives up 5 s after the last progress");
    }

    [Test]
    [OnlyOurs("It lasts 3 minutes.")]
    public async Task close_waits_180_s_at_most()
    {
        (CloggedPair pair, Task<TcpResult> closing) = await CloseCloggedAsync(queued: 2_000_000);

        for (TimeSpan now = TimeSpan.Zero; now < 176 * Second; now += 4 * Second)
        {
            await AdvanceStillWaitingAsync(closing, 4 * Second);
            await ReadSomeAsync(pair);
        }

        _clock.Advance(4 * Second);
        Outcome.Ok(await closing, "close: 180 s at most, even while bytes move");
    }

    [Test]
    public async Task linger_bounds_the_wait_and_flushes_in_the_background()
    {
        (CloggedPair pair, Task<TcpResult> closing) = await CloseCloggedAsync(linger: new TcpLinger(true, 1));

        await AdvanceStillWaitingAsync(closing, Second - Moment);
        _clock.Advance(Moment);

        Outcome.Ok(await closing, "close: linger {true,1} waits 1 s");
        await pair.DrainAsync(Token);
        await AssertNothingButFinAsync(pair);
    }

    [Test]
    public async Task linger_goes_on_for_the_kernel_when_the_queue_is_empty([Values] bool isSetMeanwhile, [Values] bool closesTwice)
    {
        // On OTP the same time begins with the close, for the queue.
        var linger = new TcpLinger(true, 2);
        CloggedPair pair = await CloggedPairAsync(
            new TcpSocketOptions { Linger = isSetMeanwhile ? TcpLinger.Off : linger, SendBuffer = 10 * CloggedPair.KernelBuffer },
            queuedBytes: 100);
        Task<TcpResult>[] closing =
            [.. Enumerable.Range(0, closesTwice ? 2 : 1).Select(_ => pair.Socket.CloseAsync(Token).AsTask())];
        Outcome.StillWaits(closing[0], "close: the queue is not empty");
        if (isSetMeanwhile)
        {
            Outcome.Ok(pair.Socket.Options.Set(TcpOptions.Linger, linger), "setopts: linger");
        }

        // The kernel takes the queue when it has a third of its room, and has then still more than the peer's kernel does.
        int read = (int)pair.BytesAccepted / 2;
        long queued;
        long asked = Environment.TickCount64;
        CloggedPair.AssertIsPattern(await pair.Peer.ReceiveExactlyAsync(read, Token));
        do
        {
            queued = asked;
            await Eventually.NextTickAsync(Token);

            // Before it is asked, since OTP may answer only when it has closed.
            asked = Environment.TickCount64;
        }
        while (pair.Socket.Statistics.TryGetValue(out TcpStatistics statistics) && statistics.PendingBytes > 0);

        foreach (Task<TcpResult> one in closing)
        {
            Outcome.Ok(await one, "close: linger {true,2}");
            Assert.That(Environment.TickCount64 - queued, Is.GreaterThan(1900), "close: up to 2 s for what the kernel has");
        }

        CloggedPair.AssertIsPattern(await pair.Peer.ReceiveExactlyAsync((int)pair.BytesAccepted - read, Token), read);
        await AssertNothingButFinAsync(pair);
    }

    [Test]
    public async Task linger_waits_for_the_kernel_also_with_delay_send()
    {
        const int Size = 20_000;
        ConnectedPair pair = await PairAsync(
            new TcpSocketOptions { Linger = new TcpLinger(true, 1), DelaySend = true, SendBuffer = 1_000_000, HighWatermark = 100_000 },
            peerReceiveBuffer: CloggedPair.KernelBuffer);
        Outcome.Ok(await pair.Socket.SendAsync(Pattern.Bytes(Size), Token), "send: below the mark");

        long began = Environment.TickCount64;
        Outcome.Ok(await pair.Socket.CloseAsync(Token), "close: linger {true,1}");
        Assert.That(Environment.TickCount64 - began, Is.GreaterThan(900), "close: up to 1 s for what the kernel has");
        CloggedPair.AssertIsPattern(await pair.Peer.ReceiveExactlyAsync(Size, Token));
    }

    [Test]
    public async Task linger_zero_discards_the_queue()
    {
        CloggedPair pair = await CloggedPairAsync(new TcpSocketOptions { Linger = TcpLinger.Reset }, queuedBytes: Queued);

        Outcome.Ok(await pair.Socket.CloseAsync(Token), "close: linger {true,0}, at once");

        PeerReading reading = await pair.Peer.ReceiveToEndAsync(Token);
        Assert.That(reading.End, Is.EqualTo(PeerEnd.EConnReset), "close: linger {true,0} is RST");
        Assert.That(reading.Bytes, Has.Length.LessThanOrEqualTo(pair.BytesAccepted - Queued), "the queue is discarded");
        CloggedPair.AssertIsPattern(reading.Bytes);
    }

    [Test]
    [OnlyOurs("OTP takes back tcp_closed, afterwards, if it is the owner who closes.")]
    public async Task The_owner_is_not_told_of_an_end_that_comes_while_it_flushes()
    {
        ITcpMailbox owner = Keep(Backend.CreateMailbox());
        CloggedPair pair = await CloggedPairAsync(
            new TcpSocketOptions { Active = TcpActive.Once, Owner = owner }, queuedBytes: 100);
        Task<TcpResult> closing = pair.Socket.CloseAsync(Token).AsTask();
        Outcome.StillWaits(closing, "close: output is pending");

        pair.Peer.SendFin();

        Outcome.Ok(await closing, "close: nothing is left to be sent");
        Assert.That(owner.Messages.TryRead(out _), Is.False, "tcp_closed: not when this side closes");
    }

    [Test]
    public async Task A_second_close_waits_too()
    {
        (CloggedPair pair, Task<TcpResult> first) = await CloseCloggedAsync();
        Task<TcpResult> second = pair.Socket.CloseAsync(Token).AsTask();
        Outcome.StillWaits(second, "close: while another close flushes");

        await pair.DrainAsync(Token);

        Outcome.Ok(await first, "close: flushed");
        Outcome.Ok(await second, "close: flushed");
        await AssertNothingButFinAsync(pair);
    }

    [Test]
    public async Task While_it_flushes_the_socket_can_be_used()
    {
        (CloggedPair pair, Task<TcpResult> closing) = await CloseCloggedAsync();
        await pair.Peer.SendAsync("hello"u8.ToArray(), Token);
        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.HighWatermark, int.MaxValue), "setopts while close flushes");

        Outcome.Delivers(await pair.Socket.ReceiveAsync(5, null, Token), "hello"u8, "recv while close flushes");
        Outcome.Ok(pair.Socket.RemoteEndPoint, "peername while close flushes");
        Outcome.Ok(
            await pair.Socket.SendAsync(Pattern.Bytes(pair.BytesAccepted, 7), Token), "send while close flushes");
        Outcome.StillWaits(closing, "close: the queue is not empty");
        await (pair with { BytesAccepted = pair.BytesAccepted + 7 }).DrainAsync(Token);

        Outcome.Ok(await closing, "close: flushed");
        await AssertNothingButFinAsync(pair);
    }

    [Test]
    public async Task A_sender_that_waits_is_let_through_by_the_flush()
    {
        CloggedPair pair = await CloggedPairAsync(queuedBytes: Queued);
        Task<TcpSendResult> sending = pair.Socket.SendAsync(Pattern.Bytes(pair.BytesAccepted, 1000), Token).AsTask();
        Task<TcpResult> closing = pair.Socket.CloseAsync(Token).AsTask();
        Outcome.StillWaits(sending, "send: over the high watermark");
        Outcome.StillWaits(closing, "close: the queue is not empty");

        await (pair with { BytesAccepted = pair.BytesAccepted + 1000 }).DrainAsync(Token);

        Outcome.Ok(await sending, "close: the flush lets a blocked send finish");
        Outcome.Ok(await closing, "close: flushed");
        await AssertNothingButFinAsync(pair);
    }

    [Test]
    [Deviation("A sender waits on `inet`, another caller closes for good")]
    public async Task A_sender_that_waits_is_closed_at_once_by_linger_zero()
    {
        CloggedPair pair = await CloggedPairAsync(new TcpSocketOptions { Linger = TcpLinger.Reset }, queuedBytes: Queued);
        Task<TcpSendResult> sending = pair.Socket.SendAsync(Pattern.Bytes(pair.BytesAccepted, 1000), Token).AsTask();

        Outcome.Ok(await pair.Socket.CloseAsync(Token), "close: linger {true,0}");

        if (!Expect.Deviations.WaitingSenderLearnsOfCloseAtOnce)
        {
            Outcome.StillWaits(sending, "close: a blocked send is told 5 s after it started");
        }

        Outcome.Is(await sending, TcpError.Closed, "close: a blocked send is told at once, not 5 s after it started");
    }

    [Test]
    public async Task A_sender_that_waits_is_closed_when_close_gives_up()
    {
        CloggedPair pair = await CloggedPairAsync(queuedBytes: Queued);
        Task<TcpSendResult> sending = pair.Socket.SendAsync(Pattern.Bytes(pair.BytesAccepted, 1000), Token).AsTask();
        Task<TcpResult> closing = pair.Socket.CloseAsync(Token).AsTask();

        _clock.Advance(5 * Second);

        Outcome.Ok(await closing, "close: gives up after 5 s without progress");
        Outcome.Is(await sending, TcpError.Closed, "close: the socket is closed for good");
    }

    [Test]
    public async Task A_reset_by_the_peer_ends_the_flush()
    {
        (CloggedPair pair, Task<TcpResult> closing) = await CloseCloggedAsync();

        pair.Peer.Reset();

        Outcome.Ok(await closing, "close: the peer resets while it flushes");
    }

    [Test]
    [OnlyOurs("Cancellation")]
    public async Task Cancelling_stops_the_waiting_not_the_closing()
    {
        CloggedPair pair = await CloggedPairAsync(queuedBytes: Queued);
        using var cancellation = new CancellationTokenSource();
        Task<TcpResult> closing = pair.Socket.CloseAsync(cancellation.Token).AsTask();
        Outcome.StillWaits(closing, "close: the queue is not empty");

        await cancellation.CancelAsync();

        await Assert.ThatAsync(() => closing, Throws.InstanceOf<OperationCanceledException>());
        await pair.DrainAsync(Token);
        await AssertNothingButFinAsync(pair);
    }

    [Test]
    public async Task A_receive_that_waits_goes_on_during_the_flush_and_is_closed_after_it()
    {
        CloggedPair pair = await CloggedPairAsync(queuedBytes: Queued);
        Task<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(5, null, Token).AsTask();
        Task<TcpResult> closing = pair.Socket.CloseAsync(Token).AsTask();
        Outcome.StillWaits(receiving, "close: the flush leaves the reading side alone");

        await pair.DrainAsync(Token);

        Outcome.Ok(await closing, "close: flushed");
        Outcome.Is(await receiving, TcpError.Closed, "close: recv blocked");
    }

    [Test]
    [OnlyOurs("A backend that can be disposed")]
    public async Task Disposing_the_backend_waits_for_what_is_sent_in_the_background()
    {
        CloggedPair pair = await CloseUntilItGivesUpAsync();

        Task disposing = ((IAsyncDisposable)Backend).DisposeAsync().AsTask();
        Outcome.StillWaits(disposing, "dispose: a queue is being sent in the background");
        await pair.DrainAsync(Token);

        await disposing.WaitAsync(Token);
        await AssertNothingButFinAsync(pair);
    }

    [Test]
    [OnlyOurs("A backend that can be disposed")]
    public async Task Disposing_the_backend_drops_what_nobody_takes()
    {
        CloggedPair pair = await CloseUntilItGivesUpAsync();

        Task disposing = ((IAsyncDisposable)Backend).DisposeAsync().AsTask();
        _clock.Advance((5 * Second) - Moment);
        Outcome.StillWaits(disposing, "dispose: the time has not passed");
        _clock.Advance(Moment);

        await disposing.WaitAsync(Token);
        PeerReading reading = await pair.Peer.ReceiveToEndAsync(Token);
        Assert.That(reading.Bytes, Has.Length.LessThanOrEqualTo(pair.BytesAccepted - Queued), "the queue is dropped");
    }

    [Test]
    [OnlyOurs("A backend that can be disposed")]
    public async Task Disposing_the_backend_ends_a_close_that_waits()
    {
        (CloggedPair pair, Task<TcpResult> closing) = await CloseCloggedAsync();

        Task disposing = ((IAsyncDisposable)Backend).DisposeAsync().AsTask();
        Outcome.StillWaits(closing, "dispose: gives a close that waits its time");
        _clock.Advance(5 * Second);

        await disposing.WaitAsync(Token);
        Outcome.Ok(await closing, "close: nothing that the backend owns outlives it");
        Outcome.Is(await pair.Socket.ReceiveAsync(0, null, Token), TcpError.Closed, "recv: closed");
    }

    [Test]
    [OnlyOurs("A backend that can be disposed")]
    public async Task Disposing_the_backend_waits_for_no_close_that_another_close_has_ended()
    {
        (CloggedPair pair, Task<TcpResult> closing) = await CloseCloggedAsync();
        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.Linger, TcpLinger.Reset), "setopts while close flushes");
        Outcome.Ok(await pair.Socket.CloseAsync(Token), "close: linger {true,0}, at once");
        Outcome.Ok(await closing, "close: the socket is closed for good");

        // The clock stands still: it would wait for ever.
        await ((IAsyncDisposable)Backend).DisposeAsync().AsTask().WaitAsync(Token);
    }

    [Test]
    [OnlyOurs("Cancellation")]
    public async Task One_cancelled_close_leaves_the_others_waiting()
    {
        (CloggedPair pair, Task<TcpResult> other) = await CloseCloggedAsync();
        using var cancellation = new CancellationTokenSource();
        Task<TcpResult> closing = pair.Socket.CloseAsync(cancellation.Token).AsTask();

        await cancellation.CancelAsync();

        await Assert.ThatAsync(() => closing, Throws.InstanceOf<OperationCanceledException>());
        Outcome.StillWaits(other, "close: it has not been cancelled itself");
        await pair.DrainAsync(Token);
        Outcome.Ok(await other, "close: flushed");
    }

    [Test]
    [OnlyOurs("Cancellation")]
    public async Task Sends_that_are_accepted_while_a_close_waits_arrive_whole()
    {
        for (int round = 0; round < 200; round++)
        {
            ConnectedPair pair = await PairAsync(new TcpSocketOptions { SendBuffer = 4608, HighWatermark = int.MaxValue });
            byte[] chunk = Pattern.Bytes(20_000);
            Outcome.Ok(await pair.Socket.SendAsync(chunk, Token), "send: queued");
            Task<PeerReading> reading = pair.Peer.ReceiveToEndAsync(Token);
            Task<TcpResult> closing = pair.Socket.CloseAsync(Token).AsTask();
            int accepted = 1;
            while ((await pair.Socket.SendAsync(chunk, Token)).IsOk && accepted < 50)
            {
                accepted++;
            }

            Outcome.Ok(await closing, "close: flushed");
            Assert.That((await reading).Bytes, Has.Length.EqualTo(accepted * chunk.Length), "every send that said ok");
        }
    }

    private async Task<CloggedPair> CloseUntilItGivesUpAsync()
    {
        (CloggedPair pair, Task<TcpResult> closing) = await CloseCloggedAsync();
        _clock.Advance(5 * Second);
        Outcome.Ok(await closing, "close: gives up after 5 s without progress");
        return pair;
    }

    private async Task<(CloggedPair Pair, Task<TcpResult> Closing)> CloseCloggedAsync(
        TcpLinger? linger = null, int queued = Queued)
    {
        CloggedPair pair = await CloggedPairAsync(new TcpSocketOptions { Linger = linger }, queuedBytes: queued);
        Task<TcpResult> closing = pair.Socket.CloseAsync(Token).AsTask();
        Outcome.StillWaits(closing, "close: the queue is not empty");
        return (pair, closing);
    }

    /// <summary>Moves the clock and gives whatever that set off the time to show.</summary>
    private async Task AdvanceStillWaitingAsync(Task closing, TimeSpan by)
    {
        _clock.Advance(by);
        await Eventually.NextTickAsync(Token);
        Outcome.StillWaits(closing, "close: the time has not passed");
    }

    private async Task ReadSomeAsync(CloggedPair pair)
    {
        long before = pair.QueuedBytes;
        await pair.Peer.ReceiveExactlyAsync(20_000, Token);
        await Eventually.TrueAsync(() => pair.QueuedBytes < before, "bytes moved", Token);
    }

    private async Task AssertNothingButFinAsync(CloggedPair pair)
    {
        PeerReading reading = await pair.Peer.ReceiveToEndAsync(Token);
        Assert.That(reading.Bytes, Is.Empty, "close: nothing after the data");
        Assert.That(reading.End, Is.EqualTo(PeerEnd.Closed), "close: FIN after the data");
    }
}

[TestFixture]
public sealed class InetQueuedClose() : QueuedCloseSuite(BackendUnderTest.Inet);

[OtpReferee]
public sealed class OtpInetQueuedClose() : QueuedCloseSuite(BackendUnderTest.OtpInet);
