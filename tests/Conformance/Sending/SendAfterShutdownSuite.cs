namespace TcpBackends.Tests.Conformance.Sending;

/// <summary>Sends after the own shutdown(write), the peer staying open: semantics 5.3.</summary>
public abstract class SendAfterShutdownSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    private static readonly byte[] Hi = "hi"u8.ToArray();

    [Test]
    public async Task Receiving_goes_on_as_long_as_nothing_is_sent([Values] bool show)
    {
        ConnectedPair pair = await ShutDownPairAsync(show);

        await pair.Socket.DeliversAsync(Hi, "recv after own shutdown(write)", Token);
        Outcome.Is(await pair.Socket.ReceiveAsync(0, TimeSpan.Zero, Token), TcpError.Timeout, "recv after own shutdown(write)");
        await PeerReadsFinAsync(pair);
    }

    [Test]
    public async Task A_send_fails_and_on_inet_tears_the_receiving_side_down([Values] bool show)
    {
        ConnectedPair pair = await ShutDownPairAsync(show);
        TcpError first = show ? TcpError.EConnReset : TcpError.Closed;

        await pair.Socket.SendsSayAsync(Expect.Broken.Sends(first), "send after own shutdown(write)", Token);

        if (Expect.Broken.LosesUnreadData)
        {
            await pair.Socket.ReceivesSayAsync(Expect.Broken.Receives(first), "recv after own shutdown(write), send", Token);
        }
        else
        {
            await pair.Socket.DeliversAsync(Hi, "recv after own shutdown(write), send", Token);
            Outcome.Is(
                await pair.Socket.ReceiveAsync(0, TimeSpan.Zero, Token),
                TcpError.Timeout,
                "recv after own shutdown(write), send: the peer is still there");
        }
    }

    [Test]
    public async Task An_empty_send_harms_nothing([Values] bool show)
    {
        ConnectedPair pair = await ShutDownPairAsync(show);
        TcpError answer = Expect.Sending.EmptySendAfterShutdown == TcpError.None ? TcpError.None
            : show ? TcpError.EConnReset
            : Expect.Sending.EmptySendAfterShutdown;

        Outcome.Is(
            await pair.Socket.SendAsync(ReadOnlyMemory<byte>.Empty, Token), answer, "empty send after own shutdown(write)");

        await pair.Socket.DeliversAsync(Hi, "recv after own shutdown(write), empty send", Token);
        await PeerReadsFinAsync(pair);
    }

    private async Task<ConnectedPair> ShutDownPairAsync(bool show)
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { ShowEconnreset = show });
        Outcome.Ok(await pair.Socket.ShutdownAsync(TcpShutdown.Write, Token), "shutdown(write)");
        await pair.PeerSendsAsync(Hi, Token);
        return pair;
    }

    private async Task PeerReadsFinAsync(ConnectedPair pair)
    {
        PeerReading reading = await pair.Peer.ReceiveToEndAsync(Token);
        Assert.That((reading.Bytes.Length, reading.End), Is.EqualTo((0, PeerEnd.Closed)));
    }
}

[TestFixture]
public sealed class InetSendAfterShutdown() : SendAfterShutdownSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketSendAfterShutdown() : SendAfterShutdownSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetSendAfterShutdown() : SendAfterShutdownSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketSendAfterShutdown() : SendAfterShutdownSuite(BackendUnderTest.OtpSocket);
