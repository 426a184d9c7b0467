using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Delivering;

/// <summary>Handing a socket to another owner: semantics 13; gen_tcp manual, controlling_process/2.</summary>
public abstract class HandOverSuite(BackendUnderTest subject) : DeliveringSuite(subject)
{
    private ITcpMailbox _old = null!;
    private ITcpMailbox _new = null!;

    [SetUp]
    public void CreateOwners() => (_old, _new) = (NewMailbox(), NewMailbox());

    [Test]
    public async Task Unread_data_moves_in_order_and_that_of_others_stays()
    {
        ConnectedPair pair = await NewPairAsync(TcpActive.Count(9));
        ConnectedPair other = await NewPairAsync(TcpActive.Count(9));
        await TellAsync(other, "x\n", left: 8);
        await TellAsync(pair, "a\nb\n", left: 7);
        await TellAsync(other, "y\n", left: 7);
        await TellAsync(pair, "c\n", left: 6);

        HandOver(pair.Socket);
        await pair.Peer.SendAsync(Bytes("d\n"), Token);

        await _new.HearsAsync(["{tcp,a}", "{tcp,b}", "{tcp,c}", "{tcp,d}"], "what lay unread, then what comes", Token);
        await _old.HearsAsync(["{tcp,x}", "{tcp,y}"], "messages of another socket stay", Token);
        _old.HearsNothing("nothing is doubled");
    }

    [Test]
    public async Task Port_messages_move()
    {
        ConnectedPair pair = await NewPairAsync(TcpActive.Count(9), Lines with { Deliver = TcpDeliver.Port });
        await TellAsync(pair, "a\nb\n", left: 7);

        HandOver(pair.Socket);

        await _new.HearsAsync(["{S,{data,a}}", "{S,{data,b}}"], "{S,{data,..}} is forwarded", Token);
        _old.HearsNothing("{S,{data,..}} is forwarded");
    }

    [Test]
    public async Task tcp_passive_stays()
    {
        ConnectedPair pair = await NewPairAsync(TcpActive.Count(2));
        await TellAsync(pair, "a\nb\n", left: null);

        HandOver(pair.Socket);

        await _new.HearsAsync(["{tcp,a}", "{tcp,b}"], "data is forwarded", Token);
        await _old.HearsAsync([Mail.Passive], "tcp_passive is not", Token);
        _new.HearsNothing("tcp_passive is not");
    }

    [Test]
    public async Task http_stays()
    {
        ConnectedPair pair = await NewPairAsync(TcpActive.Count(3), new TcpSocketOptions { Packet = PacketType.Http });
        await TellAsync(pair, "GET / HTTP/1.1\r\n", left: 2);

        HandOver(pair.Socket);
        await pair.Peer.SendAsync(Bytes("\r\n"), Token);

        await _old.HearsAsync(["{http,HttpRequestLine}"], "http is not forwarded", Token);
        await _new.HearsAsync(["{http,HttpEndOfHeaders}"], "what comes goes to the new owner", Token);
    }

    [Test]
    public async Task tcp_error_stays()
    {
        ConnectedPair pair = await NewPairAsync(
            TcpActive.True, new TcpSocketOptions { Packet = PacketType.Length4, PacketSize = 10, ExitOnClose = false });
        await pair.Peer.SendAsync(Wire.Header(PacketType.Length4, 11), Token);
        await _old.Messages.WaitToReadAsync(Token);

        HandOver(pair.Socket);

        await _old.HearsAsync([Mail.Error(TcpError.EMsgSize)], "tcp_error is not forwarded", Token);
        if (Expect.Delivering.InvalidPacketIsTheEnd)
        {
            await _new.HearsAsync([Mail.Closed], "tcp_closed is forwarded", Token);
        }

        _new.HearsNothing("tcp_error is not forwarded");
    }

    [Test]
    public async Task After_the_end_was_told()
    {
        ConnectedPair pair = await NewPairAsync(TcpActive.Count(9));
        await TellAsync(pair, "a\n", left: 8);
        pair.Peer.SendFin();
        await Eventually.TrueAsync(
            () => pair.Socket.Options.Get(TcpOptions.Active).Error == TcpError.EInval, "the end was told", Token);

        Outcome.Is(_old.HandOver(pair.Socket, _new), Expect.Delivering.HandOverAfterEnd, "with tcp_closed in the mailbox");

        ITcpMailbox holder = Expect.Delivering.HandOverAfterEnd == TcpError.None ? _new : _old;
        await holder.HearsAsync(["{tcp,a}", Mail.Closed], "data and tcp_closed are together", Token);
        _old.HearsNothing("nothing is doubled");
        _new.HearsNothing("nothing is doubled");
    }

    [Test]
    public async Task The_active_value_is_unchanged([Values("false", "true", "once", "5")] string name)
    {
        TcpActive value = name switch
        {
            "true" => TcpActive.True,
            "once" => TcpActive.Once,
            "5" => TcpActive.Count(5),
            _ => TcpActive.False,
        };
        ConnectedPair pair = await NewPairAsync(value);

        HandOver(pair.Socket);

        AssertActive(pair.Socket, value, "after controlling_process");
        _old.HearsNothing("no extra messages");
        _new.HearsNothing("no extra messages");
        await pair.Peer.SendAsync(Bytes("a\n"), Token);
        if (value == TcpActive.False)
        {
            await pair.Socket.DeliversAsync(Bytes("a\n"), "recv of a passive socket", Token);
            return;
        }

        await _new.HearsAsync(["{tcp,a}"], "the new owner is told", Token);
        _old.HearsNothing("the old one is not");
    }

    [Test]
    public async Task To_the_owner_itself_is_ok_whoever_does_it()
    {
        ConnectedPair pair = await NewPairAsync(TcpActive.True);

        Outcome.Ok(_old.HandOver(pair.Socket, _old), "controlling_process to oneself");
        Outcome.Ok(_new.HandOver(pair.Socket, _old), "controlling_process to the owner, by another one");

        await pair.Peer.SendAsync(Bytes("a\n"), Token);
        await _old.HearsAsync(["{tcp,a}"], "the owner is the same", Token);
    }

    [Test]
    public async Task By_another_one_is_not_owner()
    {
        ConnectedPair pair = await NewPairAsync(TcpActive.True);

        Outcome.Is(_new.HandOver(pair.Socket, _new), TcpError.NotOwner, "controlling_process by another one");
        HandOver(pair.Socket);
        Outcome.Is(_old.HandOver(pair.Socket, NewMailbox()), TcpError.NotOwner, "controlling_process by the former owner");
    }

    [Test]
    [Deviation("Handing over to an owner that has ended")]
    public async Task To_an_owner_that_has_ended([ValueSource(nameof(ActiveValues))] TcpActive value)
    {
        ConnectedPair pair = await NewPairAsync(value);
        await _new.DisposeAsync();

        Outcome.Is(_old.HandOver(pair.Socket, _new), Expect.Deviations.HandOverToEnded, "controlling_process to a dead process");

        if (Expect.Deviations.HandOverToEnded == TcpError.None)
        {
            Assert.That((await pair.Peer.ReceiveToEndAsync(Token)).End, Is.EqualTo(PeerEnd.Closed), "the socket is closed");
        }
        else if (!Expect.Deviations.HandOverToEndedChangesNothing)
        {
            AssertActive(pair.Socket, TcpActive.False, "is false afterwards");
        }
        else
        {
            AssertActive(pair.Socket, value, "after badarg");
            await pair.Peer.SendAsync(Bytes("a\n"), Token);
            await _old.HearsAsync(["{tcp,a}"], "the owner is the same", Token);
        }
    }

    [Test]
    public async Task Of_a_closed_socket_is_closed()
    {
        ConnectedPair pair = await NewPairAsync(TcpActive.True);
        Outcome.Ok(await pair.Socket.CloseAsync(Token), "close");

        Outcome.Is(_old.HandOver(pair.Socket, _new), TcpError.Closed, "controlling_process of a closed socket");
    }

    [Test]
    public async Task A_receive_that_waits_goes_on()
    {
        ConnectedPair pair = await NewPairAsync(TcpActive.False);
        Task<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(0, null, Token).AsTask();

        HandOver(pair.Socket);
        Outcome.StillWaits(receiving, "recv during controlling_process");
        await pair.Peer.SendAsync(Bytes("a\n"), Token);

        Outcome.Delivers(await receiving, Bytes("a\n"), "recv after controlling_process");
    }

    [Test]
    public async Task Afterwards_only_the_end_of_the_new_owner_counts()
    {
        ConnectedPair pair = await NewPairAsync(TcpActive.False);
        HandOver(pair.Socket);

        await _old.DisposeAsync();
        await pair.Peer.SendAsync(Bytes("a\n"), Token);
        await pair.Socket.DeliversAsync(Bytes("a\n"), "the end of the former owner changes nothing", Token);
        await _new.DisposeAsync();

        Assert.That((await pair.Peer.ReceiveToEndAsync(Token)).End, Is.EqualTo(PeerEnd.Closed), "the end of the new owner closes");
        AssertCloseReason(pair.Socket, TcpCloseReason.OwnerEnded);
    }

    [Test]
    public async Task It_sizes_the_buffer([ValueSource(nameof(ActiveValues))] TcpActive value)
    {
        ConnectedPair pair = await NewPairAsync(value, new TcpSocketOptions());

        HandOver(pair.Socket);
        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.Buffer, 10), "setopts: buffer");
        await pair.Peer.SendAsync(new byte[11], Token);

        var first = (TcpDataMessage)await _new.Messages.ReadAsync(Token);
        Assert.That(
            first.Packet.Length,
            Is.EqualTo(Expect.Receiving.WaitSizesBuffer && value != TcpActive.True ? 11 : 10),
            "controlling_process makes it passive for a moment, and active again");
    }

    [Test]
    public async Task Half_closed_what_is_queued_stays_queued([Values] bool toItself)
    {
        const int Size = 20_000;
        CloggedPair pair = await CloggedPairAsync(
            new TcpSocketOptions { Owner = _old, Active = TcpActive.True, ExitOnClose = false }, queuedBytes: 100);
        pair.Peer.SendFin();
        await _old.Messages.WaitToReadAsync(Token);
        Task<TcpSendResult> sending = pair.Socket.SendAsync(Pattern.Bytes(pair.BytesAccepted, Size), Token).AsTask();
        Outcome.StillWaits(sending, "send: the peer does not read");
        if (toItself)
        {
            await _old.HearsAsync([Mail.Closed], "the end was told", Token);
        }

        Outcome.Ok(_old.HandOver(pair.Socket, toItself ? _old : _new), "controlling_process, to oneself or with tcp_closed unread");

        Outcome.StillWaits(sending, "send: controlling_process does not concern it");
        CloggedPair.AssertIsPattern(await pair.Peer.ReceiveExactlyAsync((int)pair.BytesAccepted + Size, Token));
        Outcome.Ok(await sending, "send: the peer has read");
    }

    [Test]
    public async Task After_a_send_that_timed_out_has_closed_it(
        [ValueSource(nameof(ActiveValues))] TcpActive value, [Values] bool exitOnClose)
    {
        CloggedPair pair = await CloggedPairAsync(
            new TcpSocketOptions { Owner = _old, Active = value, ExitOnClose = exitOnClose, SendTimeout = TimeSpan.FromMilliseconds(50) },
            queuedBytes: 8192);
        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.SendTimeoutClose, true), "setopts: send_timeout_close");
        Outcome.Is(await pair.Socket.SendAsync(Pattern.Bytes(1000), Token), TcpError.Timeout, "send: send_timeout");
        _old.HearsNothing("whose send it was knows");

        Outcome.Is(_old.HandOver(pair.Socket, _new), Expect.Sending.CloseAfterTimeoutClose, "controlling_process after send_timeout_close");

        if (Expect.Sending.CloseAfterTimeoutClose == TcpError.None)
        {
            await _new.HearsAsync([Mail.Closed], "an active socket that is closed tells its new owner", Token);
            AssertActive(pair.Socket, exitOnClose ? TcpError.EInval : value, "after tcp_closed");
        }
    }

    [Test]
    [OnlyOurs("An Erlang process cannot hand over while it accepts.")]
    public async Task The_end_of_who_accepts_does_not_count_once_it_was_handed_over()
    {
        ITcpListener listener = await ListenAsync(Lines with { Active = TcpActive.True });
        for (int i = 0; i < 200; i++)
        {
            ITcpMailbox from = NewMailbox();
            ITcpMailbox to = NewMailbox();
            RawPeer peer = await ConnectRawAsync(AddressOf(listener));
            await peer.SendAsync(Bytes("a\n"), Token);
            Task<ITcpSocket> handingOver = Task.Run(
                async () =>
                {
                    var message = (TcpDataMessage)await from.Messages.ReadAsync(Token);
                    Outcome.Ok(from.HandOver(message.Socket, to), "controlling_process");
                    await from.DisposeAsync();
                    return message.Socket;
                },
                Token);
            await AcceptAsync(listener, from);
            ITcpSocket socket = await handingOver;

            await peer.SendAsync(Bytes("b\n"), Token);
            await to.HearsAsync([Mail.Data("b")], "after controlling_process only the end of the new owner counts", Token);
            Assert.That(socket.CloseReason, Is.EqualTo(TcpCloseReason.None));
        }
    }

    [Test]
    [OnlyOurs("An Erlang process cannot hand over and end at once.")]
    public async Task While_the_owner_ends_either_counts()
    {
        ITcpListener listener = await ListenAsync(Lines);
        for (int i = 0; i < 100; i++)
        {
            ITcpMailbox from = NewMailbox();
            ITcpMailbox to = NewMailbox();
            RawPeer peer = await ConnectRawAsync(AddressOf(listener));
            ITcpSocket socket = await AcceptAsync(listener, from);
            using var start = new Barrier(2);
            Task ending = Task.Run(
                async () =>
                {
                    start.SignalAndWait(Token);
                    await from.DisposeAsync();
                },
                Token);
            Task<TcpResult> handingOver = Task.Run(
                () =>
                {
                    start.SignalAndWait(Token);
                    return from.HandOver(socket, to);
                },
                Token);

            TcpResult handedOver = await handingOver;
            await ending;

            if (handedOver.IsOk)
            {
                await peer.SendAsync(Bytes("a\n"), Token);
                await to.HearsAsync(["{tcp,a}"], "handed over before the owner ended", Token);
                continue;
            }

            Assert.That(handedOver.Error, Is.EqualTo(TcpError.NotOwner).Or.EqualTo(TcpError.Closed), "handed over after the owner had ended");
            Assert.That((await peer.ReceiveToEndAsync(Token)).End, Is.EqualTo(PeerEnd.Closed), "the end of the owner closes");
        }
    }

    [Test]
    public async Task A_listener_can_be_handed_over()
    {
        ITcpListener listener = await ListenAsync(new TcpSocketOptions { Owner = _old });

        HandOver(listener);
        await _old.DisposeAsync();
        await ConnectRawAsync(AddressOf(listener));
        await AcceptAsync(listener);
        Task<TcpResult<ITcpSocket>> accepting = listener.AcceptAsync(null, Token).AsTask();
        await _new.DisposeAsync();

        Outcome.Is(await accepting, TcpError.Closed, "accept when the listener's owner ends");
    }

    private void HandOver(ITcpEndpoint endpoint) => Outcome.Ok(_old.HandOver(endpoint, _new), "controlling_process");

    private Task<ConnectedPair> NewPairAsync(TcpActive value, TcpSocketOptions? options = null) =>
        PairAsync((options ?? Lines) with { Owner = _old, Active = value });

    /// <summary>Sends from the peer and waits until the owner was told, which shows in what is left of the count.</summary>
    private async Task TellAsync(ConnectedPair pair, string text, int? left)
    {
        await pair.Peer.SendAsync(Bytes(text), Token);
        TcpActive expected = left is { } count ? TcpActive.Count(count) : TcpActive.False;
        await Eventually.TrueAsync(
            () => pair.Socket.Options.Get(TcpOptions.Active).Value == expected, $"active is {expected}", Token);
    }
}

[TestFixture]
public sealed class InetHandOver() : HandOverSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketHandOver() : HandOverSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetHandOver() : HandOverSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketHandOver() : HandOverSuite(BackendUnderTest.OtpSocket);
