namespace TcpBackends.Tests.Conformance.Delivering;

/// <summary>Active mode and owners at connect, listen and accept: semantics 2, 4.</summary>
public abstract class ActiveOpenSuite(BackendUnderTest subject) : DeliveringSuite(subject)
{
    [Test]
    public async Task A_socket_with_an_owner_is_active()
    {
        ITcpMailbox owner = NewMailbox();
        ConnectedPair pair = await PairAsync(Lines with { Owner = owner });

        AssertActive(pair.Socket, TcpActive.True, "by default");
        await pair.Peer.SendAsync(Bytes("a\n"), Token);
        await owner.HearsAsync(["{tcp,a}"], "the owner is who connects", Token);
    }

    [Test]
    public async Task A_socket_without_an_owner_is_passive([Values] PairOrigin origin)
    {
        ConnectedPair pair = await PairAsync(Lines, origin);

        AssertActive(pair.Socket, TcpActive.False, "by default");
    }

    [TestCase(0)]
    [TestCase(-1)]
    public async Task Nothing_to_count_at_connect_is_passive_and_told(int count)
    {
        ConnectedPair pair = await PairAsync(Lines with { Active = TcpActive.Count(count) });

        await pair.Socket.TellsAsync([Mail.Passive], $"connect with {{active,{count}}}", Token);
        AssertActive(pair.Socket, TcpActive.False, $"connect with {{active,{count}}}");
    }

    [TestCase(0)]
    [TestCase(-1)]
    public async Task Nothing_to_count_at_listen_is_passive_and_told(int count)
    {
        ITcpListener listener = await ListenAsync(Lines with { Active = TcpActive.Count(count) });

        await listener.TellsAsync([Mail.Passive], $"listen with {{active,{count}}}", Token);
        AssertActive(listener, TcpActive.False, $"listen with {{active,{count}}}");
    }

    [Test]
    public async Task Each_accepted_socket_has_the_listener_s_value([ValueSource(nameof(ActiveValues))] TcpActive value)
    {
        ITcpListener listener = await ListenAsync(Lines with { Active = value });
        for (int i = 0; i < 2; i++)
        {
            RawPeer peer = await ConnectRawAsync(AddressOf(listener));
            ITcpSocket accepted = await AcceptAsync(listener);
            AssertActive(accepted, value, "of an accepted socket: its own full count");

            await peer.SendAsync(Bytes("a\n"), Token);
            await accepted.TellsAsync(["{tcp,a}"], "the owner is who accepts", Token);
        }

        AssertActive(listener, value, "of the listener: not consumed");
        listener.TellsNothing("the owner of a listener gets no messages for connections");
    }

    [Test]
    public async Task The_listener_s_current_value_counts()
    {
        ITcpListener listener = await ListenAsync(Lines);
        await ConnectRawAsync(AddressOf(listener));
        await KernelTcp.BacklogAsync(AddressOf(listener), 1, Token);

        Arm(listener, TcpActive.Count(4));

        AssertActive(await AcceptAsync(listener), TcpActive.Count(4), "the value at accept");
    }

    [Test]
    public async Task What_the_client_sent_before_accept_is_delivered([Values] bool fin)
    {
        ITcpListener listener = await ListenAsync(Lines with { Active = TcpActive.True });
        RawPeer peer = await ConnectRawAsync(AddressOf(listener));
        await peer.SendAsync(Bytes("a\n"), Token);
        if (fin)
        {
            peer.SendFin();
        }

        ITcpSocket accepted = await AcceptAsync(listener);

        await accepted.TellsAsync(fin ? ["{tcp,a}", Mail.Closed] : ["{tcp,a}"], "data sent before accept", Token);
    }

    [Test]
    public async Task A_client_that_has_reset_already_is_told([Values] bool show)
    {
        ITcpListener listener = await ListenAsync(Lines with { Active = TcpActive.True, ShowEconnreset = show });
        RawPeer peer = await ConnectRawAsync(AddressOf(listener));
        await KernelTcp.BacklogAsync(AddressOf(listener), 1, Token);
        peer.Reset();

        ITcpSocket accepted = await AcceptAsync(listener);

        await accepted.TellsAsync(show ? [Mail.Reset, Mail.Closed] : [Mail.Closed], "a client that is gone", Token);
    }

    [Test]
    public async Task Who_accepts_owns_and_keeps_its_messages()
    {
        ITcpMailbox owner = NewMailbox();
        ConnectedPair before = await PairAsync(Lines with { Owner = owner, Active = TcpActive.Once });
        await before.Peer.SendAsync(Bytes("before\n"), Token);
        await owner.Messages.WaitToReadAsync(Token);
        ITcpListener listener = await ListenAsync(Lines with { Active = TcpActive.True });
        RawPeer peer = await ConnectRawAsync(AddressOf(listener));

        ITcpSocket accepted = await AcceptAsync(listener, owner);
        await peer.SendAsync(Bytes("a\n"), Token);

        Assert.That(accepted.Owner, Is.SameAs(owner));
        await owner.HearsAsync(["{tcp,before}", "{tcp,a}"], "messages in the mailbox are untouched", Token);
    }

    [Test]
    [OnlyOurs("An Erlang process that has ended calls nothing.")]
    public async Task An_owner_that_has_ended_opens_nothing()
    {
        ITcpMailbox owner = NewMailbox();
        ITcpListener listener = await ListenAsync(Lines);
        await owner.DisposeAsync();

        Outcome.Is(await listener.AcceptAsync(owner, TimeSpan.Zero, Token), TcpError.Closed, "accept for an owner that has ended");
        Outcome.Is(
            await Backend.ConnectAsync(AddressOf(listener), Lines with { Owner = owner }, null, Token),
            TcpError.Closed,
            "connect for an owner that has ended");
        Outcome.Is(
            await Backend.ListenAsync(0, Lines with { Owner = owner }, Token), TcpError.Closed, "listen for an owner that has ended");
    }

    [Test]
    [OnlyOurs("An Erlang process that has ended waits for nothing.")]
    public async Task An_accept_ends_with_the_mailbox_it_accepts_for()
    {
        ITcpMailbox owner = NewMailbox();
        ITcpListener listener = await ListenAsync(Lines);
        Task<TcpResult<ITcpSocket>> first = listener.AcceptAsync(owner, null, Token).AsTask();
        Task<TcpResult<ITcpSocket>> second = listener.AcceptAsync(null, Token).AsTask();

        await owner.DisposeAsync();

        Outcome.Is(await first, TcpError.Closed, "an accept in the name of a mailbox that ends");
        await ConnectRawAsync(AddressOf(listener));
        Outcome.Ok(await second, "the accept behind it gets the connection");
    }

    [Test]
    [OnlyOurs("gen_tcp's default is active = true for everybody.")]
    public async Task Accepting_for_an_owner_is_active_unless_the_listener_says_otherwise([Values] bool said)
    {
        ITcpMailbox owner = NewMailbox();
        ITcpListener listener = await ListenAsync(said ? Lines with { Active = TcpActive.False } : Lines);
        await ConnectRawAsync(AddressOf(listener));

        AssertActive(await AcceptAsync(listener, owner), said ? TcpActive.False : TcpActive.True, "of a socket with an owner");
    }
}

[TestFixture]
public sealed class InetActiveOpen() : ActiveOpenSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketActiveOpen() : ActiveOpenSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetActiveOpen() : ActiveOpenSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketActiveOpen() : ActiveOpenSuite(BackendUnderTest.OtpSocket);
