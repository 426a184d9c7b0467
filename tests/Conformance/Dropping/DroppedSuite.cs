using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace TcpBackends.Tests.Conformance.Dropping;

/// <summary>
/// A socket that nobody closes and that nobody has any more: the garbage collector closes it, unless a call still waits on it. OTP
/// closes a socket when its owner dies.
/// </summary>
[NonParallelizable]
public abstract class DroppedSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    private const int Queued = 20_000;

    [Test]
    public async Task A_connection_is_closed([Values] PairOrigin origin) =>
        await AssertClosedAsync(await DropAsync(_ => Task.CompletedTask, origin), PeerEnd.Closed);

    [Test]
    public async Task After_a_receive_that_waited_and_got_its_data() => await AssertClosedAsync(
        await DropAsync(async pair =>
        {
            Task<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(0, null, Token).AsTask();
            await pair.Peer.SendAsync("x"u8.ToArray(), Token);
            Outcome.Ok(await receiving, "recv");
        }),
        PeerEnd.Closed);

    [Test]
    public async Task After_a_receive_that_timed_out([Values(0, 20)] int milliseconds) => await AssertClosedAsync(
        await DropAsync(async pair => Outcome.Is(
            await pair.Socket.ReceiveAsync(0, TimeSpan.FromMilliseconds(milliseconds), Token), TcpError.Timeout, "recv")),
        PeerEnd.Closed);

    [Test]
    public async Task After_a_receive_that_was_cancelled() => await AssertClosedAsync(
        await DropAsync(async pair =>
        {
            using var cancellation = new CancellationTokenSource();
            Task<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(0, null, cancellation.Token).AsTask();
            await cancellation.CancelAsync();
            await Assert.ThatAsync(() => receiving, Throws.InstanceOf<OperationCanceledException>());
        }),
        PeerEnd.Closed);

    [Test]
    public async Task After_the_end_of_the_peer_s_stream() => await AssertClosedAsync(
        await DropAsync(
            async pair =>
            {
                await pair.PeerSendsFinAsync(Token);
                Outcome.Is(await pair.Socket.ReceiveAsync(0, null, Token), TcpError.Closed, "recv: FIN");
            },
            options: new TcpSocketOptions { ExitOnClose = false }),
        PeerEnd.Closed);

    [Test]
    public async Task With_a_linger_time_the_collector_does_not_wait() => await AssertClosedAsync(
        await DropAsync(_ => Task.CompletedTask, options: new TcpSocketOptions { Linger = new TcpLinger(true, 30) }),
        PeerEnd.Closed);

    [Test]
    public async Task With_linger_zero_it_is_reset() => await AssertClosedAsync(
        await DropAsync(_ => Task.CompletedTask, options: new TcpSocketOptions { Linger = TcpLinger.Reset }),
        PeerEnd.EConnReset);

    [Test]
    public async Task What_was_accepted_is_sent_first()
    {
        long accepted = 0;
        RawPeer peer = await DropAsync(
            async pair =>
            {
                TcpSendResult result = await pair.Socket.SendAsync(Pattern.Bytes(4_000_000), Token);
                accepted = 4_000_000 - result.RestData.Length;
            },
            options: new TcpSocketOptions { SendTimeout = TimeSpan.Zero, SendBuffer = Queued });
        await CollectAsync(TimeSpan.FromMilliseconds(50));

        PeerReading reading = await AssertClosedAsync(peer, PeerEnd.Closed);

        Assert.That(reading.Bytes.LongLength, Is.EqualTo(accepted), "what was accepted is sent");
        CloggedPair.AssertIsPattern(reading.Bytes);
    }

    [Test]
    public async Task A_receive_that_waits_keeps_it()
    {
        (RawPeer peer, Task<TcpResult<TcpPacket>> receiving) = await DropWhileReceivingAsync();
        await CollectAsync(TimeSpan.FromMilliseconds(50));
        Outcome.StillWaits(receiving, "recv: nothing has come");

        await peer.SendAsync("hello"u8.ToArray(), Token);

        Outcome.Delivers(await receiving, "hello"u8, "recv: a call that waits keeps its socket");
        await AssertClosedAsync(peer, PeerEnd.Closed);
    }

    [Test]
    public async Task A_listener_is_closed([Values] bool afterAnAccept)
    {
        EndPoint address = await DropListenerAsync(afterAnAccept);
        await Eventually.TrueAsync(() => Collect() && IsRefused(address), "a listener that nobody has is closed", Token);
    }

    [Test]
    public async Task An_accept_that_waits_keeps_it()
    {
        (EndPoint address, Task<TcpResult<ITcpSocket>> accepting) = await DropWhileAcceptingAsync();
        await CollectAsync(TimeSpan.FromMilliseconds(50));

        await ConnectRawAsync(address);

        await using ITcpSocket accepted = Outcome.Ok(await accepting, "accept: a call that waits keeps its listener");
    }

    private static bool Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return true;
    }

    private static bool IsRefused(EndPoint address)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(address);
            return false;
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionRefused)
        {
            return true;
        }
    }

    /// <summary>Collects for a while, so that what can be collected is.</summary>
    private async Task CollectAsync(TimeSpan time)
    {
        long start = Environment.TickCount64;
        await Eventually.TrueAsync(
            () => Collect() && Environment.TickCount64 - start >= time.TotalMilliseconds, "time passed", Token);
    }

    private async Task<PeerReading> AssertClosedAsync(RawPeer peer, PeerEnd end)
    {
        Task<PeerReading> reading = peer.ReceiveToEndAsync(Token);
        await Eventually.TrueAsync(() => Collect() && reading.IsCompleted, "the socket that nobody has was closed", Token);
        Assert.That((await reading).End, Is.EqualTo(end));
        return await reading;
    }

    /// <summary>Uses a connection of which only the peer is left afterwards.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<RawPeer> DropAsync(
        Func<ConnectedPair, Task> useAsync, PairOrigin origin = PairOrigin.Connect, TcpSocketOptions? options = null)
    {
        ConnectedPair pair = await NewPairAsync(origin, options);
        await useAsync(pair);
        return pair.Peer;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<(RawPeer Peer, Task<TcpResult<TcpPacket>> Receiving)> DropWhileReceivingAsync()
    {
        ConnectedPair pair = await NewPairAsync(PairOrigin.Connect, null);
        return (pair.Peer, pair.Socket.ReceiveAsync(0, null, CancellationToken.None).AsTask());
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<EndPoint> DropListenerAsync(bool afterAnAccept)
    {
        ITcpListener listener = await NewListenerAsync(null);
        EndPoint address = AddressOf(listener);
        Task<TcpResult<ITcpSocket>> accepting = listener.AcceptAsync(TimeSpan.FromMilliseconds(20), Token).AsTask();
        if (afterAnAccept)
        {
            Outcome.Is(await accepting, TcpError.Timeout, "accept");
            accepting = listener.AcceptAsync(null, Token).AsTask();
        }

        await ConnectRawAsync(address);
        await Outcome.Ok(await accepting, "accept").DisposeAsync();
        return address;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<(EndPoint Address, Task<TcpResult<ITcpSocket>> Accepting)> DropWhileAcceptingAsync()
    {
        ITcpListener listener = await NewListenerAsync(null);
        return (AddressOf(listener), listener.AcceptAsync(null, CancellationToken.None).AsTask());
    }

    /// <summary>As the harness makes it, which would keep the socket.</summary>
    private async Task<ConnectedPair> NewPairAsync(PairOrigin origin, TcpSocketOptions? options)
    {
        if (origin == PairOrigin.Connect)
        {
            RawListener listener = OpenRawListener();
            ITcpSocket connected = Outcome.Ok(await Backend.ConnectAsync(listener.LocalEndPoint, options, null, Token), "connect");
            return new ConnectedPair(connected, await AcceptRawAsync(listener));
        }

        ITcpListener accepting = await NewListenerAsync(options);
        RawPeer peer = await ConnectRawAsync(AddressOf(accepting));
        ITcpSocket accepted = Outcome.Ok(await accepting.AcceptAsync(null, Token), "accept");
        await accepting.CloseAsync(Token);
        return new ConnectedPair(accepted, peer);
    }

    private async Task<ITcpListener> NewListenerAsync(TcpSocketOptions? options) => Outcome.Ok(
        await Backend.ListenAsync(0, (options ?? TcpSocketOptions.Default) with { LocalAddress = IPAddress.Loopback }, Token),
        "listen");
}

[TestFixture]
public sealed class InetDropped() : DroppedSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketDropped() : DroppedSuite(BackendUnderTest.Socket);
