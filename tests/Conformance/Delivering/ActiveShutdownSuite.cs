namespace TcpBackends.Tests.Conformance.Delivering;

/// <summary>Shutting down an active socket: semantics 7 and 5.3.</summary>
public abstract class ActiveShutdownSuite(BackendUnderTest subject) : DeliveringSuite(subject)
{
    [Test]
    public async Task Of_reading_is_told_where_it_is_documented(
        [Values(TcpShutdown.Read, TcpShutdown.ReadWrite)] TcpShutdown how, [ValueSource(nameof(ActiveValues))] TcpActive value)
    {
        ConnectedPair pair = await PairAsync(Lines with { Active = value });

        Outcome.Ok(await pair.Socket.ShutdownAsync(how, Token), $"shutdown({how})");

        if (Expect.Delivering.ShutdownOfReadingIsTold)
        {
            await pair.Socket.TellsAsync([Mail.Closed], $"shutdown({how}) on active", Token);
            AssertActive(pair.Socket, TcpError.EInval, "the socket is gone");
            Outcome.Is(await pair.Socket.SendAsync(Bytes("x"), Token), TcpError.Closed, "send");
            return;
        }

        pair.Socket.TellsNothing($"shutdown({how}) on active");
        AssertActive(pair.Socket, TcpError.EInval, "the reading side is gone");
        Outcome.Is(await pair.Socket.ReceiveAsync(0, null, Token), TcpError.Closed, "recv");
    }

    [Test]
    public async Task Of_writing_changes_nothing_for_messages([ValueSource(nameof(ActiveValues))] TcpActive value)
    {
        ConnectedPair pair = await PairAsync(Lines with { Active = value });

        Outcome.Ok(await pair.Socket.ShutdownAsync(TcpShutdown.Write, Token), "shutdown(write)");
        Assert.That((await pair.Peer.ReceiveToEndAsync(Token)).End, Is.EqualTo(PeerEnd.Closed), "the peer sees FIN");
        pair.Socket.TellsNothing("shutdown(write) on active");
        AssertActive(pair.Socket, value, "after shutdown(write)");

        await pair.Peer.SendAsync(Bytes("a\n"), Token);
        await pair.Socket.TellsAsync(["{tcp,a}"], "data comes as usual", Token);
        Arm(pair.Socket, TcpActive.True);
        pair.Peer.SendFin();
        await pair.Socket.TellsAsync([Mail.Closed], "tcp_closed comes as usual", Token);
    }

    [Test]
    public async Task A_send_while_a_shutdown_is_postponed([Values] bool show)
    {
        CloggedPair pair = await CloggedPairAsync(new TcpSocketOptions { Active = TcpActive.True, ShowEconnreset = show });
        Outcome.Ok(await pair.Socket.ShutdownAsync(TcpShutdown.Write, Token), "shutdown(write)");

        Outcome.Is(
            await pair.Socket.SendAsync(Bytes("x"), Token),
            show && !Expect.Sending.Queues ? TcpError.EConnReset : TcpError.Closed,
            "send after shutdown(write)");

        if (!Expect.Sending.Queues)
        {
            pair.Socket.TellsNothing("nothing is postponed");
            return;
        }

        await pair.Socket.TellsAsync([Mail.Closed], "tcp_closed only", Token);
        AssertActive(pair.Socket, TcpError.EInval, "the socket is gone");
    }

    [Test]
    public async Task A_send_after_shutdown_of_writing([ValueSource(nameof(ActiveValues))] TcpActive value, [Values] bool show)
    {
        ConnectedPair pair = await PairAsync(Lines with { Active = value, ShowEconnreset = show });
        Outcome.Ok(await pair.Socket.ShutdownAsync(TcpShutdown.Write, Token), "shutdown(write)");

        Outcome.Is(
            await pair.Socket.SendAsync(Bytes("x"), Token), show ? TcpError.EConnReset : TcpError.Closed, "send after shutdown");

        if (Expect.Delivering.SendEndsReceiving)
        {
            await pair.Socket.TellsAsync(show ? [Mail.Reset, Mail.Closed] : [Mail.Closed], "the socket is torn down", Token);
            AssertActive(pair.Socket, TcpError.EInval, "the socket is gone");
            return;
        }

        await pair.Peer.SendAsync(Bytes("a\n"), Token);
        await pair.Socket.TellsAsync(["{tcp,a}"], "receiving goes on unaffected", Token);
    }
}

[TestFixture]
public sealed class InetActiveShutdown() : ActiveShutdownSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketActiveShutdown() : ActiveShutdownSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetActiveShutdown() : ActiveShutdownSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketActiveShutdown() : ActiveShutdownSuite(BackendUnderTest.OtpSocket);
