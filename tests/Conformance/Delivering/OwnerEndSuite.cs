namespace TcpBackends.Tests.Conformance.Delivering;

/// <summary>Closing an active socket, and the end of an owner: semantics 8.</summary>
public abstract class OwnerEndSuite(BackendUnderTest subject) : DeliveringSuite(subject)
{
    [Test]
    public async Task Closing_tells_the_owner_nothing([ValueSource(nameof(ActiveValues))] TcpActive value)
    {
        ITcpMailbox owner = NewMailbox();
        ConnectedPair pair = await PairAsync(Lines with { Owner = owner, Active = value });
        await pair.Peer.SendAsync(Bytes("a\n"), Token);
        Assert.That(await owner.Messages.WaitToReadAsync(Token), Is.True);

        Outcome.Ok(await pair.Socket.CloseAsync(Token), "close");
        await pair.Peer.ReceiveToEndAsync(Token);

        await owner.HearsAsync(["{tcp,a}"], "data in the mailbox stays", Token);
        owner.HearsNothing("close tells the owner nothing");
    }

    [Test]
    [OnlyOurs("On OTP it counts who closes; here the owner's mailbox counts.")]
    public async Task Closing_takes_back_tcp_closed_where_it_is_documented()
    {
        ITcpMailbox owner = NewMailbox();
        ConnectedPair pair = await PairAsync(Lines with { Owner = owner, Active = TcpActive.True, ExitOnClose = false });
        await pair.PeerSendsFinAsync(Token);
        await owner.Messages.WaitToReadAsync(Token);

        Outcome.Ok(await pair.Socket.CloseAsync(Token), "close");

        if (!Expect.Delivering.CloseWithdrawsClosed)
        {
            await owner.HearsAsync([Mail.Closed], "socket leaves it", Token);
        }

        owner.HearsNothing("close and tcp_closed");
    }

    [Test]
    public async Task The_end_of_the_owner_closes_what_it_owns([Values] PairOrigin origin, [Values] bool active)
    {
        ITcpMailbox owner = NewMailbox();
        ConnectedPair pair = await PairAsync(
            Lines with { Owner = owner, Active = active ? TcpActive.True : TcpActive.False }, origin);
        Task<TcpResult<TcpPacket>>? receiving = active ? null : pair.Socket.ReceiveAsync(0, null, Token).AsTask();

        await owner.DisposeAsync();

        Assert.That((await pair.Peer.ReceiveToEndAsync(Token)).End, Is.EqualTo(PeerEnd.Closed), "the peer sees FIN");
        if (receiving is not null)
        {
            Outcome.Is(await receiving, TcpError.Closed, "recv that waits");
        }

        Outcome.Is(await pair.Socket.SendAsync(Bytes("x"), Token), TcpError.Closed, "send");
        Outcome.Is(await pair.Socket.CloseAsync(Token), Expect.Closing.CloseAgain, "close");
        AssertCloseReason(pair.Socket, TcpCloseReason.OwnerEnded);
    }

    [Test]
    public async Task Unread_data_or_linger_zero_makes_it_a_reset([Values] bool linger)
    {
        ITcpMailbox owner = NewMailbox();
        ConnectedPair pair = await PairAsync(
            Lines with { Owner = owner, Active = TcpActive.False, Linger = linger ? TcpLinger.Reset : null });
        if (!linger)
        {
            await pair.PeerSendsAsync(Bytes("a\n"), Token);
        }

        await owner.DisposeAsync();

        Assert.That((await pair.Peer.ReceiveToEndAsync(Token)).End, Is.EqualTo(PeerEnd.EConnReset), "the peer sees RST");
    }

    [Test]
    public async Task What_is_queued_is_still_sent_where_there_is_a_queue()
    {
        ITcpMailbox owner = NewMailbox();
        CloggedPair pair = await CloggedPairAsync(new TcpSocketOptions { Owner = owner, Active = TcpActive.False });
        Task<TcpSendResult>? sending =
            Expect.Sending.Queues ? null : pair.Socket.SendAsync(Pattern.Bytes(pair.BytesAccepted, 1000), Token).AsTask();

        await owner.DisposeAsync();

        if (sending is not null)
        {
            Outcome.Is(await sending, TcpError.Closed, "a send that waits");
        }

        PeerReading reading = await pair.Peer.ReceiveToEndAsync(Token);
        Assert.That(reading.Bytes, Is.EqualTo(Pattern.Bytes((int)pair.BytesAccepted)), "everything that was accepted arrives");
        Assert.That(reading.End, Is.EqualTo(PeerEnd.Closed));
    }

    [Test]
    public async Task The_end_of_a_listener_s_owner_ends_its_accepts_and_nothing_else()
    {
        ITcpMailbox owner = NewMailbox();
        ITcpListener listener = await ListenAsync(Lines with { Owner = owner, Active = TcpActive.False });
        RawPeer peer = await ConnectRawAsync(AddressOf(listener));
        ITcpSocket accepted = await AcceptAsync(listener);
        Task<TcpResult<ITcpSocket>> accepting = listener.AcceptAsync(null, Token).AsTask();

        await owner.DisposeAsync();

        Outcome.Is(await accepting, TcpError.Closed, "accept when the listener's owner ends");
        await peer.SendAsync(Bytes("a\n"), Token);
        await accepted.DeliversAsync(Bytes("a\n"), "accepted sockets have an owner of their own", Token);
    }

    [Test]
    public async Task An_owner_may_own_many_and_hears_each()
    {
        ITcpMailbox owner = NewMailbox();
        ConnectedPair[] pairs = new ConnectedPair[5];
        for (int i = 0; i < pairs.Length; i++)
        {
            pairs[i] = await PairAsync(Lines with { Owner = owner, Active = TcpActive.True });
        }

        foreach (ConnectedPair pair in pairs)
        {
            await pair.Peer.SendAsync(Bytes("a\n"), Token);
        }

        var heard = new HashSet<ITcpEndpoint>();
        while (heard.Count < pairs.Length)
        {
            heard.Add((await owner.Messages.ReadAsync(Token)).Endpoint);
        }

        Assert.That(heard, Is.EquivalentTo(pairs.Select(pair => pair.Socket)), "each message says who tells it");
        await owner.DisposeAsync();
        foreach (ConnectedPair pair in pairs)
        {
            Assert.That((await pair.Peer.ReceiveToEndAsync(Token)).End, Is.EqualTo(PeerEnd.Closed), "all are closed");
        }
    }
}

[TestFixture]
public sealed class InetOwnerEnd() : OwnerEndSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketOwnerEnd() : OwnerEndSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetOwnerEnd() : OwnerEndSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketOwnerEnd() : OwnerEndSuite(BackendUnderTest.OtpSocket);
