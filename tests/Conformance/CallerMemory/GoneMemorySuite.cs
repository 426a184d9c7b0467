using System.Buffers;
using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.CallerMemory;

/// <summary>
/// A caller takes its memory away while a call waits. That call throws; nothing else in the process is touched, and no byte is lost
/// that was not meant for it.
/// </summary>
public abstract class GoneMemorySuite(BackendUnderTest subject) : BackendSuite(subject)
{
    private const int Waiting = 5000;

    [Test]
    public async Task A_receive_throws_and_the_next_one_gets_the_data()
    {
        ConnectedPair pair = await PairAsync();
        using var memory = new RevocableMemory(new byte[16]);
        Task<TcpResult<int>> receiving = pair.Socket.ReceiveAsync(memory.Memory, null, Token).AsTask();

        memory.Revoke();
        await pair.Peer.SendAsync("hello"u8.ToArray(), Token);

        await Assert.ThatAsync(() => receiving, Throws.InstanceOf<ObjectDisposedException>());
        Outcome.Delivers(await pair.Socket.ReceiveAsync(5, null, Token), "hello"u8, "recv: nothing was consumed");
        Outcome.Ok(await pair.Socket.CloseAsync(Token), "close");
    }

    [Test]
    public async Task A_receive_of_a_packet_throws_and_the_next_one_gets_it()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = PacketType.Length4 });
        using var memory = new RevocableMemory(new byte[16]);
        Task<TcpResult<int>> receiving = pair.Socket.ReceiveAsync(memory.Memory, null, Token).AsTask();

        memory.Revoke();
        await pair.Peer.SendAsync(Wire.Frame(PacketType.Length4, "hello"u8.ToArray()), Token);

        await Assert.ThatAsync(() => receiving, Throws.InstanceOf<ObjectDisposedException>());
        Outcome.Delivers(await pair.Socket.ReceiveAsync(0, null, Token), "hello"u8, "recv: nothing was consumed");
    }

    [Test]
    public async Task A_send_that_has_not_begun_throws_and_those_around_it_are_sent([Values] bool inSegments)
    {
        CloggedPair pair = await CloggedPairAsync(queuedBytes: Expect.Sending.Queues ? 8000 : 0);
        using var memory = new RevocableMemory(new byte[Waiting]);
        byte[] before = Pattern.Bytes(pair.BytesAccepted, Waiting);
        byte[] after = Pattern.Bytes(pair.BytesAccepted + Waiting, Waiting);
        Task<TcpSendResult> first = pair.Socket.SendAsync(before, Token).AsTask();
        Task<TcpSendResult> second = pair.Socket.SendAsync(Body(memory, inSegments), Token).AsTask();
        Task<TcpSendResult> third = pair.Socket.SendAsync(after, Token).AsTask();

        memory.Revoke();
        CloggedPair.AssertIsPattern(await pair.Peer.ReceiveExactlyAsync((int)pair.BytesAccepted + (2 * Waiting), Token));

        Outcome.Ok(await first, "send: before it");
        await Assert.ThatAsync(() => second, Throws.InstanceOf<ObjectDisposedException>());
        Outcome.Ok(await third, "send: behind it");
        Outcome.Ok(await pair.Socket.CloseAsync(Token), "close");
        Assert.That((await pair.Peer.ReceiveToEndAsync(Token)).End, Is.EqualTo(PeerEnd.Closed), "the descriptor is closed");
    }

    [Test]
    public async Task A_send_that_is_cancelled_ends_with_either_exception()
    {
        CloggedPair pair = await CloggedPairAsync(queuedBytes: Expect.Sending.Queues ? 8192 : 0);
        using var memory = new RevocableMemory(new byte[Waiting]);
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task<TcpSendResult> first = pair.Socket.SendAsync("x"u8.ToArray(), Token).AsTask();
        Task<TcpSendResult> second = pair.Socket.SendAsync(Body(memory, inSegments: false), cancellation.Token).AsTask();

        memory.Revoke();
        await cancellation.CancelAsync();

        await Assert.ThatAsync(
            () => second, Throws.InstanceOf<ObjectDisposedException>().Or.InstanceOf<TcpSendCanceledException>());
        await pair.DrainAsync(Token);
        Outcome.Ok(await first, "send: before it");
    }

    [Test]
    public async Task A_send_at_once_throws_to_its_caller()
    {
        ConnectedPair pair = await PairAsync();
        using var memory = new RevocableMemory(new byte[Waiting]);
        ReadOnlySequence<byte> body = Body(memory, inSegments: true);
        memory.Revoke();

        await Assert.ThatAsync(() => pair.Socket.SendAsync(body, Token).AsTask(), Throws.InstanceOf<ObjectDisposedException>());
        Outcome.Ok(await pair.Socket.SendAsync("x"u8.ToArray(), Token), "send: after it");
        Assert.That(await pair.Peer.ReceiveExactlyAsync(1, Token), Is.EqualTo("x"u8.ToArray()));
        Outcome.Ok(await pair.Socket.CloseAsync(Token), "close");
    }

    private static ReadOnlySequence<byte> Body(RevocableMemory memory, bool inSegments) => inSegments
        ? Segments.Sequence([memory.Memory[..100], memory.Memory[100..]])
        : new ReadOnlySequence<byte>(memory.Memory);
}

[TestFixture]
public sealed class InetGoneMemory() : GoneMemorySuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketGoneMemory() : GoneMemorySuite(BackendUnderTest.Socket);
