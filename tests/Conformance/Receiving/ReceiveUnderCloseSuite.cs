using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Receiving;

/// <summary>Receives that wait while somebody closes or shuts down, and wrong use: semantics 6.2 and 7.</summary>
public abstract class ReceiveUnderCloseSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    [TestCase(0, "")]
    [TestCase(10, "")]
    [TestCase(10, "abc")]
    public async Task Closing_completes_what_waits_with_closed(int length, string before)
    {
        ConnectedPair pair = await PairAsync();
        IReadOnlyList<Task<TcpResult<TcpPacket>>> receiving = StartReceives(pair.Socket, length);
        await pair.Peer.SendAsync(before.Select(letter => (byte)letter).ToArray(), Token);
        await NothingUnreadAsync(pair, before.Length);

        Outcome.Ok(await pair.Socket.CloseAsync(Token), "close: a receive waits");

        await AssertAllAsync(receiving, TcpError.Closed, "recv: closed under it");
        await pair.Socket.ReceivesSayAsync([TcpError.Closed], "recv: on a closed socket", Token);
        Assert.That((await pair.Peer.ReceiveToEndAsync(Token)).ToString(), Is.EqualTo("0 bytes, then Closed"));
    }

    [Test]
    public async Task Shutting_down_reading_completes_what_waits_with_closed(
        [Values(TcpShutdown.Read, TcpShutdown.ReadWrite)] TcpShutdown how, [Values(0, 10)] int length)
    {
        ConnectedPair pair = await PairAsync();
        IReadOnlyList<Task<TcpResult<TcpPacket>>> receiving = StartReceives(pair.Socket, length);

        Outcome.Ok(await pair.Socket.ShutdownAsync(how, Token), "shutdown: a receive waits");

        await AssertAllAsync(receiving, TcpError.Closed, "recv: shut down under it");
        await pair.Socket.ReceivesSayAsync(Expect.EndOfStream.ReceivesAfter(true)[..1], "recv: after shutdown", Token);
    }

    [Test]
    public async Task Shutting_down_writing_does_not_disturb_what_waits()
    {
        ConnectedPair pair = await PairAsync();
        Task<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(0, null, Token).AsTask();

        Outcome.Ok(await pair.Socket.ShutdownAsync(TcpShutdown.Write, Token), "shutdown(write): a receive waits");
        Outcome.StillWaits(receiving, "recv: only writing was shut down");

        await pair.Peer.SendAsync("abc"u8.ToArray(), Token);
        Outcome.Delivers(await receiving, "abc"u8, "recv: goes on");
    }

    [Test]
    public async Task A_closed_socket_says_closed_to_everything()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = PacketType.Length4 });
        Outcome.Ok(await pair.Socket.CloseAsync(Token), "close");

        foreach (int length in (int[])[0, 5, 67_108_865])
        {
            Outcome.Is(await pair.Socket.ReceiveAsync(length, null, Token), TcpError.Closed, $"recv({length}): closed");
            Outcome.Is(await pair.Socket.ReceiveAsync(length, TimeSpan.Zero, Token), TcpError.Closed, $"recv({length}): closed");
        }

        Outcome.Is(await pair.Socket.ReceiveAsync(new byte[10], null, Token), TcpError.Closed, "recv into a buffer: closed");
    }

    [Test]
    [OnlyOurs("Receiving into the caller's buffer; the other form is in BadArgumentSuite.")]
    public async Task A_bad_length_or_timeout_throws_and_harms_nothing()
    {
        ConnectedPair pair = await PairAsync();
        await pair.PeerSendsAsync("abc"u8.ToArray(), Token);
        TimeSpan negative = TimeSpan.FromMilliseconds(-2);

        await Assert.ThatAsync(
            async () => await pair.Socket.ReceiveAsync(-1, null, Token), Throws.InstanceOf<ArgumentOutOfRangeException>());
        await Assert.ThatAsync(
            async () => await pair.Socket.ReceiveAsync(0, negative, Token), Throws.InstanceOf<ArgumentOutOfRangeException>());
        await Assert.ThatAsync(
            async () => await pair.Socket.ReceiveAsync(new byte[1], negative, Token),
            Throws.InstanceOf<ArgumentOutOfRangeException>());

        await pair.Socket.DeliversAsync("abc"u8.ToArray(), "recv: after misuse", Token);
        await pair.Socket.SendsSayAsync([TcpError.None], "send: after misuse", Token);
    }

    private List<Task<TcpResult<TcpPacket>>> StartReceives(ITcpSocket socket, int length) =>
        [.. Enumerable.Range(0, Expect.Receiving.Queues ? 3 : 1).Select(_ => socket.ReceiveAsync(length, null, Token).AsTask())];

    private static async Task AssertAllAsync(
        IReadOnlyList<Task<TcpResult<TcpPacket>>> receiving, TcpError expected, string rule)
    {
        foreach (Task<TcpResult<TcpPacket>> task in receiving)
        {
            Outcome.Is(await task, expected, rule);
        }
    }

    private async Task NothingUnreadAsync(ConnectedPair pair, int sent)
    {
        if (sent > 0)
        {
            await Eventually.StableAsync(
                () => KernelTcp.Find(pair.Peer.RemoteEndPoint, pair.Peer.LocalEndPoint)?.ReceiveQueue
                    + KernelTcp.Find(pair.Peer.LocalEndPoint, pair.Peer.RemoteEndPoint)?.SendQueue,
                unread => unread == 0,
                times: 2,
                "the bytes were taken",
                Token);
        }
    }
}

[TestFixture]
public sealed class InetReceiveUnderClose() : ReceiveUnderCloseSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketReceiveUnderClose() : ReceiveUnderCloseSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetReceiveUnderClose() : ReceiveUnderCloseSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketReceiveUnderClose() : ReceiveUnderCloseSuite(BackendUnderTest.OtpSocket);
