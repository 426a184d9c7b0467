using System.Buffers;

namespace TcpBackends.Tests.Conformance.Bounds;

/// <summary>
/// A raw send, and a receive into the caller's buffer, allocate nothing in steady state. Those that wait are measured in a process of their own.
/// </summary>
public abstract class AllocationSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    private const int Size = 100;
    private const int WarmUp = 200;
    private const int Rounds = 1000;

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
}

[TestFixture]
public sealed class InetAllocation() : AllocationSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketAllocation() : AllocationSuite(BackendUnderTest.Socket);
