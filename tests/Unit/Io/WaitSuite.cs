using System.Net.Sockets;
using TcpBackends.Core.Io;

namespace TcpBackends.Tests.Unit.Io;

/// <summary>Waiting for readiness.</summary>
internal abstract class WaitSuite(IIoPlatform platform) : IoSuite(platform)
{
    [Test]
    public async Task Both_directions_wait_and_each_hears_of_its_own(CancellationToken watchdog)
    {
        IoPair pair = await PairAsync(watchdog, buffers: 8192);
        long accepted = pair.Clog();
        Task writing = pair.WritableAsync(watchdog);
        Assert.That(pair.Socket.TryReceive(new byte[8]).WouldBlock);
        Task reading = pair.ReadableAsync(watchdog);

        await pair.Peer.SendAsync(new byte[1], watchdog);
        await reading;
        await pair.ReadPeerAsync(accepted, watchdog);
        await writing;
        Assert.That(pair.Sink.ReadableCount, Is.EqualTo(1));
    }

    [Test]
    public async Task What_comes_between_the_attempt_and_the_wait_counts(CancellationToken watchdog)
    {
        IoPair pair = await PairAsync(watchdog);
        for (int round = 0; round < 200; round++)
        {
            Assert.That(pair.Socket.TryReceive(new byte[8]).WouldBlock);
            await pair.Peer.SendAsync(new byte[1], watchdog);
            await pair.ReadableAsync(watchdog);
            Assert.That((await pair.ReceiveAsync(new byte[8], watchdog)).Bytes, Is.EqualTo(1));
        }
    }

    [Test]
    public async Task What_comes_after_all_was_taken_is_not_missed([Values] bool end, CancellationToken watchdog)
    {
        IoPair pair = await PairAsync(watchdog);
        for (int round = 0; round < 100; round++)
        {
            await pair.Peer.SendAsync(new byte[1], watchdog);
            Assert.That((await pair.ReceiveAsync(new byte[8], watchdog)).Bytes, Is.EqualTo(1));
            Task sending = end && round == 99 ? Task.Run(() => pair.Peer.Shutdown(SocketShutdown.Send), watchdog)
                : pair.Peer.SendAsync(new byte[1], watchdog).AsTask();
            if (pair.Socket.IsDrained)
            {
                await pair.ReadableAsync(watchdog);
            }

            IoResult received = await pair.ReceiveAsync(new byte[8], watchdog);
            Assert.That(received.Error, Is.EqualTo(TcpError.None));
            Assert.That(received.Bytes, Is.EqualTo(end && round == 99 ? 0 : 1));
            await sending;
        }
    }

    [Test]
    public async Task The_end_that_comes_together_with_data_is_not_missed(CancellationToken watchdog)
    {
        for (int round = 0; round < 50; round++)
        {
            IoPair pair = await PairAsync(watchdog);
            Assert.That(pair.Socket.TryReceive(new byte[8]).WouldBlock);
            Task readable = pair.ReadableAsync(watchdog);
            await pair.Peer.SendAsync(new byte[1], watchdog);
            pair.Peer.Shutdown(SocketShutdown.Send);
            await readable;

            Assert.That((await pair.ReceiveAsync(new byte[8], watchdog)).Bytes, Is.EqualTo(1));
            if (pair.Socket.IsDrained)
            {
                await pair.ReadableAsync(watchdog);
            }

            Assert.That((await pair.ReceiveAsync(new byte[8], watchdog)).Bytes, Is.Zero, "its end has no edge of its own");
        }
    }

    [Test]
    public async Task What_lies_behind_urgent_data_is_not_missed(CancellationToken watchdog)
    {
        IoPair pair = await PairAsync(watchdog);
        Assert.That(pair.Socket.TryReceive(new byte[8]).WouldBlock);
        Task readable = pair.ReadableAsync(watchdog);
        await pair.Peer.SendAsync("abc"u8.ToArray(), watchdog);
        await readable;
        Assert.That((await pair.ReceiveAsync(new byte[8], watchdog)).Bytes, Is.EqualTo(3));
        pair.Peer.Send("de"u8, SocketFlags.None);
        pair.Peer.Send("u"u8, SocketFlags.OutOfBand);
        pair.Peer.Send("fg"u8, SocketFlags.None);

        int received = 0;
        while (received < 4)
        {
            if (pair.Socket.IsDrained)
            {
                await pair.ReadableAsync(watchdog);
            }

            received += (await pair.ReceiveAsync(new byte[8], watchdog)).Bytes;
        }

        Assert.That(received, Is.EqualTo(4), "all but the urgent byte");
    }

    [Test]
    public async Task A_wait_is_answered_once(CancellationToken watchdog)
    {
        IoPair pair = await PairAsync(watchdog);
        for (int round = 0; round < 200; round++)
        {
            Assert.That((await ReceiveAfterTwoSendsAsync(pair, watchdog)).Bytes, Is.Positive);
            Assert.That(pair.Sink.ReadableCount, Is.LessThanOrEqualTo(pair.ReadWaits));
        }
    }

    [Test]
    public async Task Start_moves_the_notifications(CancellationToken watchdog)
    {
        IoPair pair = await PairAsync(watchdog);
        Assert.That(pair.Socket.TryReceive(new byte[8]).WouldBlock);
        Assert.That(pair.Socket.WaitReadable());
        var other = new Sink();
        pair.Socket.Start(other);

        await pair.Peer.SendAsync(new byte[1], watchdog);
        await other.ReadableAsync(watchdog);
        Assert.That(pair.Sink.ReadableCount, Is.Zero);
    }

    [Test]
    public async Task The_end_of_the_stream_is_readable(CancellationToken watchdog)
    {
        IoPair pair = await PairAsync(watchdog);
        Assert.That(pair.Socket.TryReceive(new byte[8]).WouldBlock);
        pair.Peer.Shutdown(SocketShutdown.Send);
        await pair.ReadableAsync(watchdog);
        Assert.That(pair.Socket.TryReceive(new byte[8]), Is.EqualTo(new IoResult(0, TcpError.None)));
    }

    [Test]
    public async Task A_reset_wakes_both_directions(CancellationToken watchdog)
    {
        IoPair pair = await PairAsync(watchdog, buffers: 8192);
        pair.Clog();
        Task writing = pair.WritableAsync(watchdog);
        Assert.That(pair.Socket.TryReceive(new byte[8]).WouldBlock);
        Task reading = pair.ReadableAsync(watchdog);

        pair.Reset();
        await writing;
        await reading;
    }

    [Test]
    public async Task A_wait_outlasts_the_comings_and_goings_of_others(CancellationToken watchdog)
    {
        IoPair waiting = await PairAsync(watchdog);
        Assert.That(waiting.Socket.TryReceive(new byte[8]).WouldBlock);
        Task wait = waiting.ReadableAsync(watchdog);

        for (int round = 0; round < 100; round++)
        {
            IoPair other = await PairAsync(watchdog);
            Task<IoResult> receiving = other.ReceiveAsync(new byte[8], watchdog);
            if (round % 2 == 0)
            {
                await other.Peer.SendAsync(new byte[1], watchdog);
                await receiving;
            }

            other.Socket.Dispose();
            other.Peer.Dispose();
        }

        Assert.That(waiting.Sink.ReadableCount, Is.Zero);
        await waiting.Peer.SendAsync(new byte[1], watchdog);
        await wait;
    }

    [Test]
    public async Task Any_number_of_sockets_waits_at_once(CancellationToken watchdog)
    {
        var waits = new List<(IoPair Pair, Task<IoResult> Receiving)>();
        for (int i = 0; i < 1100; i++)
        {
            IoPair pair = await PairAsync(watchdog);
            waits.Add((pair, pair.ReceiveAsync(new byte[8], watchdog)));
        }

        foreach ((IoPair pair, Task<IoResult> receiving) in waits)
        {
            await pair.Peer.SendAsync(new byte[1], watchdog);
            Assert.That((await receiving).Bytes, Is.EqualTo(1));
        }
    }

    private static async Task<IoResult> ReceiveAfterTwoSendsAsync(IoPair pair, CancellationToken watchdog)
    {
        Task<IoResult> receiving = pair.ReceiveAsync(new byte[8], watchdog);
        await pair.Peer.SendAsync(new byte[1], watchdog);
        await pair.Peer.SendAsync(new byte[1], watchdog);
        return await receiving;
    }
}

[TestFixture, Platform(Include = "Linux")]
internal sealed class EpollWait() : WaitSuite(Platforms.Epoll);

[TestFixture]
internal sealed class PortableWait() : WaitSuite(Platforms.Portable);
