using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Delivering;

/// <summary>What the values of active deliver: semantics 12.</summary>
public abstract class ActiveSuite(BackendUnderTest subject) : DeliveringSuite(subject)
{
    [Test]
    public async Task True_tells_of_every_packet()
    {
        ConnectedPair pair = await PairAsync(Lines with { Active = TcpActive.True });

        await pair.Peer.SendAsync(Bytes("a\nb\nc"), Token);
        await pair.Socket.TellsAsync(["{tcp,a}", "{tcp,b}"], "active true: every packet is a message", Token);
        await pair.Peer.SendAsync(Bytes("\nd\n"), Token);

        await pair.Socket.TellsAsync(["{tcp,c}", "{tcp,d}"], "active true: every packet is a message", Token);
        AssertActive(pair.Socket, TcpActive.True, "stays true");
    }

    [Test]
    public async Task A_raw_message_has_at_most_buffer_bytes([Values(null, 700)] int? buffer)
    {
        const int Sent = 20_000;
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Buffer = buffer });
        await pair.PeerSendsAsync(Pattern.Bytes(Sent), Token);

        Arm(pair.Socket, TcpActive.True);

        int most = buffer ?? Expect.Defaults.Buffer;
        var received = new List<byte>();
        while (received.Count < Sent)
        {
            var message = (TcpDataMessage)await pair.Socket.Owner.Messages.ReadAsync(Token);
            Assert.That(message.Packet.Length, Is.EqualTo(Math.Min(most, Sent - received.Count)), "raw: at most buffer bytes");
            received.AddRange(message.Packet.Span);
        }

        Assert.That(received, Is.EqualTo(Pattern.Bytes(Sent)));
    }

    [Test]
    public async Task Once_tells_of_one_packet_and_leaves_the_rest()
    {
        ConnectedPair pair = await PairAsync(Lines);
        await pair.PeerSendsAsync(Bytes("a\nb\nc\nd\n"), Token);

        Arm(pair.Socket, TcpActive.Once);
        await pair.Socket.TellsAsync(["{tcp,a}"], "active once: one message", Token);
        AssertActive(pair.Socket, TcpActive.False, "after once");
        pair.Socket.TellsNothing("active once: one message, then false");

        await pair.Socket.DeliversAsync(Bytes("b\n"), "active once: the rest stays for recv", Token);
        Arm(pair.Socket, TcpActive.Once);
        await pair.Socket.TellsAsync(["{tcp,c}"], "active once again: the rest stays for it", Token);
        pair.Socket.TellsNothing("active once again");
    }

    [Test]
    public async Task What_is_set_together_with_the_mode_counts_for_its_messages([Values] bool modeFirst)
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Active = TcpActive.False });
        await pair.PeerSendsAsync([0, 1, (byte)'a', 0, 1, (byte)'b'], Token);
        TcpOptionSetting mode = TcpOptions.Active.With(TcpActive.Once);
        TcpOptionSetting packet = TcpOptions.Packet.With(PacketType.Length2);

        Outcome.Ok(pair.Socket.Options.Set(modeFirst ? [mode, packet] : [packet, mode]), "setopts of both");

        await pair.Socket.TellsAsync(["{tcp,a}"], "setopts: the options are in force before there is a message", Token);
        pair.Socket.TellsNothing("active once");
    }

    [Test]
    public async Task Once_waits_for_a_packet()
    {
        ConnectedPair pair = await PairAsync(Lines);
        Arm(pair.Socket, TcpActive.Once);
        AssertActive(pair.Socket, TcpActive.Once, "before the packet");

        await pair.Peer.SendAsync(Bytes("a"), Token);
        await pair.Peer.SendAsync(Bytes("\nb\n"), Token);

        await pair.Socket.TellsAsync(["{tcp,a}"], "active once: when the packet is whole", Token);
        await pair.Socket.DeliversAsync(Bytes("b\n"), "recv after once", Token);
    }

    [TestCase(1)]
    [TestCase(3)]
    public async Task N_tells_of_N_packets_and_that_it_ran_out(int count)
    {
        ConnectedPair pair = await PairAsync(Lines);
        await pair.PeerSendsAsync(Bytes("0\n1\n2\n3\n"), Token);

        Arm(pair.Socket, TcpActive.Count(count));

        await pair.Socket.TellsAsync(
            [.. NumberedMessages(count), Mail.Passive], "active N: tcp_passive right after the last one", Token);
        AssertActive(pair.Socket, TcpActive.False, "after N");
        pair.Socket.TellsNothing("active N: the rest stays");
        await pair.Socket.DeliversAsync(Bytes($"{count}\n"), "active N: the rest stays for recv", Token);
    }

    [Test]
    public async Task getopts_tells_what_is_left_of_N()
    {
        ConnectedPair pair = await PairAsync(Lines with { Active = TcpActive.Count(3) });
        AssertActive(pair.Socket, TcpActive.Count(3), "before the first");

        await pair.Peer.SendAsync(Bytes("0\n"), Token);
        await pair.Socket.TellsAsync(["{tcp,0}"], "active 3: the first", Token);
        AssertActive(pair.Socket, TcpActive.Count(2), "after the first");

        await pair.Peer.SendAsync(Bytes("1\n2\n"), Token);
        await pair.Socket.TellsAsync(["{tcp,1}", "{tcp,2}", Mail.Passive], "active 3: the others", Token);
    }

    [Test]
    public async Task A_thousand_packets_come_in_order_and_then_the_end([ValueSource(nameof(ActiveValues))] TcpActive value)
    {
        const int Count = 1000;
        ConnectedPair pair = await PairAsync(Lines);
        await pair.Peer.SendAsync(Bytes(NumberedLines(Count)), Token);
        pair.Peer.SendFin();

        var heard = new List<string>();
        while (heard.Count <= Count)
        {
            Arm(pair.Socket, value);
            do
            {
                heard.Add(Mail.Words(await pair.Socket.Owner.Messages.ReadAsync(Token)));
            }
            while (value.Mode != TcpActiveMode.Once && heard[^1] != Mail.Passive && heard[^1] != Mail.Closed);
            heard.Remove(Mail.Passive);
        }

        Assert.That(heard, Is.EqualTo(NumberedMessages(Count).Append(Mail.Closed)), "all of it before tcp_closed, in order");
    }

    [Test]
    public async Task A_count_sizes_the_buffer(
        [Values("once", "1", "5", "true")] string mode, [Values] bool afterReceive, [Values] bool intoMemory)
    {
        TcpActive value = mode == "once" ? TcpActive.Once : mode == "true" ? TcpActive.True : TcpActive.Count(mode[0] - '0');
        ConnectedPair pair = await PairAsync();
        if (afterReceive)
        {
            await pair.PeerSendsAsync(new byte[1], Token);
            await ReceiveByteAsync(pair.Socket, intoMemory);
        }

        Arm(pair.Socket, value);
        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.Buffer, 10), "setopts: buffer");
        await pair.Peer.SendAsync(new byte[11], Token);

        var first = (TcpDataMessage)await pair.Socket.Owner.Messages.ReadAsync(Token);
        Assert.That(
            first.Packet.Length,
            Is.EqualTo(Expect.Receiving.WaitSizesBuffer && mode != "true" ? 11 : 10),
            "a message has as many bytes as the buffer had room for when the socket became active");
    }

    private async Task ReceiveByteAsync(ITcpSocket socket, bool intoMemory)
    {
        if (intoMemory)
        {
            Outcome.Same(await socket.ReceiveAsync(new byte[9], null, Token), 1, "recv");
        }
        else
        {
            await socket.DeliversAsync(new byte[1], "recv", Token);
        }
    }

    [Test]
    [Deviation("A packet arrives after active mode was left")]
    public async Task From_active_to_passive_later_data_stays_for_recv([ValueSource(nameof(ActiveValues))] TcpActive value)
    {
        ConnectedPair pair = await PairAsync(Lines with { Active = value });
        await pair.Peer.SendAsync(Bytes("a\n"), Token);
        await pair.Socket.TellsAsync(["{tcp,a}"], "active", Token);

        Arm(pair.Socket, TcpActive.False);
        if (value.Mode == TcpActiveMode.Count && Expect.Delivering.FalseTellsPassive)
        {
            await pair.Socket.TellsAsync([Mail.Passive], "from N to false", Token);
        }

        await pair.Peer.SendAsync(Bytes("b\n"), Token);
        if (!Expect.Deviations.PacketAfterActiveIsFound && value != TcpActive.Once)
        {
            Outcome.Is(
                await pair.Socket.ReceiveAsync(0, TimeSpan.FromMilliseconds(50), Token), TcpError.Timeout, "recv does not look");
            await pair.Peer.SendAsync(Bytes("c\n"), Token);
        }

        await pair.Socket.DeliversAsync(Bytes("b\n"), "recv: later data", Token);
        pair.Socket.TellsNothing("from active to passive");
    }

    [Test]
    public async Task Delivery_starts_once_the_whole_list_is_applied([Values] bool activeFirst)
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Mode = TcpMode.List });
        await pair.PeerSendsAsync(Wire.Frame(PacketType.Length4, Bytes("abc")), Token);
        TcpOptionSetting[] others = [TcpOptions.Mode.With(TcpMode.Binary), TcpOptions.Packet.With(PacketType.Length4)];
        TcpOptionSetting active = TcpOptions.Active.With(TcpActive.Once);

        Outcome.Ok(
            pair.Socket.Options.Set(activeFirst ? [active, .. others] : [.. others, active]), "setopts of several options");

        await pair.Socket.TellsAsync(["{tcp,abc}"], "the whole list counts, in any order", Token);
    }

    [Test]
    public async Task A_line_longer_than_buffer_comes_as_by_receives()
    {
        ConnectedPair pair = await PairAsync(Lines with { Buffer = 10, Active = TcpActive.True });
        string line = "0123456789abcdefghijklmno";

        await pair.Peer.SendAsync(Bytes(line + "\n"), Token);

        string[] pieces = Expect.Packets.BufferBoundsLines ? [line[..10], line[10..20], line[20..]] : [line];
        await pair.Socket.TellsAsync(pieces.Select(Mail.Data), "long lines", Token);
    }

    [Test]
    [Deviation("Counters of received packets 1, 2, 4")]
    public async Task getstat_counts_what_was_told()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = PacketType.Length4, Active = TcpActive.True });
        await pair.Peer.SendAsync(Wire.Frames(PacketType.Length4, Bytes("a"), Bytes("bc")), Token);
        await pair.Socket.TellsAsync(["{tcp,a}", "{tcp,bc}"], "two packets", Token);

        TcpStatistics counters = Outcome.Ok(pair.Socket.Statistics, "getstat");

        if (!Expect.Deviations.StatisticsCountReads)
        {
            Assert.That((counters.ReceivedPackets, counters.ReceivedBytes), Is.EqualTo((2L, 11L)), "recv_cnt, recv_oct");
            return;
        }

        Assert.That((counters.ReceivedPackets, counters.ReceivedBytes), Is.Not.EqualTo((2L, 11L)), "it counts reads");
    }

    [Test]
    public async Task Data_that_a_receive_has_kept_is_delivered_first([Values] bool once)
    {
        ConnectedPair pair = await PairAsync();
        await pair.PeerSendsAsync(Bytes("abc"), Token);
        Outcome.Is(
            await pair.Socket.ReceiveAsync(5, TimeSpan.FromMilliseconds(20), Token), TcpError.Timeout, "recv(5) with 3 there");

        Arm(pair.Socket, once ? TcpActive.Once : TcpActive.True);

        await pair.Socket.TellsAsync(["{tcp,abc}"], "what a timed-out recv has kept", Token);
    }
}

[TestFixture]
public sealed class InetActive() : ActiveSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketActive() : ActiveSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetActive() : ActiveSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketActive() : ActiveSuite(BackendUnderTest.OtpSocket);
