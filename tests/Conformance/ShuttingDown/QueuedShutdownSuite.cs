namespace TcpBackends.Tests.Conformance.ShuttingDown;

/// <summary>Shutdown with data in the driver queue: semantics 7, "Deferred (async) shutdown".</summary>
public abstract class QueuedShutdownSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    private const int Queued = 300_000;

    [Test]
    public async Task t_shutdown_async([Values(TcpShutdown.Write, TcpShutdown.ReadWrite)] TcpShutdown how)
    {
        CloggedPair pair = await CloggedPairAsync(queuedBytes: Queued);

        Outcome.Ok(await pair.Socket.ShutdownAsync(how, Token), "shutdown: returns at once while data is queued");

        Assert.That(pair.QueuedBytes, Is.EqualTo(Queued), "shutdown: postponed until the queue is empty");
        await AssertAllThenFinAsync(pair);
    }

    [Test]
    public async Task Reading_goes_on_until_then_and_after()
    {
        CloggedPair pair = await CloggedPairAsync(queuedBytes: Queued);
        Outcome.Ok(await pair.Socket.ShutdownAsync(TcpShutdown.Write, Token), "shutdown write");

        await pair.Peer.SendAsync("hi"u8.ToArray(), Token);
        Outcome.Delivers(await pair.Socket.ReceiveAsync(2, null, Token), "hi"u8, "shutdown pending: reading goes on");
        await AssertAllThenFinAsync(pair);
        await pair.Peer.SendAsync("yo"u8.ToArray(), Token);
        Outcome.Delivers(await pair.Socket.ReceiveAsync(2, null, Token), "yo"u8, "shutdown done: reading goes on");
    }

    [Test]
    public async Task Shutdown_read_is_immediate()
    {
        CloggedPair pair = await CloggedPairAsync(new TcpSocketOptions { ExitOnClose = false }, queuedBytes: Queued);

        Outcome.Ok(await pair.Socket.ShutdownAsync(TcpShutdown.Read, Token), "shutdown read");

        Assert.That(pair.QueuedBytes, Is.EqualTo(Queued), "shutdown read leaves the queue alone");
        await pair.DrainAsync(Token);
        Outcome.Ok(await pair.Socket.SendAsync(Pattern.Bytes(1), Token), "shutdown read leaves sending alone");
        await pair.Peer.ReceiveExactlyAsync(1, Token);
    }

    [Test]
    public async Task Again_while_it_is_pending_is_ok()
    {
        CloggedPair pair = await CloggedPairAsync(queuedBytes: Queued);

        Outcome.Ok(await pair.Socket.ShutdownAsync(TcpShutdown.Write, Token), "shutdown write");
        Outcome.Ok(await pair.Socket.ShutdownAsync(TcpShutdown.Write, Token), "shutdown write while pending");
        Outcome.Ok(await pair.Socket.ShutdownAsync(TcpShutdown.ReadWrite, Token), "shutdown read_write while pending");

        await AssertAllThenFinAsync(pair);
    }

    [Test]
    public async Task A_send_while_it_is_pending_destroys_the_socket([Values] bool showEconnreset)
    {
        CloggedPair pair = await CloggedPairAsync(
            new TcpSocketOptions { ShowEconnreset = showEconnreset }, queuedBytes: Queued);
        Outcome.Ok(await pair.Socket.ShutdownAsync(TcpShutdown.Write, Token), "shutdown write");

        Outcome.Is(
            await pair.Socket.SendAsync(Pattern.Bytes(1), Token),
            TcpError.Closed,
            "send while shutdown is pending: closed, also with show_econnreset");

        Outcome.Is(await pair.Socket.ReceiveAsync(0, null, Token), TcpError.Closed, "recv after that");
        PeerReading reading = await pair.Peer.ReceiveToEndAsync(Token);
        Assert.That(reading.Bytes, Has.Length.LessThanOrEqualTo(pair.BytesAccepted - Queued), "the rest of the queue is lost");
        CloggedPair.AssertIsPattern(reading.Bytes);
    }

    [Test]
    public async Task A_reset_while_it_is_pending()
    {
        CloggedPair pair = await CloggedPairAsync(queuedBytes: Queued);
        Outcome.Ok(await pair.Socket.ShutdownAsync(TcpShutdown.Write, Token), "shutdown write");

        await pair.Connection.PeerResetsAsync(Token);
        await Eventually.TrueAsync(() => pair.QueuedBytes == 0, "the background has met the reset, and not the receive", Token);

        Outcome.Is(await pair.Socket.ReceiveAsync(0, null, Token), TcpError.Closed, "shutdown pending, peer RST: recv");
        Outcome.Is(await pair.Socket.ReceiveAsync(0, null, Token), TcpError.ENotConn, "shutdown pending, peer RST: recv again");
        Outcome.Is(await pair.Socket.SendAsync(Pattern.Bytes(1), Token), TcpError.ENotConn, "shutdown pending, peer RST: send");
    }

    [Test]
    public async Task A_sender_that_waits_goes_on()
    {
        CloggedPair pair = await CloggedPairAsync(queuedBytes: Queued);
        Task<TcpSendResult> sending = pair.Socket.SendAsync(Pattern.Bytes(pair.BytesAccepted, 1000), Token).AsTask();
        Outcome.StillWaits(sending, "send: over the high watermark");

        Outcome.Ok(await pair.Socket.ShutdownAsync(TcpShutdown.Write, Token), "shutdown write");

        await AssertAllThenFinAsync(pair with { BytesAccepted = pair.BytesAccepted + 1000 });
        Outcome.Ok(await sending, "shutdown: postponed until the queue is empty, what was queued before goes out");
    }

    [Test]
    public async Task close_after_shutdown_with_pending_output()
    {
        CloggedPair pair = await CloggedPairAsync(queuedBytes: Queued);
        Outcome.Ok(await pair.Socket.ShutdownAsync(TcpShutdown.Write, Token), "shutdown write");
        Task<TcpResult> closing = pair.Socket.CloseAsync(Token).AsTask();
        Outcome.StillWaits(closing, "close: the queue is not empty");

        await AssertAllThenFinAsync(pair);

        Outcome.Ok(await closing, "close: flushed");
    }

    private async Task AssertAllThenFinAsync(CloggedPair pair)
    {
        await pair.DrainAsync(Token);
        PeerReading reading = await pair.Peer.ReceiveToEndAsync(Token);
        Assert.That(reading.Bytes, Is.Empty, "shutdown: nothing after the queue");
        Assert.That(reading.End, Is.EqualTo(PeerEnd.Closed), "shutdown: the queue is flushed, then FIN");
    }
}

[TestFixture]
public sealed class InetQueuedShutdown() : QueuedShutdownSuite(BackendUnderTest.Inet);

[OtpReferee]
public sealed class OtpInetQueuedShutdown() : QueuedShutdownSuite(BackendUnderTest.OtpInet);
