using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Canceling;

/// <summary>A receive that is cancelled takes no byte with it and leaves the socket usable.</summary>
public abstract class CancelReceiveSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    private readonly CancellationTokenSource _cancellation = new();

    [TearDown]
    public void DisposeCancellation() => _cancellation.Dispose();

    [Test]
    public async Task It_throws_with_the_token_of_the_call()
    {
        ConnectedPair pair = await PairAsync();
        Task<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(0, null, _cancellation.Token).AsTask();

        await _cancellation.CancelAsync();

        await Assert.ThatAsync(
            () => receiving,
            Throws.InstanceOf<OperationCanceledException>()
                .With.Property(nameof(OperationCanceledException.CancellationToken)).EqualTo(_cancellation.Token));
        await pair.PeerSendsAsync("later"u8.ToArray(), Token);
        await pair.Socket.DeliversAsync("later"u8.ToArray(), "recv: after a cancelled one", Token);
    }

    [Test]
    public async Task A_token_that_is_cancelled_already_throws_at_once_and_takes_nothing()
    {
        ConnectedPair pair = await PairAsync();
        await pair.PeerSendsAsync("abc"u8.ToArray(), Token);
        await _cancellation.CancelAsync();

        await Assert.ThatAsync(
            async () => await pair.Socket.ReceiveAsync(0, null, _cancellation.Token),
            Throws.InstanceOf<OperationCanceledException>());
        await Assert.ThatAsync(
            async () => await pair.Socket.ReceiveAsync(new byte[3], null, _cancellation.Token),
            Throws.InstanceOf<OperationCanceledException>());

        await pair.Socket.DeliversAsync("abc"u8.ToArray(), "recv: after a cancelled one", Token);
    }

    [Test]
    public async Task The_part_that_came_is_kept([Values] bool more)
    {
        ConnectedPair pair = await PairAsync();
        await pair.PeerSendsAsync("abc"u8.ToArray(), Token);
        Task<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(5, null, _cancellation.Token).AsTask();
        await _cancellation.CancelAsync();
        await Assert.ThatAsync(() => receiving, Throws.InstanceOf<OperationCanceledException>());

        if (more)
        {
            await pair.PeerSendsAsync("defg"u8.ToArray(), Token);
            await pair.Socket.DeliversAsync("abcdefg"u8.ToArray(), "recv(7): 3 kept and 4 more", Token, 7);
        }
        else
        {
            await pair.Socket.DeliversAsync("abc"u8.ToArray(), "recv(0): the 3 kept", Token);
        }
    }

    [Test]
    public async Task A_part_of_a_packet_is_kept(
        [Values(PacketType.Length1, PacketType.Length2, PacketType.Length4)] PacketType packet, [Values(1, 3, 6)] int cut)
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = packet });
        byte[] frames = Wire.Frames(packet, "abcdef"u8.ToArray(), "gh"u8.ToArray());
        await pair.PeerSendsAsync(frames[..cut], Token);
        Task<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(0, null, _cancellation.Token).AsTask();
        await _cancellation.CancelAsync();
        await Assert.ThatAsync(() => receiving, Throws.InstanceOf<OperationCanceledException>());

        await pair.PeerSendsAsync(frames[cut..], Token);

        await pair.Socket.DeliversAsync("abcdef"u8.ToArray(), "recv: the packet, after a cancelled one", Token);
        await pair.Socket.DeliversAsync("gh"u8.ToArray(), "recv: the next packet", Token);
    }

    [Test]
    public async Task A_buffer_is_not_touched_after_its_receive_was_cancelled()
    {
        ConnectedPair pair = await PairAsync();
        byte[] abandoned = new byte[10];
        Task<TcpResult<int>> receiving = pair.Socket.ReceiveAsync(abandoned, null, _cancellation.Token).AsTask();
        await _cancellation.CancelAsync();
        await Assert.ThatAsync(() => receiving, Throws.InstanceOf<OperationCanceledException>());

        byte[] buffer = new byte[10];
        await pair.PeerSendsAsync("abc"u8.ToArray(), Token);
        Outcome.Ok(await pair.Socket.ReceiveAsync(buffer, null, Token), "recv: into another buffer");

        Assert.That(buffer[..3], Is.EqualTo("abc"u8.ToArray()));
        Assert.That(abandoned, Is.All.Zero);
    }

    [Test]
    public async Task A_token_cancelled_after_completion_changes_nothing()
    {
        ConnectedPair pair = await PairAsync();
        Task<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(0, null, _cancellation.Token).AsTask();
        await pair.Peer.SendAsync("abc"u8.ToArray(), Token);
        Outcome.Delivers(await receiving, "abc"u8, "recv");
        Task<TcpResult<TcpPacket>> next = pair.Socket.ReceiveAsync(0, null, Token).AsTask();

        await _cancellation.CancelAsync();

        Outcome.StillWaits(next, "recv: the token was that of an earlier call");
        await pair.Peer.SendAsync("d"u8.ToArray(), Token);
        Outcome.Delivers(await next, "d"u8, "recv: the token was that of an earlier call");
    }

    [Test]
    public async Task Whenever_it_is_cancelled_the_stream_is_complete(
        [Values(PacketType.Raw, PacketType.Length1, PacketType.Length4)] PacketType packet,
        [Values] bool intoBuffer,
        [Values(1, 2)] int seed)
    {
        const int Payloads = 400;
        const int Size = 199;
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = packet, Buffer = 64 });
        byte[] stream = Wire.Frames(packet, [.. Enumerable.Range(0, Payloads).Select(i => Pattern.Bytes(i * Size, Size))]);
        var random = new Random(seed);
        Task sending = SendInPiecesAsync(pair.Peer, stream, new Random(seed + 100));

        var received = new MemoryStream();
        int cancelled = 0;
        while (received.Length < Payloads * Size)
        {
            using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Token);
            Task canceling = CancelSoonAsync(cancellation, random.Next(20));
            try
            {
                received.Write(await ReceiveAsync(pair.Socket, intoBuffer, random, cancellation.Token));
            }
            catch (OperationCanceledException) when (!Token.IsCancellationRequested)
            {
                cancelled++;
            }

            await canceling;
        }

        await sending;
        TestContext.Out.WriteLine($"{cancelled} receives were cancelled");
        CloggedPair.AssertIsPattern(received.ToArray());
        Outcome.Is(await pair.Socket.ReceiveAsync(0, TimeSpan.Zero, Token), TcpError.Timeout, "recv: nothing is left");
    }

    private static async Task<byte[]> ReceiveAsync(
        ITcpSocket socket, bool intoBuffer, Random random, CancellationToken cancellationToken)
    {
        if (!intoBuffer)
        {
            int length = socket.Options.Get(TcpOptions.Packet).Value == PacketType.Raw && random.Next(2) == 0 ? 199 : 0;
            return Outcome.Ok(await socket.ReceiveAsync(length, null, cancellationToken), "recv").ToArray();
        }

        byte[] buffer = new byte[199];
        int count = Outcome.Ok(await socket.ReceiveAsync(buffer, null, cancellationToken), "recv into a buffer");
        return buffer[..count];
    }

    private static async Task CancelSoonAsync(CancellationTokenSource cancellation, int yields)
    {
        await YieldAsync(yields);
        await cancellation.CancelAsync();
    }

    private static async Task YieldAsync(int times)
    {
        for (int i = 0; i < times; i++)
        {
            await Task.Yield();
        }
    }

    private async Task SendInPiecesAsync(RawPeer peer, byte[] stream, Random random)
    {
        for (int sent = 0; sent < stream.Length;)
        {
            int size = Math.Min(random.Next(1, 300), stream.Length - sent);
            await peer.SendAsync(stream.AsMemory(sent, size), Token);
            sent += size;
            await YieldAsync(random.Next(40));
        }
    }
}

[TestFixture]
public sealed class InetCancelReceive() : CancelReceiveSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketCancelReceive() : CancelReceiveSuite(BackendUnderTest.Socket);
