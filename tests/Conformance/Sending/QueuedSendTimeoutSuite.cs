using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Sending;

/// <summary>Where there is a driver queue, a send that timed out stays in it: semantics 5.6.</summary>
public abstract class QueuedSendTimeoutSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    private readonly ManualTimeProvider _clock = new();

    protected override TimeProvider Clock => _clock;

    private TimeSpan Limit => Unhurried(TimeSpan.FromMilliseconds(200));

    [Test]
    public async Task All_of_it_is_delivered_later_and_exactly_once(
        [Values(PacketType.Raw, PacketType.Length1, PacketType.Length2, PacketType.Length4)] PacketType packet)
    {
        CloggedPair pair = await CloggedPairAsync(
            new TcpSocketOptions { Packet = packet, SendTimeout = Limit }, queuedBytes: 8000);
        byte[] payload = Pattern.Bytes(250);

        TcpSendResult result = await TimeOutAsync(pair.Socket, payload);

        Assert.That(result.HasRestData, Is.False, "on inet there is nothing to be sent again");
        Assert.That(pair.QueuedBytes, Is.EqualTo(8000 + (int)packet + 250));
        await pair.DrainAsync(Token);
        await AssertPeerReadsAsync(pair, Wire.Frame(packet, payload));
    }

    [Test]
    public async Task A_call_below_the_mark_is_ok_however_long_the_queue_is_stuck()
    {
        CloggedPair pair = await CloggedPairAsync(
            new TcpSocketOptions { SendTimeout = TimeSpan.Zero }, queuedBytes: 100);

        Outcome.Ok(await pair.Socket.SendAsync(Pattern.Bytes(pair.BytesAccepted, 8000), Token), "send: below the mark");
        Outcome.Is(await pair.Socket.SendAsync(new byte[92], Token), TcpError.Timeout, "send: reaches the mark");
    }

    [Test]
    public async Task Further_sends_are_queued_as_well_and_time_out_each()
    {
        CloggedPair pair = await CloggedPairAsync(new TcpSocketOptions { SendTimeout = Limit }, queuedBytes: 8192);

        Outcome.Is(await TimeOutAsync(pair.Socket, "abcdef"u8.ToArray()), TcpError.Timeout, "send: jammed");
        Assert.That(pair.QueuedBytes, Is.EqualTo(8198));
        Outcome.Is(await TimeOutAsync(pair.Socket, "ghijkl"u8.ToArray()), TcpError.Timeout, "send: at once again");
        Assert.That(pair.QueuedBytes, Is.EqualTo(8204), "the queue grows past the mark with each");

        await pair.DrainAsync(Token);
        await AssertPeerReadsAsync(pair, "abcdefghijkl"u8.ToArray());
    }

    [Test]
    [Deviation("The order of senders that wait on `inet`")]
    public async Task send_timeout_para()
    {
        CloggedPair pair = await CloggedPairAsync(new TcpSocketOptions { SendTimeout = Limit }, queuedBytes: 8192);
        List<Task<TcpSendResult>> sending =
            [.. "abc"u8.ToArray().Select(letter => pair.Socket.SendAsync(new[] { letter }, Token).AsTask())];

        for (int i = 0; sending.Count > 0; i++)
        {
            await Eventually.TrueAsync(() => pair.QueuedBytes >= 8193 + i, "the next one was queued", Token);
            Assert.That(pair.QueuedBytes, Is.EqualTo(8193 + i), "one call waits at the mark, the others before queueing");
            _clock.Advance(Limit - TimeSpan.FromMilliseconds(1));
            sending.ForEach(one => Outcome.StillWaits(one, "send: its clock started when the one before ended"));
            _clock.Advance(TimeSpan.FromMilliseconds(1));
            Task<TcpSendResult> ended = await Task.WhenAny(sending);
            Outcome.Is(await ended, TcpError.Timeout, "send: one after the other");
            Assert.That(
                sending.IndexOf(ended), Expect.Deviations.SendersKeepTheirOrder ? Is.Zero : Is.Not.Negative, "send: in order");
            sending.Remove(ended);
        }

        await pair.DrainAsync(Token);
        await AssertPeerReadsAsync(
            pair, Expect.Deviations.SendersKeepTheirOrder ? "abc"u8.ToArray() : "acb"u8.ToArray());
    }

    [Test]
    public async Task Zero_when_jammed_queues_it_too()
    {
        CloggedPair pair = await CloggedPairAsync(new TcpSocketOptions { SendTimeout = TimeSpan.Zero }, queuedBytes: 8192);

        for (int i = 1; i <= 3; i++)
        {
            Outcome.Is(await pair.Socket.SendAsync("abc"u8.ToArray(), Token), TcpError.Timeout, "send: send_timeout 0, jammed");
            Assert.That(pair.QueuedBytes, Is.EqualTo(8192 + (3 * i)));
        }

        await pair.DrainAsync(Token);
        await AssertPeerReadsAsync(pair, "abcabcabc"u8.ToArray());
    }

    [Test]
    [OnlyOurs("Cancellation")]
    public async Task A_send_behind_one_that_was_cancelled_does_not_wait_for_ever()
    {
        CloggedPair pair = await CloggedPairAsync(new TcpSocketOptions { SendTimeout = Limit }, queuedBytes: 8192);
        using var cancellation = new CancellationTokenSource();
        Task<TcpSendResult> first = pair.Socket.SendAsync("a"u8.ToArray(), cancellation.Token).AsTask();
        await cancellation.CancelAsync();
        await Assert.ThatAsync(() => first, Throws.InstanceOf<TcpSendCanceledException>());

        Task<TcpSendResult> second = pair.Socket.SendAsync("b"u8.ToArray(), Token).AsTask();
        Assert.That(_clock.PendingTimers, Is.Positive, "the clock of one or the other runs");
        _clock.Advance(Limit);
        _clock.Advance(Limit);

        Outcome.Is(await second, TcpError.Timeout, "send: its clock starts when the one before has timed out, at the latest");
    }

    [Test]
    public async Task What_was_not_queued_is_framed_by_the_packet_type_of_the_time_when_it_is([Values] bool timesOut)
    {
        CloggedPair pair = await CloggedPairAsync(new TcpSocketOptions { SendTimeout = 5 * Limit }, queuedBytes: 8192);
        Task<TcpSendResult> first = pair.Socket.SendAsync("aa"u8.ToArray(), Token).AsTask();
        Task<TcpSendResult> second = pair.Socket.SendAsync("bb"u8.ToArray(), Token).AsTask();
        Outcome.StillWaits(second, "send: waits before its data is queued");

        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.Packet, PacketType.Length4), "setopts: packet 4");

        TcpError expected = timesOut ? TcpError.Timeout : TcpError.None;
        if (timesOut)
        {
            _clock.Advance(5 * Limit);
            Outcome.Is(await first, expected, "send: send_timeout");
            _clock.Advance(5 * Limit);
            Outcome.Is(await second, expected, "send: send_timeout");
        }

        await pair.DrainAsync(Token);
        Outcome.Is(await first, expected, "send");
        Outcome.Is(await second, expected, "send");
        await AssertPeerReadsAsync(pair, [.. "aa"u8, .. Wire.Frame(PacketType.Length4, "bb"u8.ToArray())]);
    }

    private async Task<TcpSendResult> TimeOutAsync(ITcpSocket socket, byte[] data)
    {
        Task<TcpSendResult> sending = socket.SendAsync(data, Token).AsTask();
        Outcome.StillWaits(sending, "send: jammed");
        _clock.Advance(Limit);
        return await sending;
    }

    private async Task AssertPeerReadsAsync(CloggedPair pair, byte[] expected)
    {
        Outcome.Ok(await pair.Socket.ShutdownAsync(TcpShutdown.Write, Token), "shutdown(write)");
        Assert.That((await pair.Peer.ReceiveToEndAsync(Token)).Bytes, Is.EqualTo(expected));
    }
}

[TestFixture]
public sealed class InetQueuedSendTimeout() : QueuedSendTimeoutSuite(BackendUnderTest.Inet);

[OtpReferee]
public sealed class OtpInetQueuedSendTimeout() : QueuedSendTimeoutSuite(BackendUnderTest.OtpInet);
