using System.Buffers;
using System.Net.Sockets;
using TcpBackends.Core.Io;

namespace TcpBackends.Tests.Unit.Io;

/// <summary>What two threads do at the same time.</summary>
internal abstract class RaceSuite(IIoPlatform platform) : IoSuite(platform)
{
    private static readonly ReadOnlySequence<byte> OneByte = new(new byte[1]);

    [Test]
    public async Task No_wake_up_is_lost_when_reading(CancellationToken watchdog)
    {
        const int Rounds = 5000;
        IoPair pair = await PairAsync(watchdog);
        int attempted = -1;

        // The byte of each round is sent as the wait that follows the attempt begins: a little before, during or after it.
        Task sender = StartThread(() =>
        {
            for (int round = 0; round < Rounds && WaitFor(() => Volatile.Read(ref attempted) >= round, watchdog); round++)
            {
                Thread.SpinWait(round % 97 * 4);
                pair.Peer.Send(new byte[1]);
            }
        });
        byte[] buffer = new byte[8];
        for (int round = 0; round < Rounds; round++)
        {
            IoResult received = pair.Socket.TryReceive(buffer);
            Assert.That(received.WouldBlock);
            Volatile.Write(ref attempted, round);
            Thread.SpinWait(round % 89 * 4);
            await pair.ReadableAsync(watchdog);
            Assert.That((await pair.ReceiveAsync(buffer, watchdog)).Bytes, Is.EqualTo(1));
        }

        await sender.WaitAsync(watchdog);
        Assert.That(pair.Sink.ReadableCount, Is.LessThanOrEqualTo(pair.ReadWaits));
    }

    [Test]
    public async Task No_wake_up_is_lost_when_writing(CancellationToken watchdog)
    {
        const int Rounds = 500;
        IoPair pair = await PairAsync(watchdog, buffers: 4096);
        for (int round = 0; round < Rounds; round++)
        {
            long accepted = pair.Clog();
            Task<byte[]> draining = Task.Run(() => pair.ReadPeerAsync(accepted, watchdog), watchdog);
            Thread.SpinWait(round % 89 * 20);
            await pair.WritableAsync(watchdog);
            await draining;
        }
    }

    [Test]
    public async Task Closing_during_attempts_ends_the_stream_in_order(CancellationToken watchdog)
    {
        for (int round = 0; round < 150; round++)
        {
            IoPair pair = await PairAsync(watchdog);
            int attempts = 0;
            TcpError lastReceive = TcpError.None;
            TcpError lastSend = TcpError.None;
            Task receiver = StartThread(() =>
            {
                byte[] buffer = new byte[8];
                do
                {
                    lastReceive = pair.Socket.TryReceive(buffer).Error;
                    Interlocked.Increment(ref attempts);
                }
                while (lastReceive == TcpError.EAgain);
            });
            Task sender = StartThread(() =>
            {
                do
                {
                    lastSend = pair.Socket.TrySend([], OneByte).Error;
                    Interlocked.Increment(ref attempts);
                }
                while (lastSend is TcpError.None or TcpError.EAgain);
            });
            WaitFor(() => Volatile.Read(ref attempts) > round % 50, watchdog);
            pair.Socket.Dispose();
            await receiver.WaitAsync(watchdog);
            await sender.WaitAsync(watchdog);

            Assert.That(lastReceive, Is.EqualTo(TcpError.EBadF));
            Assert.That(lastSend, Is.EqualTo(TcpError.EBadF));
            await pair.ReadPeerAsync(long.MaxValue, watchdog);
        }
    }

    [Test]
    public async Task Closing_during_waits_ends_the_stream_in_order(CancellationToken watchdog)
    {
        for (int round = 0; round < 150; round++)
        {
            IoPair pair = await PairAsync(watchdog);
            int waits = 0;
            TcpError last = TcpError.None;
            Task waiter = StartThread(() =>
            {
                byte[] buffer = new byte[8];
                while ((last = pair.Socket.TryReceive(buffer).Error) == TcpError.EAgain)
                {
                    pair.Socket.WaitReadable();
                    Interlocked.Increment(ref waits);
                }
            });
            WaitFor(() => Volatile.Read(ref waits) > round % 20, watchdog);
            pair.Socket.Dispose();
            await waiter.WaitAsync(watchdog);

            Assert.That(last, Is.EqualTo(TcpError.EBadF));
            Assert.That(await pair.ReadPeerAsync(long.MaxValue, watchdog), Is.Empty);
        }
    }

    [Test]
    public async Task A_late_event_never_reaches_a_new_socket(CancellationToken watchdog)
    {
        for (int round = 0; round < 150; round++)
        {
            // The system gives the descriptor of the one to the other; both wait when the event of the first one comes.
            IoPair closing = await PairAsync(watchdog);
            Assert.That(closing.Socket.TryReceive(new byte[8]).WouldBlock);
            Assert.That(closing.Socket.WaitReadable());
            using Socket listener = ListenRaw();
            Task sender = StartThread(() => closing.Peer.Send(new byte[1]));
            closing.Socket.Dispose();

            IIoSocket opened = Open();
            var sink = new Sink();
            opened.Start(sink);
            Assert.That(await ConnectAsync(opened, sink, listener.LocalEndPoint!, watchdog), Is.EqualTo(TcpError.None));
            using Socket peer = await listener.AcceptAsync(watchdog);
            Assert.That(opened.TryReceive(new byte[8]).WouldBlock);
            Assert.That(opened.WaitReadable());
            await sender.WaitAsync(watchdog);

            // Whatever was on its way when this one was sent has been delivered when it arrives.
            IoPair marker = await PairAsync(watchdog);
            Task<IoResult> marking = marker.ReceiveAsync(new byte[8], watchdog);
            await marker.Peer.SendAsync(new byte[1], watchdog);
            await marking;
            Assert.That(sink.ReadableCount, Is.Zero);
            opened.Dispose();
            marker.Socket.Dispose();
            marker.Peer.Dispose();
            closing.Peer.Dispose();
        }
    }

    [Test]
    public async Task Many_connections_come_and_go_at_the_same_time(CancellationToken watchdog)
    {
        async Task WorkAsync()
        {
            byte[] buffer = new byte[100];
            for (int round = 0; round < 50; round++)
            {
                IoPair pair = await PairAsync(watchdog);
                Task<IoResult> receiving = pair.ReceiveAsync(buffer, watchdog);
                await pair.Peer.SendAsync(new byte[100], watchdog);
                Assert.That((await receiving).Bytes, Is.EqualTo(100));
                Assert.That(await pair.SendAsync([1, 2], new ReadOnlySequence<byte>(buffer), watchdog), Is.EqualTo(TcpError.None));
                Assert.That(await pair.ReadPeerAsync(102, watchdog), Has.Length.EqualTo(102));
                Assert.That(pair.Socket.TryReceive(buffer).WouldBlock);
                pair.Socket.WaitReadable();
                pair.Socket.Dispose();
                Assert.That(await pair.ReadPeerAsync(1, watchdog), Is.Empty);
                pair.Peer.Dispose();
            }
        }

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(WorkAsync, watchdog)));
    }

    private static Task StartThread(Action action) =>
        Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static bool WaitFor(Func<bool> condition, CancellationToken watchdog)
    {
        var spin = default(SpinWait);
        while (!condition())
        {
            watchdog.ThrowIfCancellationRequested();
            spin.SpinOnce(sleep1Threshold: -1);
        }

        return true;
    }
}

[TestFixture, Platform(Include = "Linux")]
internal sealed class EpollRace() : RaceSuite(Platforms.Epoll);

[TestFixture]
internal sealed class PortableRace() : RaceSuite(Platforms.Portable);
