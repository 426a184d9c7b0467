using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Sending;

/// <summary>delay_send changes when bytes leave, and nothing else that can be observed: semantics 5.7.</summary>
public abstract class DelaySendSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    private static readonly TcpSocketOptions Delayed = new() { DelaySend = true };

    [Test]
    public async Task Small_sends_arrive_in_order()
    {
        ConnectedPair pair = await PairAsync(Delayed);

        for (int i = 0; i < 3; i++)
        {
            Outcome.Ok(await pair.Socket.SendAsync("abc"u8.ToArray(), Token), "send: delay_send");
        }

        Assert.That(await pair.Peer.ReceiveExactlyAsync(9, Token), Is.EqualTo("abcabcabc"u8.ToArray()));
        await Eventually.TrueAsync(
            () => pair.Socket.Statistics.Value.PendingBytes == 0, "the delayed sends left the queue", Token);
    }

    [Test]
    public async Task A_close_at_once_delivers_them()
    {
        ConnectedPair pair = await PairAsync(Delayed);
        Outcome.Ok(await pair.Socket.SendAsync("abc"u8.ToArray(), Token), "send: delay_send");

        Outcome.Ok(await pair.Socket.CloseAsync(Token), "close");

        PeerReading reading = await pair.Peer.ReceiveToEndAsync(Token);
        Assert.That(reading.Bytes, Is.EqualTo("abc"u8.ToArray()));
        Assert.That(reading.End, Is.EqualTo(PeerEnd.Closed));
    }

    [Test]
    public async Task A_shutdown_at_once_delivers_them([Values(TcpShutdown.Write, TcpShutdown.ReadWrite)] TcpShutdown how)
    {
        ConnectedPair pair = await PairAsync(Delayed);
        Outcome.Ok(await pair.Socket.SendAsync("abc"u8.ToArray(), Token), "send: delay_send");

        Outcome.Ok(await pair.Socket.ShutdownAsync(how, Token), "shutdown");

        PeerReading reading = await pair.Peer.ReceiveToEndAsync(Token);
        Assert.That(reading.Bytes, Is.EqualTo("abc"u8.ToArray()));
        Assert.That(reading.End, Is.EqualTo(PeerEnd.Closed));
    }

    [Test]
    public async Task Many_sends_beyond_the_mark_are_all_ok([Values(100, 5000)] int sends)
    {
        ConnectedPair pair = await PairAsync(Delayed with { Packet = PacketType.Length2 });
        Task<byte[]> reading = pair.Peer.ReceiveExactlyAsync(sends * 102, Token);

        for (int i = 0; i < sends; i++)
        {
            Outcome.Ok(await pair.Socket.SendAsync(Pattern.Bytes(i, 100), Token), "send: delay_send");
        }

        byte[] expected = [.. Enumerable.Range(0, sends).SelectMany(i => Wire.Frame(PacketType.Length2, Pattern.Bytes(i, 100)))];
        Assert.That((await reading).AsSpan().SequenceEqual(expected), "every frame arrived, in order");
    }

    [Test]
    public async Task A_large_send_is_ok_whatever_the_mark()
    {
        ConnectedPair pair = await PairAsync(Delayed);
        Task<byte[]> reading = pair.Peer.ReceiveExactlyAsync(1_000_000, Token);

        Outcome.Ok(await pair.Socket.SendAsync(Pattern.Bytes(1_000_000), Token), "send: delay_send, 1 MB");

        CloggedPair.AssertIsPattern(await reading);
    }

    [Test]
    public async Task delay_send_error([Values] bool show)
    {
        ConnectedPair pair = await PairAsync(Delayed with { ShowEconnreset = show });
        TcpError reset = show ? TcpError.EConnReset : TcpError.Closed;
        await pair.PeerResetsAsync(Token);

        Outcome.Is(
            await pair.Socket.SendAsync("a"u8.ToArray(), Token),
            Expect.Sending.Queues ? TcpError.None : reset,
            "send after RST: with delay_send a queued send does not find out itself");
        if (Expect.Sending.Queues)
        {
            await Eventually.TrueAsync(
                () => pair.Socket.LocalEndPoint.Error == TcpError.EBadF, "the reset was noticed", Token);
        }

        AssertCloseReason(pair.Socket, TcpCloseReason.SendFailed);

        await pair.Socket.SendsSayAsync([reset], "send after RST was noticed", Token);
        await pair.Socket.ReceivesSayAsync(Expect.Broken.Receives(reset), "recv after RST was noticed", Token);
    }

    [Test]
    public async Task The_option_can_be_switched_between_sends()
    {
        ConnectedPair pair = await PairAsync();

        for (int i = 0; i < 100; i++)
        {
            Outcome.Ok(pair.Socket.Options.Set(TcpOptions.DelaySend, i % 2 == 0), "setopts: delay_send");
            Outcome.Ok(await pair.Socket.SendAsync(Pattern.Bytes(i * 10, 10), Token), "send");
        }

        CloggedPair.AssertIsPattern(await pair.Peer.ReceiveExactlyAsync(1000, Token));
    }
}

[TestFixture]
public sealed class InetDelaySend() : DelaySendSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketDelaySend() : DelaySendSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetDelaySend() : DelaySendSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketDelaySend() : DelaySendSuite(BackendUnderTest.OtpSocket);
