namespace TcpBackends.Tests.Conformance.Receiving;

/// <summary>Receives with arguments that make no sense: semantics 6.2.</summary>
public abstract class BadArgumentSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    [Test]
    [Deviation("Bad arguments on `socket`")]
    public async Task A_negative_length()
    {
        ConnectedPair pair = await PairAsync();

        await AssertAsync(pair, Expect.Deviations.NegativeLength, () => pair.Socket.ReceiveAsync(-1, null, Token).AsTask());
    }

    [Test]
    [Deviation("Negative timeouts")]
    public async Task A_negative_timeout()
    {
        ConnectedPair pair = await PairAsync();
        var negative = TimeSpan.FromMilliseconds(-2);

        await AssertAsync(
            pair, Expect.Deviations.NegativeReceiveTimeout, () => pair.Socket.ReceiveAsync(0, negative, Token).AsTask());
    }

    private async Task AssertAsync(ConnectedPair pair, BadArgument outcome, Func<Task<TcpResult<TcpPacket>>> receive)
    {
        switch (outcome)
        {
            case BadArgument.Throws:
                await Assert.ThatAsync(receive, Throws.InstanceOf<ArgumentOutOfRangeException>());
                await pair.PeerSendsAsync(Pattern.Bytes(5), Token);
                Outcome.Delivers(await pair.Socket.ReceiveAsync(5, null, Token), Pattern.Bytes(5), "recv: unharmed");
                break;
            case BadArgument.Waits:
                Task<TcpResult<TcpPacket>> waiting = receive();
                Outcome.StillWaits(waiting, "recv: as with length 0 and no timeout");
                await pair.Peer.SendAsync(Pattern.Bytes(5), Token);
                Outcome.Delivers(await waiting, Pattern.Bytes(5), "recv: as with length 0 and no timeout");
                break;
            default:
                Outcome.Is(await receive(), TcpError.Closed, "recv: the socket crashes");
                Assert.That((await pair.Peer.ReceiveToEndAsync(Token)).End, Is.EqualTo(PeerEnd.Closed), "recv: the socket crashes");
                break;
        }
    }
}

[TestFixture]
public sealed class InetBadArgument() : BadArgumentSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketBadArgument() : BadArgumentSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetBadArgument() : BadArgumentSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketBadArgument() : BadArgumentSuite(BackendUnderTest.OtpSocket);
