using System.Buffers;
using System.Net;
using System.Net.Sockets;
using TcpBackends.Core.Io;

namespace TcpBackends.Tests.Unit.Io;

/// <summary>What closing does, to the peer and to the calls that come after it.</summary>
internal abstract class CloseSuite(IIoPlatform platform) : IoSuite(platform)
{
    [Test]
    public async Task The_peer_reads_everything_and_then_the_end(CancellationToken watchdog)
    {
        IoPair pair = await PairAsync(watchdog);
        byte[] data = new byte[50_000];
        Assert.That(await pair.SendAsync([], new ReadOnlySequence<byte>(data), watchdog), Is.EqualTo(TcpError.None));
        pair.Socket.Dispose();
        Assert.That(await pair.ReadPeerAsync(long.MaxValue, watchdog), Has.Length.EqualTo(data.Length));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task The_peer_reads_the_end_while_waits_are_outstanding(bool isSelecting, CancellationToken watchdog)
    {
        IoPair pair = await PairAsync(watchdog, buffers: 8192);
        long accepted = pair.Clog();
        Assert.That(pair.Socket.TryReceive(new byte[8]).WouldBlock);
        Assert.That(pair.Socket.WaitReadable());
        pair.Socket.WaitWritable();
        if (isSelecting)
        {
            // Another socket's notification comes from a thread that then waits again, with this one.
            IoPair other = await PairAsync(watchdog);
            Task<IoResult> receiving = other.ReceiveAsync(new byte[8], watchdog);
            await other.Peer.SendAsync(new byte[1], watchdog);
            await receiving;
        }

        pair.Socket.Dispose();
        Assert.That(await pair.ReadPeerAsync(long.MaxValue, watchdog), Has.Length.EqualTo(accepted));
        Assert.That(pair.Sink.ReadableCount, Is.Zero);
    }

    [Test]
    public async Task Unread_data_makes_it_a_reset(CancellationToken watchdog)
    {
        IoPair pair = await PairAsync(watchdog);
        Assert.That(pair.Socket.TryReceive(new byte[8]).WouldBlock);
        await pair.Peer.SendAsync(new byte[1], watchdog);
        await pair.ReadableAsync(watchdog);
        pair.Socket.Dispose();
        await AssertResetAsync(pair, watchdog);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_linger_time_of_0_makes_it_a_reset(bool isWaiting, CancellationToken watchdog)
    {
        IoPair pair = await PairAsync(watchdog);
        Assert.That(pair.Socket.SetLinger(TcpLinger.Reset), Is.EqualTo(TcpError.None));
        if (isWaiting)
        {
            Assert.That(pair.Socket.TryReceive(new byte[8]).WouldBlock);
            Assert.That(pair.Socket.WaitReadable());
        }

        pair.Socket.Dispose();
        await AssertResetAsync(pair, watchdog);
    }

    [Test]
    public async Task Then_every_call_answers_ebadf(CancellationToken watchdog)
    {
        IoPair pair = await PairAsync(watchdog);
        IIoSocket socket = pair.Socket;
        Assert.That(socket.TryReceive(new byte[8]).WouldBlock);
        Assert.That(socket.WaitReadable());
        socket.Dispose();
        socket.Dispose();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(socket.TryReceive(new byte[1]).Error, Is.EqualTo(TcpError.EBadF));
            Assert.That(socket.TrySend([1], default).Error, Is.EqualTo(TcpError.EBadF));
            Assert.That(socket.Shutdown(TcpShutdown.Write), Is.EqualTo(TcpError.EBadF));
            Assert.That(socket.Bind(new IPEndPoint(IPAddress.Loopback, 0)), Is.EqualTo(TcpError.EBadF));
            Assert.That(socket.Listen(1), Is.EqualTo(TcpError.EBadF));
            Assert.That(socket.TryAccept(out _), Is.EqualTo(TcpError.EBadF));
            Assert.That(socket.Connect(new IPEndPoint(IPAddress.Loopback, 1)), Is.EqualTo(TcpError.EBadF));
            Assert.That(socket.FinishConnect(), Is.EqualTo(TcpError.EBadF));
            Assert.That(socket.TryGetName(remote: false, out _), Is.EqualTo(TcpError.EBadF));
            Assert.That(socket.SetOption(IoOption.NoDelay, 1), Is.EqualTo(TcpError.EBadF));
            Assert.That(socket.SetOption(IoOption.ReuseAddress, 1), Is.EqualTo(TcpError.EBadF));
            Assert.That(socket.GetOption(IoOption.KeepAlive, out _), Is.EqualTo(TcpError.EBadF));
            Assert.That(socket.SetLinger(TcpLinger.Off), Is.EqualTo(TcpError.EBadF));
            Assert.That(socket.GetLinger(out _), Is.EqualTo(TcpError.EBadF));
            Assert.That(() => socket.WaitReadable(), Throws.Nothing);
            Assert.That(() => socket.WaitWritable(), Throws.Nothing);
        }
    }

    [Test]
    public async Task In_a_notification_of_its_own(CancellationToken watchdog)
    {
        IoPair pair = await PairAsync(watchdog);
        pair.Sink.WhenReadable = pair.Socket.Dispose;
        Assert.That(pair.Socket.TryReceive(new byte[8]).WouldBlock);
        Task wait = pair.ReadableAsync(watchdog);
        pair.Peer.Shutdown(SocketShutdown.Send);
        await wait;
        Assert.That(await pair.ReadPeerAsync(1, watchdog), Is.Empty);
    }

    [Test]
    public async Task While_a_notification_needs_a_lock_of_the_one_who_closes(CancellationToken watchdog)
    {
        var stateLock = new Lock();
        var isNotifying = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        IoPair notified = await PairAsync(watchdog);
        notified.Sink.WhenReadable = () =>
        {
            isNotifying.SetResult();
            lock (stateLock)
            {
            }
        };
        IoPair closing = await PairAsync(watchdog);
        Assert.That(closing.Socket.TryReceive(new byte[8]).WouldBlock);
        Assert.That(closing.Socket.WaitReadable());
        Assert.That(notified.Socket.TryReceive(new byte[8]).WouldBlock);
        Task wait = notified.ReadableAsync(watchdog);

        lock (stateLock)
        {
            notified.Peer.Send(new byte[1]);
            isNotifying.Task.Wait(watchdog);
            closing.Socket.Dispose();
        }

        await wait;
        Assert.That(await closing.ReadPeerAsync(1, watchdog), Is.Empty);
    }

    [Test]
    public void A_listener_that_waits_gives_its_port_back_at_once()
    {
        EndPoint? address = null;
        for (int round = 0; round < 100; round++)
        {
            (IIoSocket listener, _, address) = Listen(address);
            Assert.That(listener.TryAccept(out _), Is.EqualTo(TcpError.EAgain));
            Assert.That(listener.WaitReadable());
            listener.Dispose();
        }
    }

    private static async Task AssertResetAsync(IoPair pair, CancellationToken watchdog)
    {
        SocketException? reset = null;
        try
        {
            await pair.ReadPeerAsync(1, watchdog);
        }
        catch (SocketException exception)
        {
            reset = exception;
        }

        Assert.That(reset?.SocketErrorCode, Is.EqualTo(SocketError.ConnectionReset));
    }
}

[TestFixture, Platform(Include = "Linux")]
internal sealed class EpollClose() : CloseSuite(Platforms.Epoll);

[TestFixture]
internal sealed class PortableClose() : CloseSuite(Platforms.Portable);
