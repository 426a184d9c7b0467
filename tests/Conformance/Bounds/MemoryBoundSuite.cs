using System.Runtime.CompilerServices;
using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Bounds;

/// <summary>What a peer that stalls, or floods, can make a socket hold: the bounds of the manual, and no more.</summary>
public abstract class MemoryBoundSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    private const int High = 8192;

    [Test]
    public async Task A_stalled_peer_and_many_senders([Values(1, 1000, 50_000)] int size)
    {
        const int Senders = 200;
        CloggedPair pair = await CloggedPairAsync(queuedBytes: High - 1);
        int trying = 0;
        async Task<TcpSendResult> SendAsync()
        {
            ValueTask<TcpSendResult> call = pair.Socket.SendAsync(new byte[size], Token);
            Interlocked.Increment(ref trying);
            return await call;
        }

        Task<TcpSendResult>[] sending = [.. Enumerable.Range(0, Senders).Select(_ => Task.Run(SendAsync, Token))];
        await Eventually.TrueAsync(() => Volatile.Read(ref trying) == Senders, "all of them tried", Token);

        Assert.That(
            pair.QueuedBytes, Is.LessThan(Expect.Sending.Queues ? High + size : 1), "high_watermark plus one message");
        await pair.Peer.DisposeAsync();
        foreach (Task<TcpSendResult> task in sending)
        {
            Assert.That((await task).Error, Is.AnyOf(TcpError.Closed, TcpError.ENotConn));
        }
    }

    [Test]
    public async Task A_stalled_peer_and_one_large_send()
    {
        const int Size = 10_000_000;
        ConnectedPair pair = await PairAsync(
            new TcpSocketOptions { SendBuffer = CloggedPair.KernelBuffer }, peerReceiveBuffer: CloggedPair.KernelBuffer);

        Task<TcpSendResult> large = pair.Socket.SendAsync(new byte[Size], Token).AsTask();
        Task<TcpSendResult>[] others =
            [.. Enumerable.Range(0, 20).Select(_ => pair.Socket.SendAsync(new byte[1000], Token).AsTask())];

        Assert.That(
            pair.Socket.Statistics.Value.PendingBytes,
            Expect.Sending.Queues ? Is.InRange(1_000_000, Size + 1000) : Is.Zero,
            "what one call handed over on an empty queue, and one message");
        await pair.Peer.DisposeAsync();
        await large;
        await Task.WhenAll(others);
        Assert.That(pair.Socket.Statistics.Value.PendingBytes, Is.Zero, "the queue was dropped");
    }

    [Test]
    public async Task Nothing_of_a_send_that_has_ended_is_kept([Values] bool byTimeout)
    {
        CloggedPair pair = await CloggedPairAsync(queuedBytes: High);
        if (byTimeout)
        {
            Outcome.Ok(pair.Socket.Options.Set(TcpOptions.SendTimeout, TimeSpan.Zero), "setopts: send_timeout");
        }

        WeakReference payload = await SendAndForgetPayloadAsync(pair.Socket);

        await Eventually.TrueAsync(
            () =>
            {
                GC.Collect();
                return !payload.IsAlive;
            },
            "the caller's buffer was let go",
            Token);
        GC.KeepAlive(pair.Socket);
    }

    [Test]
    public async Task A_peer_that_floods_fills_only_the_kernel()
    {
        const int Flood = 5_000_000;
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { ReceiveBuffer = CloggedPair.KernelBuffer });

        Task sending = pair.Peer.SendAsync(new byte[Flood], Token);
        await pair.UnreadAsync(1, Token);
        Assert.That(pair.Socket.Statistics.Value.ReceivedBytes, Is.Zero);
        byte[] head = await pair.Socket.ReceiveExactlyAsync(1000, Token);

        Assert.That(head, Has.Length.EqualTo(1000));
        Outcome.StillWaits(sending, "the peer's send: nobody asked for more");
        await pair.Peer.DisposeAsync();
        await Assert.ThatAsync(() => sending, Throws.InstanceOf<System.Net.Sockets.SocketException>());
    }

    [TestCase(PacketType.Raw, 10)]
    [TestCase(PacketType.Length1, 10)]
    [TestCase(PacketType.Length4, 10)]
    [TestCase(PacketType.Length4, 30_000)]
    public async Task What_is_read_ahead_is_at_most_the_buffer(PacketType packet, int size)
    {
        const int Buffer = 2000;
        const int Sent = 100_000;
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = packet, Buffer = Buffer });
        byte[] frame = Wire.Frame(packet, Pattern.Bytes(size));
        byte[] stream = [.. Enumerable.Repeat(frame, Sent / frame.Length).SelectMany(bytes => bytes)];
        await pair.PeerSendsAsync(stream, Token);

        await pair.Socket.DeliversAsync(Pattern.Bytes(size), "recv: the first of many", Token, packet == PacketType.Raw ? size : 0);

        long unread = KernelTcp.Find(pair.Peer.RemoteEndPoint, pair.Peer.LocalEndPoint)!.ReceiveQueue;
        Assert.That(stream.Length - unread - frame.Length, Is.InRange(0, packet == PacketType.Raw ? 0 : Buffer), "read ahead");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> SendAndForgetPayloadAsync(ITcpSocket socket)
    {
        using var cancellation = new CancellationTokenSource();
        byte[] payload = new byte[1000];
        var reference = new WeakReference(payload);
        Task<TcpSendResult> sending = socket.SendAsync(payload, cancellation.Token).AsTask();
        payload = [];
        await cancellation.CancelAsync();
        try
        {
            Outcome.Is(await sending, TcpError.Timeout, "send: send_timeout 0");
        }
        catch (TcpSendCanceledException canceled)
        {
            Assert.That(canceled.RestData.Length, Is.AnyOf(0, 1000));
        }

        return reference;
    }
}

[TestFixture]
public sealed class InetMemoryBound() : MemoryBoundSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketMemoryBound() : MemoryBoundSuite(BackendUnderTest.Socket);
