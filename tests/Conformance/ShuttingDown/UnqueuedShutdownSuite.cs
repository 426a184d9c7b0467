namespace TcpBackends.Tests.Conformance.ShuttingDown;

/// <summary>Shutdown with a send that waits for the kernel: semantics 7, for backends without a queue.</summary>
public abstract class UnqueuedShutdownSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    private const int Blocked = 300_000;

    [Test]
    public async Task t_shutdown_async(
        [Values(TcpShutdown.Write, TcpShutdown.ReadWrite)] TcpShutdown how, [Values] bool showEconnreset)
    {
        CloggedPair pair = await CloggedPairAsync(new TcpSocketOptions { ShowEconnreset = showEconnreset });
        Task<TcpSendResult> sending = pair.Socket.SendAsync(Pattern.Bytes(pair.BytesAccepted, Blocked), Token).AsTask();
        Outcome.StillWaits(sending, "send: the kernel takes no more");

        Outcome.Ok(await pair.Socket.ShutdownAsync(how, Token), "shutdown: immediate");

        TcpError broken = showEconnreset ? TcpError.EConnReset : TcpError.Closed;
        Outcome.Is(await sending, broken, "shutdown: a blocked send fails");
        PeerReading reading = await pair.Peer.ReceiveToEndAsync(Token);
        Assert.That(reading.End, Is.EqualTo(PeerEnd.Closed), "shutdown: FIN after what the kernel had");
        Assert.That(reading.Bytes.LongLength, Is.InRange(pair.BytesAccepted, pair.BytesAccepted + Blocked - 1));
        CloggedPair.AssertIsPattern(reading.Bytes);
        Outcome.Is(await pair.Socket.SendAsync(Pattern.Bytes(1), Token), broken, "shutdown: a later send fails too");
    }

    [Test]
    public async Task Shutdown_write_leaves_receiving_alone()
    {
        CloggedPair pair = await CloggedPairAsync();
        Outcome.Ok(await pair.Socket.ShutdownAsync(TcpShutdown.Write, Token), "shutdown write");

        await pair.Peer.SendAsync("hi"u8.ToArray(), Token);

        Outcome.Delivers(await pair.Socket.ReceiveAsync(2, null, Token), "hi"u8, "shutdown write: recv goes on");
    }

    [Test]
    public async Task Shutdown_read_does_not_disturb_a_sender_that_waits()
    {
        CloggedPair pair = await CloggedPairAsync();
        Task<TcpSendResult> sending = pair.Socket.SendAsync(Pattern.Bytes(pair.BytesAccepted, Blocked), Token).AsTask();

        Outcome.Ok(await pair.Socket.ShutdownAsync(TcpShutdown.Read, Token), "shutdown read");

        Outcome.StillWaits(sending, "shutdown read: the kernel takes no more");
        await (pair with { BytesAccepted = pair.BytesAccepted + Blocked }).DrainAsync(Token);
        Outcome.Ok(await sending, "shutdown read does not disturb a blocked sender");
    }
}

[TestFixture]
public sealed class SocketUnqueuedShutdown() : UnqueuedShutdownSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpSocketUnqueuedShutdown() : UnqueuedShutdownSuite(BackendUnderTest.OtpSocket);
