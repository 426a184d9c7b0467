namespace TcpBackends.Tests.Conformance.Closing;

/// <summary>Close from another thread at any moment: everything completes, with a documented value.</summary>
public abstract class RaceSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    private const int Rounds = 60;

    private static readonly TcpError[] Documented = [TcpError.None, TcpError.Closed, TcpError.ENotConn];

    [Test]
    public async Task Close_against_everything()
    {
        for (int round = 0; round < Rounds; round++)
        {
            ConnectedPair pair = await PairAsync(new TcpSocketOptions { SendBuffer = CloggedPair.KernelBuffer });
            Task<TcpError[]> sends = Task.Run(() => RepeatAsync(
                async () => (await pair.Socket.SendAsync(new byte[50_000], Token)).Error));
            Task<TcpError[]> receives = Task.Run(() => RepeatAsync(
                async () => (await pair.Socket.ReceiveAsync(0, null, Token)).Error));
            Task<TcpError> shutdown = Task.Run(
                async () => (await pair.Socket.ShutdownAsync(TcpShutdown.Write, Token)).Error);
            Task<PeerReading> reading = pair.Peer.ReceiveToEndAsync(Token);

            Outcome.Ok(await Task.Run(() => pair.Socket.CloseAsync(Token).AsTask()), "close");

            Assert.That(await sends, Is.All.AnyOf([.. Documented]), "send, before or after");
            Assert.That(await receives, Is.All.AnyOf([.. Documented]), "recv, before or after");
            Assert.That(await shutdown, Is.AnyOf([.. Documented]), "shutdown, before or after");
            Assert.That((await reading).End, Is.EqualTo(PeerEnd.Closed), "close: FIN, since nothing was unread");
        }
    }

    [Test]
    public async Task Close_against_a_peer_that_resets()
    {
        for (int round = 0; round < Rounds; round++)
        {
            ConnectedPair pair = await PairAsync();
            Task<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(0, null, Token).AsTask();
            Task resetting = Task.Run(pair.Peer.Reset);

            TcpResult closed = await pair.Socket.CloseAsync(Token);
            await resetting;

            Outcome.Ok(closed, "close");
            Outcome.Is(await receiving, TcpError.Closed, "recv blocked: RST or close");
        }
    }

    [Test]
    [OnlyOurs("Cancellation")]
    public async Task Close_against_a_cancelled_receive()
    {
        for (int round = 0; round < Rounds; round++)
        {
            using var cancellation = new CancellationTokenSource();
            ConnectedPair pair = await PairAsync();
            Task<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(0, null, cancellation.Token).AsTask();
            Task cancelling = Task.Run(cancellation.Cancel);

            Outcome.Ok(await pair.Socket.CloseAsync(Token), "close");
            await cancelling;

            try
            {
                Outcome.Is(await receiving, TcpError.Closed, "recv blocked: close was faster");
            }
            catch (OperationCanceledException)
            {
                Assert.That(receiving.IsCanceled, "recv blocked: cancelling was faster");
            }
        }
    }

    [Test]
    public async Task Close_against_a_timeout()
    {
        for (int round = 0; round < Rounds; round++)
        {
            ConnectedPair pair = await PairAsync();
            Task<TcpResult<TcpPacket>> receiving =
                pair.Socket.ReceiveAsync(0, TimeSpan.FromMilliseconds(1), Token).AsTask();
            await Eventually.NextTickAsync(Token);

            Outcome.Ok(await pair.Socket.CloseAsync(Token), "close");

            Assert.That((await receiving).Error, Is.EqualTo(TcpError.Timeout).Or.EqualTo(TcpError.Closed), "whichever was faster");
        }
    }

    [Test]
    public async Task Data_that_arrives_against_a_timeout_is_never_lost()
    {
        ConnectedPair pair = await PairAsync();
        int received = 0;
        for (int sent = 0; sent < 300; sent++)
        {
            Task sending = pair.Peer.SendAsync(Pattern.Bytes(sent, 1), Token);
            TcpResult<TcpPacket> result = await pair.Socket.ReceiveAsync(0, TimeSpan.FromMilliseconds(sent % 2), Token);
            await sending;
            Assert.That(result.Error, Is.AnyOf(TcpError.None, TcpError.Timeout));
            received += AssertNext(result, received);
        }

        while (received < 300)
        {
            received += AssertNext(await pair.Socket.ReceiveAsync(0, null, Token), received);
        }
    }

    private static int AssertNext(TcpResult<TcpPacket> result, int received)
    {
        if (!result.TryGetValue(out TcpPacket packet))
        {
            return 0;
        }

        Assert.That(Pattern.FirstDifference(packet.Span, received), Is.EqualTo(-1), "recv: no byte is lost or repeated");
        return packet.Length;
    }

    /// <summary>Repeats until it fails, or a few times.</summary>
    private static async Task<TcpError[]> RepeatAsync(Func<Task<TcpError>> operation)
    {
        var errors = new List<TcpError>();
        do
        {
            errors.Add(await operation());
        }
        while (errors[^1] == TcpError.None && errors.Count < 20);
        return [.. errors];
    }
}

[TestFixture]
public sealed class InetRace() : RaceSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketRace() : RaceSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetRace() : RaceSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketRace() : RaceSuite(BackendUnderTest.OtpSocket);
