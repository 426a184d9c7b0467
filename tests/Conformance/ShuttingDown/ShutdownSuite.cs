namespace TcpBackends.Tests.Conformance.ShuttingDown;

/// <summary>Shutdown with nothing queued: semantics 7; gen_tcp manual, shutdown/2.</summary>
public abstract class ShutdownSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    [Test]
    public async Task t_shutdown_write()
    {
        ConnectedPair pair = await PairAsync();
        Outcome.Ok(await pair.Socket.SendAsync(Pattern.Bytes(5), Token), "send");

        Outcome.Ok(await pair.Socket.ShutdownAsync(TcpShutdown.Write, Token), "shutdown write");

        PeerReading reading = await pair.Peer.ReceiveToEndAsync(Token);
        Assert.That(reading.Bytes, Is.EqualTo(Pattern.Bytes(5)), "shutdown write: FIN after all data");
        Assert.That(reading.End, Is.EqualTo(PeerEnd.Closed), "shutdown write: FIN after all data");
        await pair.Peer.SendAsync("hi"u8.ToArray(), Token);
        Outcome.Delivers(await pair.Socket.ReceiveAsync(2, null, Token), "hi"u8, "shutdown write: recv goes on");
        Outcome.Ok(await pair.Socket.ShutdownAsync(TcpShutdown.Write, Token), "shutdown write: again is ok");
        AssertCloseReason(pair.Socket, TcpCloseReason.None, "half closed is not closed");
    }

    [Test]
    public async Task t_shutdown_both()
    {
        ConnectedPair pair = await PairAsync();

        Outcome.Ok(await pair.Socket.ShutdownAsync(TcpShutdown.ReadWrite, Token), "shutdown read_write");

        Assert.That((await pair.Peer.ReceiveToEndAsync(Token)).End, Is.EqualTo(PeerEnd.Closed), "shutdown read_write: FIN");
        Outcome.Is(await pair.Socket.ReceiveAsync(0, null, Token), TcpError.Closed, "shutdown read_write: recv");
        Outcome.Is(await pair.Socket.SendAsync(Pattern.Bytes(1), Token), TcpError.Closed, "shutdown read_write: send");
    }

    [Test]
    public async Task shutdown_read_says_nothing_to_the_peer()
    {
        ConnectedPair pair = await PairAsync();

        Outcome.Ok(await pair.Socket.ShutdownAsync(TcpShutdown.Read, Token), "shutdown read");

        Outcome.Ok(await pair.Socket.SendAsync(Pattern.Bytes(5), Token), "shutdown read: send works");
        Assert.That(await pair.Peer.ReceiveExactlyAsync(5, Token), Is.EqualTo(Pattern.Bytes(5)));
    }

    [Test]
    public async Task shutdown_read_and_data_that_is_there_already()
    {
        ConnectedPair pair = await PairAsync();
        await pair.PeerSendsAsync("hi"u8.ToArray(), Token);

        Outcome.Ok(await pair.Socket.ShutdownAsync(TcpShutdown.Read, Token), "shutdown read");

        await AssertRemainsAfterReadShutdownAsync(pair, "hi", "shutdown read: data in the kernel");
    }

    [Test]
    public async Task shutdown_read_and_data_that_a_receive_has_kept()
    {
        ConnectedPair pair = await PairAsync();
        await pair.PeerSendsAsync("abc"u8.ToArray(), Token);
        Outcome.Is(
            await pair.Socket.ReceiveAsync(5, TimeSpan.FromMilliseconds(1), Token), TcpError.Timeout, "recv: only 3 of 5");

        Outcome.Ok(await pair.Socket.ShutdownAsync(TcpShutdown.Read, Token), "shutdown read");

        await AssertRemainsAfterReadShutdownAsync(pair, "abc", "shutdown read: data that was read ahead");
    }

    [Test]
    public async Task shutdown_read_and_data_that_comes_later()
    {
        ConnectedPair pair = await PairAsync();
        Outcome.Ok(await pair.Socket.ShutdownAsync(TcpShutdown.Read, Token), "shutdown read");

        await pair.PeerSendsAsync("later"u8.ToArray(), Token);

        await AssertRemainsAfterReadShutdownAsync(pair, "later", "shutdown read: data that comes later");
    }

    [Test]
    public async Task A_receive_that_waits_is_closed_by([Values(TcpShutdown.Read, TcpShutdown.ReadWrite)] TcpShutdown how)
    {
        ConnectedPair pair = await PairAsync();
        Task<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(0, null, Token).AsTask();
        Outcome.StillWaits(receiving, "recv: nothing is there");

        Outcome.Ok(await pair.Socket.ShutdownAsync(how, Token), "shutdown while recv blocked");

        Outcome.Is(await receiving, TcpError.Closed, "shutdown read while recv blocked");
    }

    [Test]
    public async Task A_receive_that_waits_goes_on_after_shutdown_write()
    {
        ConnectedPair pair = await PairAsync();
        Task<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(0, null, Token).AsTask();

        Outcome.Ok(await pair.Socket.ShutdownAsync(TcpShutdown.Write, Token), "shutdown while recv blocked");
        Assert.That((await pair.Peer.ReceiveToEndAsync(Token)).End, Is.EqualTo(PeerEnd.Closed), "shutdown write: FIN");
        Outcome.StillWaits(receiving, "shutdown write while recv blocked");
        await pair.Peer.SendAsync("hi"u8.ToArray(), Token);

        Outcome.Delivers(await receiving, "hi"u8, "shutdown write while recv blocked: recv goes on");
    }

    [Test]
    public async Task A_send_after_shutdown_write()
    {
        ConnectedPair pair = await PairAsync();
        Outcome.Ok(await pair.Socket.ShutdownAsync(TcpShutdown.Write, Token), "shutdown write");
        await pair.PeerSendsAsync("hi"u8.ToArray(), Token);

        Outcome.Is(await pair.Socket.SendAsync(Pattern.Bytes(1), Token), TcpError.Closed, "send after own shutdown write");

        TcpResult<TcpPacket> received = await pair.Socket.ReceiveAsync(0, null, Token);
        if (Expect.ShuttingDown.SendTearsDown)
        {
            Outcome.Is(received, TcpError.Closed, "send after own shutdown write: the socket is torn down, unread data lost");
            Outcome.Is(
                await pair.Socket.ReceiveAsync(0, null, Token), TcpError.ENotConn, "send after own shutdown write: once");
            AssertCloseReason(pair.Socket, TcpCloseReason.SendFailed);
        }
        else
        {
            Outcome.Delivers(received, "hi"u8, "send after own shutdown write: receiving goes on unaffected");
            AssertCloseReason(pair.Socket, TcpCloseReason.None);
        }
    }

    [Test]
    public async Task An_undefined_way_throws()
    {
        ConnectedPair pair = await PairAsync();

        await Assert.ThatAsync(
            async () => await pair.Socket.ShutdownAsync((TcpShutdown)3, Token),
            Throws.InstanceOf<ArgumentOutOfRangeException>());
        Outcome.Ok(await pair.Socket.SendAsync(Pattern.Bytes(1), Token), "the socket is as it was");
    }

    private async Task AssertRemainsAfterReadShutdownAsync(ConnectedPair pair, string data, string rule)
    {
        if (Expect.ShuttingDown.ReadDiscards)
        {
            Outcome.Is(await pair.Socket.ReceiveAsync(0, null, Token), TcpError.Closed, $"{rule} is lost");
            return;
        }

        Outcome.Delivers(
            await pair.Socket.ReceiveAsync(0, null, Token), System.Text.Encoding.ASCII.GetBytes(data), $"{rule} is returned");
        Outcome.Is(await pair.Socket.ReceiveAsync(0, null, Token), TcpError.Closed, $"{rule}, and then the end");
    }
}

[TestFixture]
public sealed class InetShutdown() : ShutdownSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketShutdown() : ShutdownSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetShutdown() : ShutdownSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketShutdown() : ShutdownSuite(BackendUnderTest.OtpSocket);
