using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Differential;

/// <summary>What the traces leave out, because OTP and the library are known to go different ways there.</summary>
public abstract class TraceDeviationsSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    [Test]
    [Deviation("Packets 1, 2, 4 are read ahead on `socket`")]
    public async Task Closing_with_packets_that_were_read_ahead()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = PacketType.Length4 });
        await pair.PeerSendsAsync(Wire.Frames(PacketType.Length4, [1], [2]), Token);
        await pair.Socket.DeliversAsync([1], "recv: one packet", Token);

        Outcome.Ok(await pair.Socket.CloseAsync(Token), "close");

        PeerReading reading = await pair.Peer.ReceiveToEndAsync(Token);
        Assert.That(
            reading.End,
            Is.EqualTo(Expect.Deviations.ReadsPacketsAhead ? PeerEnd.Closed : PeerEnd.EConnReset),
            "close: RST only if something is unread in the kernel");
    }

    [Test]
    [Deviation("Counters of a send in several parts on `socket`")]
    public async Task Counting_what_was_sent_in_several_parts()
    {
        CloggedPair pair = await CloggedPairAsync();

        long sent = pair.Socket.Statistics.Value.SentBytes;

        Assert.That(
            sent,
            Expect.Deviations.CountsPartsOfSends ? Is.EqualTo(pair.BytesAccepted) : Is.LessThan(pair.BytesAccepted),
            "getstat: send_oct");
    }

    [Test]
    [Deviation("End of the stream with `show_econnreset`")]
    public async Task Closing_while_a_receive_waits_with_show_econnreset()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { ShowEconnreset = true });
        Task<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(0, null, Token).AsTask();

        Outcome.Ok(await pair.Socket.CloseAsync(Token), "close");

        Outcome.Is(await receiving, Expect.Deviations.EndWithShowEconnreset, "a receive that waits when the socket is closed");
    }

    [Test]
    [Deviation("Changing `packet` in the middle of a packet")]
    public async Task Changing_the_packet_type_after_a_poll_in_the_middle_of_a_packet()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = PacketType.Length2 });
        await pair.PeerSendsAsync([0, 5, 1], Token);
        Outcome.Is(await pair.Socket.ReceiveAsync(0, TimeSpan.Zero, Token), TcpError.Timeout, "the packet is not complete");
        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.Packet, PacketType.Raw), "the packet type can be changed at any time");

        TcpResult<TcpPacket> received = await pair.Socket.ReceiveAsync(0, TimeSpan.Zero, Token);

        if (Expect.Deviations.NewPacketTypeCountsAtOnce)
        {
            Outcome.Delivers(received, [0, 5, 1], "recv: what there is, as it is");
        }
        else
        {
            Outcome.Is(received, TcpError.Timeout, "recv: waits for as much as the packet lacked");
        }
    }

    [Test]
    [Deviation("Changing `packet_size` in the middle of a packet")]
    public async Task Changing_packet_size_in_the_middle_of_a_packet()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = PacketType.Length4 });
        await pair.PeerSendsAsync([0, 0, 0, 3, 1], Token);
        Task<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(cancellationToken: Token).AsTask();
        Outcome.StillWaits(receiving, "the packet is not complete");
        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.PacketSize, 2), "packet_size can be changed at any time");
        await pair.Peer.SendAsync(new byte[] { 2, 3 }, Token);

        TcpResult<TcpPacket> received = await receiving;

        if (Expect.Deviations.NewPacketSizeCountsAtOnce)
        {
            Outcome.Is(received, TcpError.EMsgSize, "packet_size: the maximum length of the packet body");
        }
        else
        {
            Outcome.Delivers(received, [1, 2, 3], "recv: its length was allowed when its header came");
        }
    }

    [Test]
    [Deviation("A receive with a timeout after active mode was left")]
    public async Task A_receive_with_a_timeout_after_active_mode_was_left([Values(0, 15)] int milliseconds)
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Active = TcpActive.True });
        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.Active, TcpActive.False), "active can be left");

        Task<TcpResult<TcpPacket>> receiving =
            pair.Socket.ReceiveAsync(0, TimeSpan.FromMilliseconds(milliseconds), Token).AsTask();

        if (Expect.Deviations.TimeoutHoldsAfterActive)
        {
            Outcome.Is(await receiving, TcpError.Timeout, "recv: nothing has arrived");
            return;
        }

        Outcome.StillWaits(receiving, "recv: the timeout is not looked at");
        await pair.Peer.SendAsync(new byte[] { 1 }, Token);
        Outcome.Delivers(await receiving, [1], "recv: what has arrived");
    }

    [Test]
    [Deviation("Setting active while several receives wait")]
    public async Task Setting_active_while_several_receives_wait()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = PacketType.Length1 });
        Task<TcpResult<TcpPacket>> first = pair.Socket.ReceiveAsync(0, null, Token).AsTask();
        Task<TcpResult<TcpPacket>> second = pair.Socket.ReceiveAsync(0, null, Token).AsTask();
        if (!Expect.Receiving.Queues)
        {
            Outcome.Is(await second, TcpError.EAlready, "recv: only one waits");
            return;
        }

        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.Active, TcpActive.True), "active can be set at any time");
        await pair.Peer.SendAsync(Wire.Frames(PacketType.Length1, [1], [2], [3]), Token);

        Outcome.Delivers(await first, [1], "recv: the next data");
        Outcome.Is(await second, Expect.Deviations.SecondReceiveOnceActive, "recv: the one behind it");
    }

    [Test]
    [Deviation("Setting active while a receive waits that was made after active mode was left")]
    public async Task Setting_active_while_a_receive_waits_that_was_made_after_active_mode_was_left()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Active = TcpActive.Once });
        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.Active, TcpActive.Count(0)), "active can be left");
        Task<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(0, null, Token).AsTask();
        Outcome.StillWaits(receiving, "recv: there is nothing");
        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.Active, TcpActive.True), "active can be set at any time");

        Outcome.Is(await pair.Socket.ReceiveAsync(0, TimeSpan.Zero, Token), TcpError.EInval, "recv: only in passive mode");
        if (!Expect.Deviations.WaitingReceiveComesFirst)
        {
            Outcome.StillWaits(receiving, "recv: what comes goes to the owner");
            return;
        }

        await pair.Peer.SendAsync(new byte[] { 1 }, Token);
        TcpResult<TcpPacket> received = await receiving;
        if (Expect.Deviations.ReceiveAfterActiveStaysValid)
        {
            Outcome.Delivers(received, [1], "recv: the next data");
        }
        else
        {
            Outcome.Is(received, TcpError.EInval, "recv: the socket is active now");
        }
    }

    [Test]
    [Deviation("Handing over when the end was told and not read")]
    public async Task Handing_over_when_the_end_was_told_and_not_read()
    {
        ITcpMailbox old = Keep(Backend.CreateMailbox());
        ITcpMailbox next = Keep(Backend.CreateMailbox());
        ConnectedPair pair = await PairAsync(
            new TcpSocketOptions { Owner = old, Active = TcpActive.True, ExitOnClose = false });
        pair.Peer.SendFin();
        await old.Messages.WaitToReadAsync(Token);

        Outcome.Ok(old.HandOver(pair.Socket, next), "controlling_process");

        await next.HearsAsync([Mail.Closed], "the word of the end moves", Token);
        Outcome.Is(
            next.HandOver(pair.Socket, Keep(Backend.CreateMailbox())),
            Expect.Deviations.HandOverAfterEndIsComplete ? TcpError.None : TcpError.NotOwner,
            "controlling_process by the new owner");
    }

    [Test]
    [Deviation("The stream ends while a close waits on `inet`")]
    public async Task The_stream_ends_while_a_close_waits()
    {
        CloggedPair pair = await CloggedPairAsync(new TcpSocketOptions { Active = TcpActive.Once }, queuedBytes: 100);
        Task<TcpResult> closing = pair.Socket.CloseAsync(Token).AsTask();
        long began = Environment.TickCount64;

        pair.Peer.SendFin();

        Outcome.Ok(await closing, "close: nothing is left to be sent");
        if (!Expect.Deviations.WaitingCloseLearnsOfEndAtOnce)
        {
            Assert.That(Environment.TickCount64 - began, Is.GreaterThan(4000), "close: looks again every 5 s");
        }
        else
        {
            Assert.That(Environment.TickCount64 - began, Is.LessThan(4000), "close: at once");
        }
    }

    [Test]
    [Deviation("A receive waits on `inet`, closing with `linger` 0 drops what is queued")]
    public async Task Closing_with_linger_zero_while_a_receive_waits_and_output_is_queued()
    {
        CloggedPair pair = await CloggedPairAsync(new TcpSocketOptions { Linger = TcpLinger.Reset }, queuedBytes: 100);
        Task<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(0, null, Token).AsTask();
        Outcome.StillWaits(receiving, "recv: there is nothing");

        Outcome.Ok(await pair.Socket.CloseAsync(Token), "close: it drops what is queued");

        Assert.That((await pair.Peer.ReceiveToEndAsync(Token)).End, Is.EqualTo(PeerEnd.EConnReset), "linger 0: RST");
        Outcome.Is(await pair.Socket.ReceiveAsync(0, TimeSpan.Zero, Token), TcpError.Closed, "recv: the socket is closed");
        if (Expect.Deviations.LingerZeroEndsReceive)
        {
            Outcome.Is(await receiving, TcpError.Closed, "recv: the socket is closed");
        }
        else
        {
            Outcome.StillWaits(receiving, "recv: nobody answers it");
        }
    }

    [Test]
    [Deviation("A packet of more than 2 GiB on `socket`")]
    public async Task A_packet_longer_than_an_array()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = PacketType.Length4, PacketSize = 0 });
        await pair.PeerSendsAsync([0xff, 0xff, 0xff, 0xff, 1], Token);

        Outcome.Is(
            await pair.Socket.ReceiveAsync(0, TimeSpan.FromMilliseconds(50), Token),
            Expect.Deviations.HugePacket,
            "recv: a packet that nobody can hold");
    }
}

[TestFixture]
public sealed class InetTraceDeviations() : TraceDeviationsSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketTraceDeviations() : TraceDeviationsSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetTraceDeviations() : TraceDeviationsSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketTraceDeviations() : TraceDeviationsSuite(BackendUnderTest.OtpSocket);
