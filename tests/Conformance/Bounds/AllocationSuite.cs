using System.Buffers;
using TcpBackends.Core.Io;
using TcpBackends.Core.Io.Portable;

namespace TcpBackends.Tests.Conformance.Bounds;

/// <summary>A raw send, and a receive into the caller's buffer, allocate nothing in steady state.</summary>
public abstract class AllocationSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    private const int Size = 100;
    private const int WarmUp = 200;
    private const int Rounds = 1000;
    private const int Measurements = 4;

    [Test]
    public async Task A_send_that_completes_on_the_callers_thread()
    {
        ConnectedPair pair = await PairAsync();
        Task<byte[]> reading = pair.Peer.ReceiveExactlyAsync(2 * (WarmUp + Rounds) * Size, Token);

        SendMany(pair.Socket, WarmUp);
        long before = GC.GetAllocatedBytesForCurrentThread();
        SendMany(pair.Socket, Rounds);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.That(allocated, Is.LessThan(Rounds), $"{Rounds} sends");
        SendMany(pair.Socket, WarmUp + Rounds);
        await reading;
    }

    [Test]
    public async Task A_receive_that_completes_on_the_callers_thread()
    {
        ConnectedPair pair = await PairAsync();
        await pair.PeerSendsAsync(new byte[(WarmUp + Rounds) * Size], Token);
        byte[] buffer = new byte[Size];

        ReceiveMany(pair.Socket, buffer, WarmUp);
        long before = GC.GetAllocatedBytesForCurrentThread();
        ReceiveMany(pair.Socket, buffer, Rounds);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.That(allocated, Is.LessThan(Rounds), $"{Rounds} receives");
    }

    [Test]
    public async Task Receives_that_wait()
    {
        IgnoreWhereOthersCount();
        (ITcpSocket client, ITcpSocket server) = await LibraryPairAsync(TcpSocketOptions.Default);
        byte[] clientBuffer = new byte[Size];
        byte[] serverBuffer = new byte[Size];

        Task echoing = Task.Run(() => EchoAsync(server, serverBuffer, Measurements * Rounds, Token), Token);
        long allocated = await LeastAllocatedAsync(() => AskAsync(client, clientBuffer, Rounds, Token));

        Assert.That(allocated, Is.LessThan(16 * Rounds), $"{Rounds} questions and answers, each of them waited for");
        await echoing;
    }

    [Test]
    public async Task Sends_that_wait()
    {
        IgnoreWhereOthersCount();
        const int Sends = 4 * Rounds;
        const int Chunk = 20_000;
        (ITcpSocket client, ITcpSocket server) = await LibraryPairAsync(
            new TcpSocketOptions { SendBuffer = CloggedPair.KernelBuffer, ReceiveBuffer = CloggedPair.KernelBuffer });
        byte[] data = new byte[Chunk];
        byte[] buffer = new byte[Chunk];

        Task draining = Task.Run(() => DrainAsync(server, buffer, (long)Measurements * Sends * Chunk, Token), Token);
        long allocated = await LeastAllocatedAsync(() => FloodAsync(client, data, Sends, Token));

        Assert.That(allocated, Is.LessThan(64 * Sends), $"{Sends} sends of {Chunk} bytes, most of them waited for");
        await draining;
    }

    private static void IgnoreWhereOthersCount()
    {
        if (IoPlatform.Default is PortablePlatform)
        {
            Assert.Ignore("Select allocates for every socket that waits, those that other tests have left to the background, too.");
        }
    }

    /// <summary>What the whole process allocates; the least of several measurements, since it is not alone in the process.</summary>
    private async Task<long> LeastAllocatedAsync(Func<Task> work)
    {
        long least = long.MaxValue;
        for (int i = 0; i < Measurements; i++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            await Task.Run(work, Token);
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        return least;
    }

    private void SendMany(ITcpSocket socket, int count)
    {
        byte[] data = Payload;
        for (int i = 0; i < count; i++)
        {
            ValueTask<TcpSendResult> sending = socket.SendAsync(new ReadOnlySequence<byte>(data), Token);
            if (!sending.IsCompletedSuccessfully || !sending.Result.IsOk)
            {
                Assert.Fail("The kernel has room, so a send completes at once.");
            }
        }
    }

    private void ReceiveMany(ITcpSocket socket, byte[] buffer, int count)
    {
        for (int i = 0; i < count; i++)
        {
            ValueTask<TcpResult<int>> receiving = socket.ReceiveAsync(buffer.AsMemory(), null, Token);
            if (!receiving.IsCompletedSuccessfully || receiving.Result.Value != Size)
            {
                Assert.Fail("The data is there, so a receive completes at once.");
            }
        }
    }

    private static byte[] Payload { get; } = new byte[Size];

    private async Task<(ITcpSocket Client, ITcpSocket Server)> LibraryPairAsync(TcpSocketOptions options)
    {
        ITcpListener listener = await ListenAsync(options);
        ITcpSocket client = await ConnectAsync(AddressOf(listener), options);
        return (client, await AcceptAsync(listener));
    }

    // The loops have no asynchronous helpers, whose state machines would be counted as well.
    private static async Task AskAsync(ITcpSocket socket, byte[] buffer, int rounds, CancellationToken cancellationToken)
    {
        for (int i = 0; i < rounds; i++)
        {
            await socket.SendAsync(new ReadOnlySequence<byte>(buffer), cancellationToken);
            for (int filled = 0; filled < buffer.Length;)
            {
                filled += (await socket.ReceiveAsync(buffer.AsMemory(filled), null, cancellationToken)).Value;
            }
        }
    }

    private static async Task EchoAsync(ITcpSocket socket, byte[] buffer, int rounds, CancellationToken cancellationToken)
    {
        for (int i = 0; i < rounds; i++)
        {
            for (int filled = 0; filled < buffer.Length;)
            {
                filled += (await socket.ReceiveAsync(buffer.AsMemory(filled), null, cancellationToken)).Value;
            }

            await socket.SendAsync(new ReadOnlySequence<byte>(buffer), cancellationToken);
        }
    }

    private static async Task FloodAsync(ITcpSocket socket, byte[] data, int rounds, CancellationToken cancellationToken)
    {
        for (int i = 0; i < rounds; i++)
        {
            await socket.SendAsync(new ReadOnlySequence<byte>(data), cancellationToken);
        }
    }

    private static async Task DrainAsync(ITcpSocket socket, byte[] buffer, long count, CancellationToken cancellationToken)
    {
        while (count > 0)
        {
            count -= (await socket.ReceiveAsync(buffer.AsMemory(), null, cancellationToken)).Value;
        }
    }
}

[TestFixture]
[NonParallelizable]
public sealed class InetAllocation() : AllocationSuite(BackendUnderTest.Inet);

[TestFixture]
[NonParallelizable]
public sealed class SocketAllocation() : AllocationSuite(BackendUnderTest.Socket);
