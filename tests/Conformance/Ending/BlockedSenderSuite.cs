namespace TcpBackends.Tests.Conformance.Ending;

/// <summary>The peer ends the connection while a send waits: semantics 8, the rows on blocked senders.</summary>
public abstract class BlockedSenderSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    private const int Blocked = 300_000;

    [Test]
    public async Task The_peer_resets([Values] bool show)
    {
        CloggedPair pair = await CloggedPairAsync(new TcpSocketOptions { ShowEconnreset = show });
        Task<TcpSendResult> sending = SendBlocked(pair);

        pair.Peer.Reset();

        await AssertBrokenAsync(pair, sending, show);
    }

    [Test]
    public async Task The_peer_closes_without_reading([Values] bool show)
    {
        CloggedPair pair = await CloggedPairAsync(new TcpSocketOptions { ShowEconnreset = show });
        Task<TcpSendResult> sending = SendBlocked(pair);

        pair.Peer.Close();

        await AssertBrokenAsync(pair, sending, show);
    }

    [Test]
    public async Task Nobody_notices_a_half_close_until_a_receive()
    {
        CloggedPair pair = await CloggedPairAsync();
        Task<TcpSendResult> sending = SendBlocked(pair);

        await pair.Connection.PeerSendsFinAsync(Token);
        Outcome.StillWaits(sending, "peer half-close while a sender is blocked: nothing until recv");
        Outcome.Is(await pair.Socket.ReceiveAsync(0, null, Token), TcpError.Closed, "recv: FIN");

        if (Expect.Ending.EndDropsQueue)
        {
            Outcome.Is(await sending, TcpError.Closed, "peer half-close, noticed: the blocked sender is told");
            PeerReading reading = await pair.Peer.ReceiveToEndAsync(Token);
            CloggedPair.AssertIsPattern(reading.Bytes);
            Assert.That(reading.Bytes.LongLength, Is.LessThan(pair.BytesAccepted + Blocked), "the queue is dropped");
            Assert.That(reading.End, Is.EqualTo(PeerEnd.Closed));
        }
        else
        {
            await (pair with { BytesAccepted = pair.BytesAccepted + Blocked }).DrainAsync(Token);
            Outcome.Ok(await sending, "peer half-close: the sender is unaffected and continues");
        }
    }

    [Test]
    public async Task A_receive_that_meets_the_end_again_is_noticed_like_the_first([Values] bool arms)
    {
        CloggedPair pair = await CloggedPairAsync(new TcpSocketOptions { ExitOnClose = false });
        await pair.Connection.PeerSendsFinAsync(Token);
        Outcome.Is(await pair.Socket.ReceiveAsync(0, null, Token), TcpError.Closed, "recv: FIN");
        Task<TcpSendResult> sending = SendBlocked(pair);

        if (arms)
        {
            pair.Socket.Options.Set(TcpOptions.Active, TcpActive.Once);
        }
        else
        {
            Outcome.Is(await pair.Socket.ReceiveAsync(0, null, Token), TcpError.Closed, "recv: FIN, half closed");
        }

        if (Expect.Ending.EndDropsQueue)
        {
            Outcome.Is(await sending, TcpError.Closed, "half-close, noticed again: the blocked sender is told");
        }
        else
        {
            Outcome.StillWaits(sending, "half-close: the sender is unaffected");
        }
    }

    private Task<TcpSendResult> SendBlocked(CloggedPair pair)
    {
        Task<TcpSendResult> sending = pair.Socket.SendAsync(Pattern.Bytes(pair.BytesAccepted, Blocked), Token).AsTask();
        Outcome.StillWaits(sending, "send: no room");
        return sending;
    }

    private async Task AssertBrokenAsync(CloggedPair pair, Task<TcpSendResult> sending, bool show)
    {
        TcpError broken = show ? TcpError.EConnReset : TcpError.Closed;
        Outcome.Is(await sending, broken, "peer RST while a sender is blocked: sender");
        Outcome.Is(await pair.Socket.ReceiveAsync(0, null, Token), broken, "peer RST while a sender is blocked: recv");
        Outcome.Is(
            await pair.Socket.ReceiveAsync(0, null, Token),
            Expect.Ending.ReceiveAfterEnd,
            "peer RST while a sender is blocked: recv again");
    }
}

[TestFixture]
public sealed class InetBlockedSender() : BlockedSenderSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketBlockedSender() : BlockedSenderSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetBlockedSender() : BlockedSenderSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketBlockedSender() : BlockedSenderSuite(BackendUnderTest.OtpSocket);
