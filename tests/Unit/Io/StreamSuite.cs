using System.Buffers;
using System.Net.Sockets;
using TcpBackends.Core.Io;

namespace TcpBackends.Tests.Unit.Io;

/// <summary>Bytes, the end of the stream, shutdown and reset.</summary>
internal abstract class StreamSuite(IIoPlatform platform) : IoSuite(platform)
{
    private static readonly ReadOnlySequence<byte> OneByte = new(new byte[1]);

    [Test]
    public async Task Receives_what_was_sent_and_no_more_than_fits(CancellationToken watchdog)
    {
        IoPair pair = await PairAsync(watchdog);
        Assert.That(pair.Socket.TryReceive(new byte[8]).WouldBlock);

        await pair.Peer.SendAsync("abcdef"u8.ToArray(), watchdog);
        byte[] buffer = new byte[4];
        Assert.That(await pair.ReceiveAsync(buffer, watchdog), Is.EqualTo(new IoResult(4, TcpError.None)));
        Assert.That(buffer, Is.EqualTo("abcd"u8.ToArray()));
        Assert.That(pair.Socket.TryReceive(buffer), Is.EqualTo(new IoResult(2, TcpError.None)));
        Assert.That(buffer[..2], Is.EqualTo("ef"u8.ToArray()));
        Assert.That(pair.Socket.TryReceive(buffer), Is.EqualTo(new IoResult(0, TcpError.EAgain)));
    }

    [Test]
    public async Task The_end_of_the_stream_is_0_bytes_again_and_again(CancellationToken watchdog)
    {
        IoPair pair = await PairAsync(watchdog);
        pair.Peer.Shutdown(SocketShutdown.Send);

        Assert.That(await pair.ReceiveAsync(new byte[8], watchdog), Is.EqualTo(new IoResult(0, TcpError.None)));
        Assert.That(pair.Socket.TryReceive(new byte[8]), Is.EqualTo(new IoResult(0, TcpError.None)));
        Assert.That(await pair.SendAsync([], OneByte, watchdog), Is.EqualTo(TcpError.None), "the other direction is open");
        Assert.That(await pair.ReadPeerAsync(1, watchdog), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task What_would_block_was_not_taken(CancellationToken watchdog)
    {
        IoPair pair = await PairAsync(watchdog, buffers: 8192);
        long accepted = pair.Clog();
        pair.Socket.Dispose();

        Assert.That(await pair.ReadPeerAsync(long.MaxValue, watchdog), Has.Length.EqualTo(accepted));
    }

    [Test]
    public async Task Shutdown_of_writing(CancellationToken watchdog)
    {
        IoPair pair = await PairAsync(watchdog);
        Assert.That(await pair.SendAsync([], OneByte, watchdog), Is.EqualTo(TcpError.None));
        Assert.That(pair.Socket.Shutdown(TcpShutdown.Write), Is.EqualTo(TcpError.None));

        Assert.That(await pair.ReadPeerAsync(2, watchdog), Has.Length.EqualTo(1), "the byte, and the end of the stream");
        Assert.That(pair.Socket.TrySend([], OneByte), Is.EqualTo(new IoResult(0, TcpError.EPipe)));
        Assert.That(pair.Socket.TrySend([], default), Is.EqualTo(new IoResult(0, TcpError.EPipe)), "even of nothing");
        await pair.Peer.SendAsync(new byte[3], watchdog);
        Assert.That(await pair.ReceiveAsync(new byte[8], watchdog), Is.EqualTo(new IoResult(3, TcpError.None)));
    }

    [Test]
    public async Task Shutdown_of_reading(CancellationToken watchdog)
    {
        IoPair pair = await PairAsync(watchdog);
        Assert.That(pair.Socket.Shutdown(TcpShutdown.Read), Is.EqualTo(TcpError.None));

        Assert.That(pair.Socket.TryReceive(new byte[8]), Is.EqualTo(new IoResult(0, TcpError.None)));
        Assert.That(await pair.SendAsync([], OneByte, watchdog), Is.EqualTo(TcpError.None));
        Assert.That(await pair.ReadPeerAsync(1, watchdog), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task Shutdown_of_both(CancellationToken watchdog)
    {
        IoPair pair = await PairAsync(watchdog);
        Assert.That(pair.Socket.Shutdown(TcpShutdown.ReadWrite), Is.EqualTo(TcpError.None));

        Assert.That(pair.Socket.TryReceive(new byte[8]), Is.EqualTo(new IoResult(0, TcpError.None)));
        Assert.That(pair.Socket.TrySend([], OneByte), Is.EqualTo(new IoResult(0, TcpError.EPipe)));
        Assert.That(await pair.ReadPeerAsync(1, watchdog), Is.Empty);
    }

    [Test]
    public async Task A_reset_is_received_once(CancellationToken watchdog)
    {
        IoPair pair = await PairAsync(watchdog);
        pair.Reset();

        Assert.That(await pair.ReceiveAsync(new byte[8], watchdog), Is.EqualTo(new IoResult(0, TcpError.EConnReset)));
        Assert.That(pair.Socket.TrySend([], OneByte), Is.EqualTo(new IoResult(0, TcpError.EPipe)));
    }

    [TestCase(0)]
    [TestCase(1)]
    public async Task A_send_meets_the_reset(int length, CancellationToken watchdog)
    {
        IoPair pair = await PairAsync(watchdog);
        Assert.That(pair.Socket.TryReceive(new byte[8]).WouldBlock);
        pair.Reset();
        await pair.ReadableAsync(watchdog);

        var data = new ReadOnlySequence<byte>(new byte[length]);
        Assert.That(pair.Socket.TrySend([], data), Is.EqualTo(new IoResult(0, TcpError.EConnReset)));
        Assert.That(pair.Socket.TrySend([], data), Is.EqualTo(new IoResult(0, TcpError.EPipe)));
    }

    [Test]
    public void Without_a_connection()
    {
        IIoSocket socket = Open();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(socket.TryReceive(new byte[8]).Error, Is.EqualTo(TcpError.ENotConn));
            Assert.That(socket.TrySend([], OneByte).Error, Is.AnyOf(TcpError.EPipe, TcpError.ENotConn));
            Assert.That(socket.Shutdown(TcpShutdown.Write), Is.EqualTo(TcpError.ENotConn));
            Assert.That(socket.TryGetName(remote: true, out _), Is.EqualTo(TcpError.ENotConn));
        }
    }
}

[TestFixture, Platform(Include = "Linux")]
internal sealed class EpollStream() : StreamSuite(Platforms.Epoll);

[TestFixture]
internal sealed class PortableStream() : StreamSuite(Platforms.Portable);
