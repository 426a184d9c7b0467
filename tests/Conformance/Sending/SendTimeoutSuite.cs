using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Sending;

/// <summary>send_timeout, as far as it is the same everywhere: semantics 5.6; gen_tcp manual, send/2.</summary>
public abstract class SendTimeoutSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    private const int BeyondTheMark = 8192;

    private readonly ManualTimeProvider _clock = new();

    protected override TimeProvider Clock => _clock;

    private TimeSpan Limit => Unhurried(TimeSpan.FromMilliseconds(200));

    [Test]
    public async Task send_timeout_basic()
    {
        CloggedPair pair = await CloggedPairAsync(
            new TcpSocketOptions { SendTimeout = Limit }, queuedBytes: BeyondTheMark);
        Task<TcpSendResult> sending = pair.Socket.SendAsync(Pattern.Bytes(1000), Token).AsTask();

        _clock.Advance(Limit - TimeSpan.FromMilliseconds(1));
        Outcome.StillWaits(sending, "send: the timeout has not passed");
        _clock.Advance(TimeSpan.FromMilliseconds(1));

        TcpSendResult result = await sending;
        Outcome.Is(result, TcpError.Timeout, "send: send_timeout");
        Assert.That(result.HasRestData, Is.Not.EqualTo(Expect.Sending.Queues));
        AssertCloseReason(pair.Socket, TcpCloseReason.None);
    }

    [Test]
    public async Task Zero_with_room_is_ok([Values(PacketType.Raw, PacketType.Length4)] PacketType packet)
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = packet, SendTimeout = TimeSpan.Zero });

        ValueTask<TcpSendResult> sending = pair.Socket.SendAsync("abc"u8.ToArray(), Token);

        Assert.That(sending.IsCompleted);
        Outcome.Ok(await sending, "send: send_timeout 0, room");
        byte[] expected = Wire.Frame(packet, "abc"u8.ToArray());
        Assert.That(await pair.Peer.ReceiveExactlyAsync(expected.Length, Token), Is.EqualTo(expected));
    }

    [Test]
    public async Task Zero_with_room_is_ok_for_any_number_of_segments([Values(64, 65, 129, 2000)] int segments)
    {
        ConnectedPair pair = await PairAsync(
            new TcpSocketOptions { Packet = PacketType.Length4, SendTimeout = TimeSpan.Zero, SendTimeoutClose = true });
        byte[] payload = Pattern.Bytes(segments * 10);

        Outcome.Ok(await pair.Socket.SendAsync(Segments.Cut(payload, segments), Token), "send: send_timeout 0, room");

        byte[] expected = Wire.Frame(PacketType.Length4, payload);
        Assert.That(await pair.Peer.ReceiveExactlyAsync(expected.Length, Token), Is.EqualTo(expected));
    }

    [Test]
    public async Task Zero_when_jammed_is_a_timeout_at_once()
    {
        CloggedPair pair = await CloggedPairAsync(
            new TcpSocketOptions { SendTimeout = TimeSpan.Zero }, queuedBytes: BeyondTheMark);

        ValueTask<TcpSendResult> sending = pair.Socket.SendAsync(Pattern.Bytes(1000), Token);

        Assert.That(sending.IsCompleted);
        Outcome.Is(await sending, TcpError.Timeout, "send: send_timeout 0, jammed");
    }

    [Test]
    public async Task Infinity_waits_for_ever()
    {
        CloggedPair pair = await CloggedPairAsync(queuedBytes: BeyondTheMark);
        Task<TcpSendResult> sending = pair.Socket.SendAsync(Pattern.Bytes(pair.BytesAccepted, 1000), Token).AsTask();

        _clock.Advance(TimeSpan.FromDays(60));
        Outcome.StillWaits(sending, "send: send_timeout infinity");

        CloggedPair.AssertIsPattern(await pair.Peer.ReceiveExactlyAsync((int)pair.BytesAccepted + 1000, Token));
        Outcome.Ok(await sending, "send: the peer has read");
    }

    [Test]
    [OnlyOurs("It lasts 49 days.")]
    public async Task The_longest_timeout_is_kept()
    {
        TimeSpan longest = TimeSpan.FromMilliseconds(4_294_967_294);
        CloggedPair pair = await CloggedPairAsync(
            new TcpSocketOptions { SendTimeout = longest }, queuedBytes: BeyondTheMark);
        Task<TcpSendResult> sending = pair.Socket.SendAsync(Pattern.Bytes(1000), Token).AsTask();

        _clock.Advance(longest - TimeSpan.FromMilliseconds(1));
        Outcome.StillWaits(sending, "send: 49 days less 1 ms");
        _clock.Advance(TimeSpan.FromMilliseconds(1));

        Outcome.Is(await sending, TcpError.Timeout, "send: 49 days");
    }

    [Test]
    public async Task A_change_does_not_touch_the_call_that_waits()
    {
        CloggedPair pair = await CloggedPairAsync(
            new TcpSocketOptions { SendTimeout = Limit }, queuedBytes: BeyondTheMark);
        Task<TcpSendResult> sending = pair.Socket.SendAsync(Pattern.Bytes(1000), Token).AsTask();

        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.SendTimeout, 5 * Limit), "setopts: send_timeout");
        _clock.Advance(Limit);

        Outcome.Is(await sending, TcpError.Timeout, "send: the timeout at the call counts");
        Task<TcpSendResult> next = pair.Socket.SendAsync(Pattern.Bytes(1000), Token).AsTask();
        _clock.Advance(4 * Limit);
        Outcome.StillWaits(next, "send: the new timeout counts from now on");
        _clock.Advance(Limit);
        Outcome.Is(await next, TcpError.Timeout, "send: the new timeout");
    }

    [Test]
    public async Task A_send_that_gets_through_in_time_leaves_no_timer()
    {
        CloggedPair pair = await CloggedPairAsync(
            new TcpSocketOptions { SendTimeout = Limit }, queuedBytes: BeyondTheMark);
        Task<TcpSendResult> sending = pair.Socket.SendAsync(Pattern.Bytes(pair.BytesAccepted, 1000), Token).AsTask();

        await pair.Peer.ReceiveExactlyAsync((int)pair.BytesAccepted + 1000, Token);

        Outcome.Ok(await sending, "send: the peer has read");
        Assert.That(_clock.PendingTimers, Is.Zero);
        _clock.Advance(10 * Limit);
        Outcome.Ok(await pair.Socket.SendAsync(new byte[1], Token), "send: long after");
    }
}

[TestFixture]
public sealed class InetSendTimeout() : SendTimeoutSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketSendTimeout() : SendTimeoutSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetSendTimeout() : SendTimeoutSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketSendTimeout() : SendTimeoutSuite(BackendUnderTest.OtpSocket);
