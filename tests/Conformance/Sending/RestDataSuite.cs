using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Sending;

/// <summary>Where there is no queue, a send that timed out says which bytes the kernel did not take: semantics 5.6.</summary>
public abstract class RestDataSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    private readonly ManualTimeProvider _clock = new();

    protected override TimeProvider Clock => _clock;

    private TimeSpan Limit => Unhurried(TimeSpan.FromMilliseconds(200));

    [TestCase(PacketType.Raw)]
    [TestCase(PacketType.Length1)]
    [TestCase(PacketType.Length2)]
    [TestCase(PacketType.Length4)]
    public async Task If_nothing_was_written_the_rest_is_the_frame_with_its_header(PacketType packet)
    {
        CloggedPair pair = await CloggedPairAsync(new TcpSocketOptions { Packet = packet, SendTimeout = Limit });

        TcpSendResult result = await TimeOutAsync(pair.Socket, "abcdef"u8.ToArray());

        Assert.That(result.RestData.ToArray(), Is.EqualTo(Wire.Frame(packet, "abcdef"u8.ToArray())));
        await pair.DrainAsync(Token);
        await AssertNothingFollowsAsync(pair.Connection);
    }

    [Test]
    public async Task If_a_part_was_written_the_rest_is_exactly_what_the_peer_does_not_get(
        [Values(PacketType.Raw, PacketType.Length1, PacketType.Length2, PacketType.Length4)] PacketType packet,
        [Values] bool atOnce)
    {
        byte[] payload = Pattern.Bytes(1_000_000);
        ConnectedPair pair = await SmallPairAsync(
            new TcpSocketOptions { Packet = packet, SendTimeout = atOnce ? TimeSpan.Zero : Limit });

        TcpSendResult result = atOnce
            ? await pair.Socket.SendAsync(payload, Token)
            : await TimeOutAsync(pair.Socket, payload);

        Outcome.Is(result, TcpError.Timeout, "send: more than the kernel takes");
        Assert.That(result.RestData.Length, Is.InRange(1, payload.Length - 1));
        byte[] frame = Wire.Frame(packet, payload);
        byte[] received = await pair.Peer.ReceiveExactlyAsync(frame.Length - result.RestData.Length, Token);
        Assert.That(frame.AsSpan().SequenceEqual([.. received, .. result.RestData.Span]), "received and rest are the frame");
        await AssertNothingFollowsAsync(pair);
    }

    [Test]
    public async Task The_rest_of_many_segments_is_exact_too()
    {
        byte[] payload = Pattern.Bytes(300_000);
        ConnectedPair pair = await SmallPairAsync(
            new TcpSocketOptions { Packet = PacketType.Length4, SendTimeout = TimeSpan.Zero });

        TcpSendResult result = await pair.Socket.SendAsync(Segments.Cut(payload, 2999), Token);

        byte[] frame = Wire.Frame(PacketType.Length4, payload);
        byte[] received = await pair.Peer.ReceiveExactlyAsync(frame.Length - result.RestData.Length, Token);
        Assert.That(frame.AsSpan().SequenceEqual([.. received, .. result.RestData.Span]), "received and rest are the frame");
    }

    [Test]
    public async Task The_rest_is_a_copy()
    {
        byte[] payload = Pattern.Bytes(1_000_000);
        ConnectedPair pair = await SmallPairAsync(new TcpSocketOptions { SendTimeout = TimeSpan.Zero });

        TcpSendResult result = await pair.Socket.SendAsync(payload, Token);
        int sent = payload.Length - result.RestData.Length;
        payload.AsSpan().Clear();

        Assert.That(Pattern.FirstDifference(result.RestData.Span, sent), Is.Negative);
    }

    [Test]
    public async Task Recovery_is_packet_raw_then_the_rest_then_the_packet_type_again(
        [Values(PacketType.Length1, PacketType.Length2, PacketType.Length4)] PacketType packet, [Values] bool jammed)
    {
        byte[] payload = Pattern.Bytes(jammed ? 200 : 500_000);
        var options = new TcpSocketOptions { Packet = packet, SendTimeout = Limit };
        CloggedPair? clogged = jammed ? await CloggedPairAsync(options) : null;
        ConnectedPair pair = clogged?.Connection ?? await SmallPairAsync(options);
        TcpSendResult result = await TimeOutAsync(pair.Socket, payload);

        Outcome.Ok(
            pair.Socket.Options.Set(
                [TcpOptions.Packet.With(PacketType.Raw), TcpOptions.SendTimeout.With(Timeout.InfiniteTimeSpan)]),
            "setopts: packet raw");
        Task<TcpSendResult> resending = pair.Socket.SendAsync(result.RestData, Token).AsTask();
        await (clogged?.DrainAsync(Token) ?? Task.CompletedTask);
        byte[] frame = Wire.Frame(packet, payload);
        byte[] received = await pair.Peer.ReceiveExactlyAsync(frame.Length, Token);
        Outcome.Ok(await resending, "send: the rest");
        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.Packet, packet), "setopts: the packet type again");
        Outcome.Ok(await pair.Socket.SendAsync("last"u8.ToArray(), Token), "send: the next packet");

        Assert.That(received.AsSpan().SequenceEqual(frame), "the frame that was cut short is intact");
        byte[] last = Wire.Frame(packet, "last"u8.ToArray());
        Assert.That(await pair.Peer.ReceiveExactlyAsync(last.Length, Token), Is.EqualTo(last));
    }

    [Test]
    public async Task Further_sends_get_all_of_theirs_back()
    {
        CloggedPair pair = await CloggedPairAsync(new TcpSocketOptions { SendTimeout = Limit });

        TcpSendResult first = await TimeOutAsync(pair.Socket, "abcdef"u8.ToArray());
        TcpSendResult second = await TimeOutAsync(pair.Socket, "ghijkl"u8.ToArray());

        Assert.That(first.RestData.ToArray(), Is.EqualTo("abcdef"u8.ToArray()));
        Assert.That(second.RestData.ToArray(), Is.EqualTo("ghijkl"u8.ToArray()));
        await pair.DrainAsync(Token);
        await AssertNothingFollowsAsync(pair.Connection);
    }

    [Test]
    public async Task send_timeout_para()
    {
        CloggedPair pair = await CloggedPairAsync(new TcpSocketOptions { SendTimeout = Limit });
        TimeSpan step = Unhurried(TimeSpan.FromMilliseconds(50));
        var sending = new List<Task<TcpSendResult>>();
        foreach (byte letter in "abc"u8.ToArray())
        {
            sending.Add(pair.Socket.SendAsync(new[] { letter }, Token).AsTask());
            await PassAsync(_clock, step);
        }

        _clock.Advance(Limit - (3 * step) - TimeSpan.FromMilliseconds(1));
        for (int i = 0; i < sending.Count; i++)
        {
            sending[i..].ForEach(task => Outcome.StillWaits(task, "send: each has a clock of its own"));
            _clock.Advance(TimeSpan.FromMilliseconds(1));
            TcpSendResult result = await sending[i];
            Assert.That(result.RestData.ToArray(), Is.EqualTo(new[] { "abc"u8[i] }));
            _clock.Advance(step - TimeSpan.FromMilliseconds(1));
        }
    }

    [Test]
    public async Task Zero_behind_a_send_that_waits_is_a_timeout_at_once()
    {
        CloggedPair pair = await CloggedPairAsync();
        Task<TcpSendResult> waiting = pair.Socket.SendAsync(Pattern.Bytes(pair.BytesAccepted, 1000), Token).AsTask();
        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.SendTimeout, TimeSpan.Zero), "setopts: send_timeout");

        TcpSendResult result = await pair.Socket.SendAsync("abc"u8.ToArray(), Token);

        Assert.That(result.RestData.ToArray(), Is.EqualTo("abc"u8.ToArray()));
        Outcome.StillWaits(waiting, "send: its own timeout is infinity");
        CloggedPair.AssertIsPattern(await pair.Peer.ReceiveExactlyAsync((int)pair.BytesAccepted + 1000, Token));
        Outcome.Ok(await waiting, "send: the peer has read");
    }

    [Test]
    public async Task When_the_first_times_out_the_next_one_takes_its_turn()
    {
        CloggedPair pair = await CloggedPairAsync(new TcpSocketOptions { SendTimeout = Limit });
        Task<TcpSendResult> first = pair.Socket.SendAsync("first"u8.ToArray(), Token).AsTask();
        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.SendTimeout, Timeout.InfiniteTimeSpan), "setopts: send_timeout");
        Task<TcpSendResult> second = pair.Socket.SendAsync("second"u8.ToArray(), Token).AsTask();

        _clock.Advance(Limit);
        Outcome.Is(await first, TcpError.Timeout, "send: the first");
        await pair.DrainAsync(Token);

        Assert.That(await pair.Peer.ReceiveExactlyAsync(6, Token), Is.EqualTo("second"u8.ToArray()));
        Outcome.Ok(await second, "send: the second");
    }

    private Task<ConnectedPair> SmallPairAsync(TcpSocketOptions options) =>
        PairAsync(options with { SendBuffer = CloggedPair.KernelBuffer }, peerReceiveBuffer: CloggedPair.KernelBuffer);

    private async Task<TcpSendResult> TimeOutAsync(ITcpSocket socket, byte[] data)
    {
        Task<TcpSendResult> sending = socket.SendAsync(data, Token).AsTask();
        Outcome.StillWaits(sending, "send: jammed");
        _clock.Advance(Limit);
        TcpSendResult result = await sending;
        Outcome.Is(result, TcpError.Timeout, "send: jammed");
        Assert.That(result.HasRestData);
        return result;
    }

    private async Task AssertNothingFollowsAsync(ConnectedPair pair)
    {
        Outcome.Ok(await pair.Socket.ShutdownAsync(TcpShutdown.Write, Token), "shutdown(write)");
        Assert.That((await pair.Peer.ReceiveToEndAsync(Token)).Bytes, Is.Empty);
    }
}

[TestFixture]
public sealed class SocketRestData() : RestDataSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpSocketRestData() : RestDataSuite(BackendUnderTest.OtpSocket);
