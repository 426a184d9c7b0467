using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Sending;

/// <summary>Where there is a driver queue: which call waits for it, and until when. Semantics 5.5; gen_tcp manual, high_watermark.</summary>
public abstract class WatermarkSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    [Test]
    public async Task On_an_empty_queue_a_send_returns_at_once_whatever_its_size()
    {
        const int Size = 4_000_000;
        ConnectedPair pair = await PairAsync(
            new TcpSocketOptions { SendBuffer = CloggedPair.KernelBuffer }, peerReceiveBuffer: CloggedPair.KernelBuffer);

        ValueTask<TcpSendResult> sending = pair.Socket.SendAsync(Pattern.Bytes(Size), Token);

        Assert.That(sending.IsCompleted, "a send on an empty queue does not wait");
        Outcome.Ok(await sending, "send: 4 MB");
        Assert.That(Pending(pair.Socket), Is.GreaterThan(1_000_000).And.LessThan(Size));
        Task<TcpSendResult> second = pair.Socket.SendAsync(Pattern.Bytes(Size, 1), Token).AsTask();
        Outcome.StillWaits(second, "send: 1 byte on a queue beyond the mark");
        CloggedPair.AssertIsPattern(await pair.Peer.ReceiveExactlyAsync(Size + 1, Token));
        Outcome.Ok(await second, "send: released");
        Assert.That(Pending(pair.Socket), Is.Zero);
    }

    [TestCase(8192, 4096, 100, 8100)]
    [TestCase(20_000, 10_000, 1000, 19_000)]
    [TestCase(1, 0, 1, 1)]
    [TestCase(0, 0, 1, 1)]
    [TestCase(100_000, 5, 10_000, 91_808)]
    public async Task The_call_that_reaches_the_mark_waits_and_its_data_is_queued(int high, int low, int size, int before)
    {
        CloggedPair pair = await CloggedPairAsync(
            new TcpSocketOptions { HighWatermark = high, LowWatermark = low }, queuedBytes: before);
        Assert.That(pair.QueuedBytes, Is.EqualTo(before));

        Task<TcpSendResult> sending = pair.Socket.SendAsync(Pattern.Bytes(pair.BytesAccepted, size), Token).AsTask();

        Outcome.StillWaits(sending, $"send: {before} queued, {size} more, high_watermark {high}");
        Assert.That(pair.QueuedBytes, Is.EqualTo(before + size));
        CloggedPair.AssertIsPattern(await pair.Peer.ReceiveExactlyAsync((int)pair.BytesAccepted + size, Token));
        Outcome.Ok(await sending, "send: released");
    }

    [TestCase(8192, 8091, 100)]
    [TestCase(8192, 8190, 1)]
    [TestCase(20_000, 1, 19_998)]
    public async Task A_call_that_stays_below_the_mark_returns_at_once(int high, int before, int size)
    {
        CloggedPair pair = await CloggedPairAsync(new TcpSocketOptions { HighWatermark = high }, queuedBytes: before);

        ValueTask<TcpSendResult> below = pair.Socket.SendAsync(Pattern.Bytes(pair.BytesAccepted, size), Token);
        Assert.That(below.IsCompleted, $"send: {before} queued, {size} more, high_watermark {high}");
        Outcome.Ok(await below, "send: below the mark");
        Task<TcpSendResult> reaches = pair.Socket.SendAsync(Pattern.Bytes(pair.BytesAccepted + size, 1), Token).AsTask();

        Outcome.StillWaits(reaches, "send: the byte that reaches the mark");
        Assert.That(pair.QueuedBytes, Is.EqualTo(high));
    }

    [TestCase(PacketType.Length1, 8190, false)]
    [TestCase(PacketType.Length1, 8191, true)]
    [TestCase(PacketType.Length4, 8187, false)]
    [TestCase(PacketType.Length4, 8188, true)]
    public async Task The_header_counts(PacketType packet, int before, bool waits)
    {
        CloggedPair pair = await CloggedPairAsync(new TcpSocketOptions { Packet = packet }, queuedBytes: before);

        ValueTask<TcpSendResult> sending = pair.Socket.SendAsync(ReadOnlyMemory<byte>.Empty, Token);

        Assert.That(sending.IsCompleted, Is.Not.EqualTo(waits));
        Assert.That(pair.QueuedBytes, Is.EqualTo(before + (int)packet));
        await pair.Peer.ReceiveExactlyAsync((int)pair.BytesAccepted + (int)packet, Token);
        Outcome.Ok(await sending, "send: an empty packet");
    }

    [Test]
    [Deviation("The order of senders that wait on `inet`")]
    public async Task While_one_call_waits_others_are_suspended_before_queueing()
    {
        CloggedPair pair = await CloggedPairAsync(queuedBytes: 8000);
        var sending = new List<Task<TcpSendResult>>();
        int total = (int)pair.BytesAccepted;

        for (int i = 0; i < 5; i++)
        {
            sending.Add(pair.Socket.SendAsync(Pattern.Bytes(total, 777), Token).AsTask());
            total += 777;
            Assert.That(pair.QueuedBytes, Is.EqualTo(8777), "only the call that reached the mark is queued");
        }

        sending.ForEach(task => Outcome.StillWaits(task, "send: the peer does not read"));
        byte[] bytes = await pair.Peer.ReceiveExactlyAsync(total, Token);
        if (!Expect.Deviations.SendersKeepTheirOrder)
        {
            // Back into the order of the calls.
            int first = (int)pair.BytesAccepted;
            byte[][] calls = [.. Enumerable.Range(0, 5).Select(i => Pattern.Bytes(first + (i * 777), 777))];
            IEnumerable<byte[]> read = bytes[first..].Chunk(777);
            bytes = [.. bytes[..first], .. read.OrderBy(one => Array.FindIndex(calls, call => call.SequenceEqual(one))).SelectMany(one => one)];
        }

        CloggedPair.AssertIsPattern(bytes);
        foreach (Task<TcpSendResult> task in sending)
        {
            Outcome.Ok(await task, "send: released in the order of the calls");
        }
    }

    [TestCase(50_000, 10_000)]
    [TestCase(50_000, 40_000)]
    [TestCase(8192, 0)]
    public async Task A_waiting_call_is_released_when_the_queue_has_fallen_to_the_low_mark(int high, int low)
    {
        CloggedPair pair = await CloggedPairAsync(
            new TcpSocketOptions { HighWatermark = high, LowWatermark = low }, queuedBytes: high - 1);
        Task<TcpSendResult> sending = pair.Socket.SendAsync(Pattern.Bytes(pair.BytesAccepted, 1), Token).AsTask();

        while (!sending.IsCompleted)
        {
            await pair.Peer.ReceiveExactlyAsync(1, Token);
            if (pair.QueuedBytes <= low)
            {
                // Both change under one lock, so this is not long after.
                Outcome.Ok(await sending, "send: released at low_watermark");
            }
        }

        Outcome.Ok(await sending, "send: released");
        Assert.That(pair.QueuedBytes, Is.LessThanOrEqualTo(low).And.GreaterThanOrEqualTo(Math.Min(1, low)));
    }

    [Test]
    public async Task One_mark_set_beyond_the_other_moves_it()
    {
        ConnectedPair pair = await PairAsync();
        Assert.That(Marks(), Is.EqualTo((8192, 4096)));

        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.HighWatermark, 1000), "setopts: high below low");
        Assert.That(Marks(), Is.EqualTo((1000, 1000)));
        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.LowWatermark, 9000), "setopts: low above high");
        Assert.That(Marks(), Is.EqualTo((9000, 9000)));
        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.HighWatermark, 0), "setopts: high 0");
        Assert.That(Marks(), Is.EqualTo((0, 0)));

        (int High, int Low) Marks() => (
            pair.Socket.Options.Get(TcpOptions.HighWatermark).Value, pair.Socket.Options.Get(TcpOptions.LowWatermark).Value);
    }

    [Test]
    public async Task Lowering_the_high_mark_below_the_queue_makes_only_the_next_call_wait()
    {
        CloggedPair pair = await CloggedPairAsync(
            new TcpSocketOptions { HighWatermark = 1_000_000 }, queuedBytes: 100_000);
        ValueTask<TcpSendResult> before = pair.Socket.SendAsync(new byte[1], Token);
        Assert.That(before.IsCompleted);
        Outcome.Ok(await before, "send: below the mark");

        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.HighWatermark, 1000), "setopts: high_watermark");
        Task<TcpSendResult> after = pair.Socket.SendAsync(new byte[1], Token).AsTask();

        Outcome.StillWaits(after, "send: beyond the mark");
        Assert.That(pair.QueuedBytes, Is.EqualTo(100_002));
    }

    [Test]
    public async Task Moving_a_mark_does_not_release_a_call_that_waits()
    {
        CloggedPair pair = await CloggedPairAsync(queuedBytes: 100_000);
        Task<TcpSendResult> sending = pair.Socket.SendAsync(new byte[1], Token).AsTask();

        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.LowWatermark, 1_000_000), "setopts: low_watermark");
        Task<TcpSendResult> behind = pair.Socket.SendAsync(new byte[1], Token).AsTask();
        Outcome.StillWaits(sending, "send: a mark was moved");
        Outcome.StillWaits(behind, "send: a mark was moved");
        Assert.That(pair.QueuedBytes, Is.EqualTo(100_001));

        Task<byte[]> reading = pair.Peer.ReceiveExactlyAsync((int)pair.BytesAccepted + 2, Token);
        Outcome.Ok(await sending, "send: released with the next bytes that leave the queue");
        Outcome.Ok(await behind, "send: released");
        await reading;
    }

    [TestCase(8191, false)]
    [TestCase(8192, true)]
    public async Task An_empty_raw_send_waits_if_the_queue_is_at_the_mark(int queued, bool waits)
    {
        CloggedPair pair = await CloggedPairAsync(queuedBytes: queued);

        ValueTask<TcpSendResult> sending = pair.Socket.SendAsync(ReadOnlyMemory<byte>.Empty, Token);

        Assert.That(sending.IsCompleted, Is.Not.EqualTo(waits));
        Assert.That(pair.QueuedBytes, Is.EqualTo(queued));
        await pair.DrainAsync(Token);
        Outcome.Ok(await sending, "send: empty");
    }

    private static long Pending(ITcpSocket socket) => socket.Statistics.Value.PendingBytes;
}

[TestFixture]
public sealed class InetWatermark() : WatermarkSuite(BackendUnderTest.Inet);

[OtpReferee]
public sealed class OtpInetWatermark() : WatermarkSuite(BackendUnderTest.OtpInet);
