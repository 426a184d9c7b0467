namespace TcpBackends.Tests.Conformance.Closing;

/// <summary>Close while others wait: semantics 8, "Others blocked when S is closed".</summary>
public abstract class CloseUnderWaitersSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    [Test]
    public async Task A_receive_that_waits_is_closed_and_the_peer_sees_FIN([Values(0, 10)] int length)
    {
        ConnectedPair pair = await PairAsync();
        Task<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(length, null, Token).AsTask();
        Outcome.StillWaits(receiving, "recv: nothing is there");

        Outcome.Ok(await pair.Socket.CloseAsync(Token), "close");

        Outcome.Is(await receiving, TcpError.Closed, "close: recv blocked");
        Assert.That((await pair.Peer.ReceiveToEndAsync(Token)).End, Is.EqualTo(PeerEnd.Closed), "close: FIN, not RST");
    }

    [Test]
    public async Task A_receive_with_a_timeout_is_closed_before_the_timeout()
    {
        ConnectedPair pair = await PairAsync();
        Task<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(0, TimeSpan.FromHours(1), Token).AsTask();

        Outcome.Ok(await pair.Socket.CloseAsync(Token), "close");

        Outcome.Is(await receiving, TcpError.Closed, "close: recv blocked");
    }

    [Test]
    public async Task A_receive_into_a_buffer_is_closed()
    {
        ConnectedPair pair = await PairAsync();
        Task<TcpResult<int>> receiving = pair.Socket.ReceiveAsync(new byte[10].AsMemory(), null, Token).AsTask();

        Outcome.Ok(await pair.Socket.CloseAsync(Token), "close");

        Outcome.Is(await receiving, TcpError.Closed, "close: recv blocked");
    }

    [Test]
    public async Task A_receive_that_has_a_part_is_closed()
    {
        ConnectedPair pair = await PairAsync();
        Task<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(10, null, Token).AsTask();
        await pair.Peer.SendAsync(Pattern.Bytes(4), Token);
        await Eventually.TrueAsync(
            () => KernelTcp.Find(pair.Peer.RemoteEndPoint, pair.Peer.LocalEndPoint)?.ReceiveQueue == 0
                && KernelTcp.Find(pair.Peer.LocalEndPoint, pair.Peer.RemoteEndPoint)?.SendQueue == 0,
            "the part was read",
            Token);

        Outcome.Ok(await pair.Socket.CloseAsync(Token), "close");

        Outcome.Is(await receiving, TcpError.Closed, "close: recv blocked with a part of its bytes");
    }

    [Test]
    public async Task Closing_from_another_thread_while_receives_and_closes_race()
    {
        for (int round = 0; round < 50; round++)
        {
            ConnectedPair pair = await PairAsync();
            using var start = new Barrier(2);
            Task<TcpResult<TcpPacket>> receiving = Task.Run(() => AtTheSameTime(
                start, () => pair.Socket.ReceiveAsync(0, null, Token).AsTask()));
            Task<TcpResult> closing = Task.Run(() => AtTheSameTime(start, () => pair.Socket.CloseAsync(Token).AsTask()));

            Outcome.Ok(await closing, "close");
            Outcome.Is(await receiving, TcpError.Closed, "close: recv, before or after");
            Assert.That((await pair.Peer.ReceiveToEndAsync(Token)).End, Is.EqualTo(PeerEnd.Closed), "close: FIN");
        }
    }

    [Test]
    [Deviation("Accept while the listener is closed and a connection comes")]
    public async Task Closing_a_listener_while_accepts_and_clients_race()
    {
        for (int round = 0; round < 50; round++)
        {
            ITcpListener listener = await ListenAsync();
            var address = AddressOf(listener);
            Task<TcpResult<ITcpSocket>> accepting = listener.AcceptAsync(null, Token).AsTask();
            RawPeer peer = await ConnectRawAsync(address);

            Outcome.Ok(await listener.CloseAsync(Token), "close");

            TcpResult<ITcpSocket> result = await accepting;
            if (result.TryGetValue(out ITcpSocket? accepted))
            {
                Outcome.Ok(await Keep(accepted).CloseAsync(Token), "close");
                Assert.That((await peer.ReceiveToEndAsync(Token)).End, Is.EqualTo(PeerEnd.Closed), "accepted, then closed");
            }
            else if (result.Error != Expect.Deviations.AcceptDuringClose)
            {
                Outcome.Is(result, TcpError.Closed, "accept: L closed while blocked");
                Assert.That(
                    (await peer.ReceiveToEndAsync(Token)).End,
                    Is.EqualTo(PeerEnd.EConnReset).Or.EqualTo(Expect.Deviations.EndOfAcceptDuringClose),
                    "never accepted");
            }
        }
    }

    private static Task<T> AtTheSameTime<T>(Barrier start, Func<Task<T>> operation)
    {
        start.SignalAndWait();
        return operation();
    }
}

[TestFixture]
public sealed class InetCloseUnderWaiters() : CloseUnderWaitersSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketCloseUnderWaiters() : CloseUnderWaitersSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetCloseUnderWaiters() : CloseUnderWaitersSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketCloseUnderWaiters() : CloseUnderWaitersSuite(BackendUnderTest.OtpSocket);
