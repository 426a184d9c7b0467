namespace TcpBackends.Tests.Conformance.Closing;

/// <summary>Close with a send that waits for the kernel: semantics 8, for backends without a queue.</summary>
public abstract class UnqueuedCloseSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    private const int Blocked = 300_000;

    [Test]
    public async Task close_with_pending_output_is_immediate_and_loses_what_was_not_handed_over()
    {
        CloggedPair pair = await CloggedPairAsync();
        Task<TcpSendResult> sending = pair.Socket.SendAsync(Pattern.Bytes(pair.BytesAccepted, Blocked), Token).AsTask();
        Outcome.StillWaits(sending, "send: the kernel takes no more");

        Outcome.Ok(await pair.Socket.CloseAsync(Token), "close: immediate");

        Outcome.Is(await sending, TcpError.Closed, "close: send blocked, closed at once");
        PeerReading reading = await pair.Peer.ReceiveToEndAsync(Token);
        Assert.That(reading.End, Is.EqualTo(PeerEnd.Closed), "close: the kernel flushes the rest, then FIN");
        Assert.That(reading.Bytes.LongLength, Is.InRange(pair.BytesAccepted, pair.BytesAccepted + Blocked - 1));
        CloggedPair.AssertIsPattern(reading.Bytes);
    }

    [Test]
    public async Task Every_sender_that_waits_is_closed()
    {
        CloggedPair pair = await CloggedPairAsync();
        Task<TcpSendResult>[] sending =
            [.. Enumerable.Range(0, 3).Select(_ => pair.Socket.SendAsync(new byte[Blocked], Token).AsTask())];

        Outcome.Ok(await pair.Socket.CloseAsync(Token), "close: immediate");

        foreach (Task<TcpSendResult> one in sending)
        {
            Outcome.Is(await one, TcpError.Closed, "close: send blocked, closed at once");
        }
    }

    [Test]
    public async Task linger_zero_resets_at_once()
    {
        CloggedPair pair = await CloggedPairAsync(new TcpSocketOptions { Linger = TcpLinger.Reset });
        Task<TcpSendResult> sending = pair.Socket.SendAsync(Pattern.Bytes(pair.BytesAccepted, Blocked), Token).AsTask();

        Outcome.Ok(await pair.Socket.CloseAsync(Token), "close: immediate");

        Outcome.Is(await sending, TcpError.Closed, "close: send blocked, closed at once");
        Assert.That((await pair.Peer.ReceiveToEndAsync(Token)).End, Is.EqualTo(PeerEnd.EConnReset), "close: linger {true,0}");
    }

    [Test]
    public async Task linger_waits_for_the_kernel_as_long_as_it_says()
    {
        CloggedPair pair = await CloggedPairAsync(new TcpSocketOptions { Linger = new TcpLinger(true, 1) });

        long began = Environment.TickCount64;
        Outcome.Ok(await pair.Socket.CloseAsync(Token), "close: linger {true,1}, up to 1 s");
        Assert.That(Environment.TickCount64 - began, Is.GreaterThan(900), "close: linger {true,1} while the peer does not read");

        await pair.DrainAsync(Token);
        Assert.That((await pair.Peer.ReceiveToEndAsync(Token)).End, Is.EqualTo(PeerEnd.Closed), "close: FIN after the data");
    }

    [Test]
    [OnlyOurs("more of them than there are threads for")]
    public async Task Many_that_linger_at_once_take_no_longer_than_one()
    {
        var options = new TcpSocketOptions { Linger = new TcpLinger(true, 4) };
        var pairs = new List<CloggedPair>();
        for (int i = 0; i < 40; i++)
        {
            pairs.Add(await CloggedPairAsync(options));
        }

        long began = Environment.TickCount64;
        TcpResult[] closed = await Task.WhenAll(pairs.Select(pair => pair.Socket.CloseAsync(Token).AsTask()));
        long took = Environment.TickCount64 - began;

        Assert.That(closed, Is.All.EqualTo(TcpResult.Ok));
        Assert.That(took, Is.InRange(3500, 16_000), "close: linger {true,4}, up to 4 s, each of them");
        foreach (CloggedPair pair in pairs)
        {
            await pair.DrainAsync(Token);
            Assert.That((await pair.Peer.ReceiveToEndAsync(Token)).End, Is.EqualTo(PeerEnd.Closed), "close: FIN after the data");
        }
    }
}

[TestFixture]
public sealed class SocketUnqueuedClose() : UnqueuedCloseSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpSocketUnqueuedClose() : UnqueuedCloseSuite(BackendUnderTest.OtpSocket);
