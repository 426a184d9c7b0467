using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Delivering;

/// <summary>Receives and active mode: semantics 6.2.</summary>
public abstract class ActiveReceiveSuite(BackendUnderTest subject) : DeliveringSuite(subject)
{
    [Test]
    public async Task A_receive_on_an_active_socket_is_einval([ValueSource(nameof(ActiveValues))] TcpActive value)
    {
        ConnectedPair pair = await PairAsync(Lines with { Active = value });

        Outcome.Is(await pair.Socket.ReceiveAsync(0, null, Token), TcpError.EInval, "recv on an active socket");
        Outcome.Is(await pair.Socket.ReceiveAsync(0, TimeSpan.Zero, Token), TcpError.EInval, "recv, timeout 0");
        await pair.Peer.SendAsync(Bytes("a\n"), Token);
        await pair.Socket.TellsAsync(["{tcp,a}"], "it harms nothing", Token);
    }

    [Test]
    public async Task After_once_has_fired_a_receive_is_normal()
    {
        ConnectedPair pair = await PairAsync(Lines with { Active = TcpActive.Once });
        await pair.Peer.SendAsync(Bytes("a\n"), Token);
        await pair.Socket.TellsAsync(["{tcp,a}"], "active once", Token);

        Task<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(0, null, Token).AsTask();
        Outcome.StillWaits(receiving, "recv after once");
        await pair.Peer.SendAsync(Bytes("b\n"), Token);

        Outcome.Delivers(await receiving, Bytes("b\n"), "recv after once");
    }

    [Test]
    [Deviation("Setting active while a receive waits")]
    public async Task A_receive_that_waits_gets_the_next_data_and_then_messages_start(
        [ValueSource(nameof(ActiveValues))] TcpActive value)
    {
        ConnectedPair pair = await PairAsync(Lines);
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(0, null, source.Token).AsTask();

        Arm(pair.Socket, value);
        await pair.Peer.SendAsync(Bytes("a\nb\n"), Token);

        if (!Expect.Deviations.WaitingReceiveComesFirst)
        {
            await pair.Socket.TellsAsync(["{tcp,a}"], "the data goes to the owner", Token);
            Outcome.StillWaits(receiving, "recv is orphaned");
            await source.CancelAsync();
            Assert.That(async () => await receiving, Throws.InstanceOf<OperationCanceledException>());
            return;
        }

        Outcome.Delivers(await receiving, Bytes("a\n"), "recv: the next data");
        await pair.Socket.TellsAsync(["{tcp,b}"], "then messages", Token);
    }

    [Test]
    [OnlyOurs("On OTP inet the first of them is orphaned, on OTP socket the order is not observable.")]
    public async Task Every_receive_that_waits_comes_before_the_messages()
    {
        ConnectedPair pair = await PairAsync(Lines);
        Task<TcpResult<TcpPacket>>[] receiving =
            [.. Enumerable.Range(0, Expect.Receiving.Queues ? 3 : 1).Select(_ => pair.Socket.ReceiveAsync(0, null, Token).AsTask())];

        Arm(pair.Socket, TcpActive.True);
        await pair.Peer.SendAsync(Bytes(NumberedLines(receiving.Length + 2)), Token);

        for (int i = 0; i < receiving.Length; i++)
        {
            Outcome.Delivers(await receiving[i], Bytes($"{i}\n"), "recv, first in, first out");
        }

        await pair.Socket.TellsAsync(NumberedMessages(receiving.Length + 2).Skip(receiving.Length), "then messages", Token);
    }

    [Test]
    [OnlyOurs("On OTP the receive is orphaned, or another end is told.")]
    public async Task A_receive_that_waits_meets_the_end_and_the_owner_is_told_too()
    {
        ConnectedPair pair = await PairAsync(Lines);
        Task<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(0, null, Token).AsTask();
        Arm(pair.Socket, TcpActive.True);

        pair.Peer.SendFin();

        Outcome.Is(await receiving, TcpError.Closed, "recv: the end");
        await pair.Socket.TellsAsync([Mail.Closed], "the owner of an active socket is told of its end", Token);
    }

    [Test]
    public async Task A_receive_that_waits_meets_a_bad_packet_and_the_owner_is_told_too(
        [ValueSource(nameof(ActiveValues))] TcpActive value, [Values(PacketType.Length4, PacketType.Line)] PacketType packet)
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = packet, PacketSize = 10 });
        Task<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(0, null, Token).AsTask();
        Arm(pair.Socket, value);

        await pair.Peer.SendAsync(new byte[] { 0, 0, 0, 11, 4, 5, 6, 7, 8, 9, 10, 11 }, Token);

        bool closes = Expect.Delivering.InvalidPacketIsTheEnd;
        await pair.Socket.TellsAsync(
            closes ? ["{tcp_error,emsgsize}", Mail.Closed] : ["{tcp_error,emsgsize}"], "what is no packet is told", Token);
        Outcome.Is(await receiving, closes ? TcpError.Closed : TcpError.EMsgSize, "recv");
        pair.Socket.TellsNothing("once");
        AssertActive(pair.Socket, closes ? TcpError.EInval : TcpActive.False, "afterwards");
    }

    [Test]
    public async Task A_receive_that_waits_meets_a_reset_and_the_owner_is_told_too(
        [ValueSource(nameof(ActiveValues))] TcpActive value)
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { ShowEconnreset = true });
        Task<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(0, null, Token).AsTask();
        Arm(pair.Socket, value);

        pair.Peer.Reset();

        await pair.Socket.TellsAsync([Mail.Reset, Mail.Closed], "show_econnreset", Token);
        Outcome.Is(await receiving, Expect.Delivering.InvalidPacketIsTheEnd ? TcpError.Closed : TcpError.EConnReset, "recv");
    }

    [Test]
    [Deviation("A receive times out after active was set")]
    public async Task A_receive_that_times_out_makes_way_for_messages([ValueSource(nameof(ActiveValues))] TcpActive value)
    {
        ConnectedPair pair = await PairAsync(Lines);
        Task<TcpResult<TcpPacket>> receiving =
            pair.Socket.ReceiveAsync(0, TimeSpan.FromMilliseconds(50), Token).AsTask();
        Arm(pair.Socket, value);

        Outcome.Is(await receiving, TcpError.Timeout, "recv: nothing has arrived");
        if (Expect.Deviations.TimeoutOnceActiveIsTold)
        {
            await pair.Socket.TellsAsync(["{tcp_error,timeout}"], "the receive's timeout", Token);
            AssertActive(pair.Socket, TcpActive.False, "the receive's timeout");
            return;
        }

        await pair.Peer.SendAsync(Bytes("a\n"), Token);
        if (Expect.Deviations.TimeoutOnceActiveIsTheLast)
        {
            Arm(pair.Socket, TcpActive.False);
            Outcome.Delivers(await pair.Socket.ReceiveAsync(0, null, Token), Bytes("a\n"), "nobody was told of it");
            return;
        }

        await pair.Socket.TellsAsync(["{tcp,a}"], "messages start", Token);
    }

    [Test]
    [OnlyOurs("gen_tcp:recv cannot be cancelled.")]
    public async Task A_receive_that_is_cancelled_makes_way_for_messages()
    {
        ConnectedPair pair = await PairAsync(Lines);
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(0, null, source.Token).AsTask();
        Arm(pair.Socket, TcpActive.Once);
        await pair.Peer.SendAsync(Bytes("par"), Token);

        await source.CancelAsync();
        await pair.Peer.SendAsync(Bytes("t\n"), Token);

        Assert.That(async () => await receiving, Throws.InstanceOf<OperationCanceledException>());
        await pair.Socket.TellsAsync(["{tcp,part}"], "nothing is lost with the receive", Token);
    }
}

[TestFixture]
public sealed class InetActiveReceive() : ActiveReceiveSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketActiveReceive() : ActiveReceiveSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetActiveReceive() : ActiveReceiveSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketActiveReceive() : ActiveReceiveSuite(BackendUnderTest.OtpSocket);
