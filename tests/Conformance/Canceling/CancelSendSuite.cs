using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Canceling;

/// <summary>A send that is cancelled says exactly what of it was accepted, and leaves the socket usable.</summary>
public abstract class CancelSendSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    private readonly CancellationTokenSource _cancellation = new();

    [TearDown]
    public void DisposeCancellation() => _cancellation.Dispose();

    [Test]
    public async Task A_token_that_is_cancelled_already_throws_and_nothing_is_sent(
        [Values(PacketType.Raw, PacketType.Length2)] PacketType packet)
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = packet });
        byte[] frame = Wire.Frame(packet, "abc"u8.ToArray());
        await _cancellation.CancelAsync();

        TcpSendCanceledException canceled = await CanceledAsync(
            async () => await pair.Socket.SendAsync("abc"u8.ToArray(), _cancellation.Token));

        Assert.That(canceled.BytesAccepted, Is.Zero);
        Assert.That(canceled.RestData.ToArray(), Is.EqualTo(Expect.Sending.Queues ? [] : frame));
        Assert.That(canceled.CancellationToken, Is.EqualTo(_cancellation.Token));
        Outcome.Ok(await pair.Socket.SendAsync("abc"u8.ToArray(), Token), "send: after a cancelled one");
        Assert.That(await pair.Peer.ReceiveExactlyAsync(frame.Length, Token), Is.EqualTo(frame));
    }

    [Test]
    public async Task Of_a_send_that_waits_all_is_queued_or_nothing_is_sent(
        [Values(PacketType.Raw, PacketType.Length1, PacketType.Length2, PacketType.Length4)] PacketType packet)
    {
        CloggedPair pair = await CloggedPairAsync(new TcpSocketOptions { Packet = packet }, queuedBytes: 8192);
        byte[] frame = Wire.Frame(packet, "abcdef"u8.ToArray());
        Task<TcpSendResult> sending = pair.Socket.SendAsync("abcdef"u8.ToArray(), _cancellation.Token).AsTask();

        await _cancellation.CancelAsync();

        TcpSendCanceledException canceled = await CanceledAsync(() => sending);
        Assert.That(canceled.BytesAccepted, Is.EqualTo(Expect.Sending.Queues ? frame.Length : 0));
        Assert.That(canceled.RestData.ToArray(), Is.EqualTo(Expect.Sending.Queues ? [] : frame));
        Assert.That(pair.QueuedBytes, Is.EqualTo(Expect.Sending.Queues ? 8192 + frame.Length : 0));
        await AssertPeerReadsAsync(pair, Expect.Sending.Queues ? frame : []);
    }

    [Test]
    public async Task Of_sends_behind_it_nothing_is_accepted()
    {
        CloggedPair pair = await CloggedPairAsync(queuedBytes: 8192);
        Task<TcpSendResult> first = pair.Socket.SendAsync("first"u8.ToArray(), Token).AsTask();
        Task<TcpSendResult> second = pair.Socket.SendAsync("second"u8.ToArray(), _cancellation.Token).AsTask();
        Task<TcpSendResult> third = pair.Socket.SendAsync("third"u8.ToArray(), Token).AsTask();

        await _cancellation.CancelAsync();

        TcpSendCanceledException canceled = await CanceledAsync(() => second);
        Assert.That(canceled.BytesAccepted, Is.Zero);
        Assert.That(
            canceled.RestData.ToArray(), Is.EqualTo(Expect.Sending.Queues ? [] : "second"u8.ToArray()));
        await AssertPeerReadsAsync(pair, "firstthird"u8.ToArray());
        Outcome.Ok(await first, "send: before a cancelled one");
        Outcome.Ok(await third, "send: behind a cancelled one");
    }

    [Test]
    public async Task A_token_cancelled_after_completion_changes_nothing()
    {
        CloggedPair pair = await CloggedPairAsync(queuedBytes: 8192);
        Task<TcpSendResult> first = pair.Socket.SendAsync(Pattern.Bytes(pair.BytesAccepted, 10), _cancellation.Token).AsTask();
        CloggedPair.AssertIsPattern(await pair.Peer.ReceiveExactlyAsync((int)pair.BytesAccepted + 10, Token));
        Outcome.Ok(await first, "send: the peer has read");

        await _cancellation.CancelAsync();

        await pair.Socket.SendsSayAsync([TcpError.None], "send: the token was that of an earlier call", Token);
    }

    [Test]
    public async Task Cancelled_senders_keep_the_bound_however_often_they_try([Values(1, 1000, 100_000)] int size)
    {
        const int High = 8192;
        CloggedPair pair = await CloggedPairAsync(queuedBytes: High - 1);
        long accepted = 0;

        for (int i = 0; i < 100; i++)
        {
            using var cancellation = new CancellationTokenSource();
            Task<TcpSendResult> sending =
                pair.Socket.SendAsync(Pattern.Bytes(pair.BytesAccepted + accepted, size), cancellation.Token).AsTask();
            await cancellation.CancelAsync();
            accepted += (await CanceledAsync(() => sending)).BytesAccepted;
            Assert.That(pair.QueuedBytes, Is.LessThan(High + size), "less than high_watermark and one message");
        }

        Assert.That(accepted, Is.EqualTo(Expect.Sending.Queues ? size : 0), "only the first try was queued");
        await AssertPeerReadsAsync(pair, Pattern.Bytes(pair.BytesAccepted, (int)accepted));
    }

    [Test]
    public async Task Whenever_it_is_cancelled_what_was_accepted_is_exact(
        [Values(PacketType.Raw, PacketType.Length2, PacketType.Length4)] PacketType packet, [Values(1, 2, 3)] int seed)
    {
        const int Sends = 150;
        var random = new Random(seed);
        ConnectedPair pair = await PairAsync(
            new TcpSocketOptions { Packet = packet, SendBuffer = CloggedPair.KernelBuffer },
            peerReceiveBuffer: CloggedPair.KernelBuffer);
        var ledger = new StreamLedger(pair.Peer);
        int cancelled = 0;
        int partial = 0;

        for (int i = 0; i < Sends; i++)
        {
            byte[] payload = Pattern.Bytes(i, random.Next(30_000));
            byte[] frame = Wire.Frame(packet, payload);
            using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Token);
            Task<TcpSendResult> sending = pair.Socket.SendAsync(payload, cancellation.Token).AsTask();
            Task reading = ledger.ReadAsync(random.Next((int)ledger.Unread + 1), Token);
            await CancelSoonAsync(cancellation, random.Next(30));
            await reading;
            try
            {
                Outcome.Ok(await sending, "send");
                ledger.Append(frame);
            }
            catch (TcpSendCanceledException canceled)
            {
                cancelled++;
                partial += canceled.BytesAccepted > 0 && canceled.BytesAccepted < frame.Length ? 1 : 0;
                ledger.Append(frame.AsSpan(0, (int)canceled.BytesAccepted));
                AssertRest(canceled, frame);
                await RecoverAsync(pair.Socket, packet, canceled, ledger);
            }
        }

        TestContext.Out.WriteLine($"{cancelled} of {Sends} sends were cancelled, {partial} of them in the middle");
        await ledger.ReadAsync((int)ledger.Unread, Token);
        Outcome.Ok(await pair.Socket.ShutdownAsync(TcpShutdown.Write, Token), "shutdown(write)");
        Assert.That((await pair.Peer.ReceiveToEndAsync(Token)).Bytes, Is.Empty, "nothing else was sent");
    }

    private void AssertRest(TcpSendCanceledException canceled, byte[] frame)
    {
        if (Expect.Sending.Queues)
        {
            Assert.That(canceled.BytesAccepted, Is.Zero.Or.EqualTo(frame.Length), "a packet is queued whole or not at all");
            Assert.That(canceled.RestData.Length, Is.Zero);
        }
        else
        {
            Assert.That(
                canceled.RestData.Span.SequenceEqual(frame.AsSpan((int)canceled.BytesAccepted)),
                "the rest is exactly what was not accepted");
        }
    }

    private async Task RecoverAsync(
        ITcpSocket socket, PacketType packet, TcpSendCanceledException canceled, StreamLedger ledger)
    {
        if (canceled.BytesAccepted == 0 || canceled.RestData.IsEmpty)
        {
            return;
        }

        Outcome.Ok(socket.Options.Set(TcpOptions.Packet, PacketType.Raw), "setopts: packet raw");
        Task<TcpSendResult> resending = socket.SendAsync(canceled.RestData, Token).AsTask();
        ledger.Append(canceled.RestData.Span);
        await ledger.ReadAsync((int)ledger.Unread, Token);
        Outcome.Ok(await resending, "send: the rest");
        Outcome.Ok(socket.Options.Set(TcpOptions.Packet, packet), "setopts: the packet type again");
    }

    private static async Task CancelSoonAsync(CancellationTokenSource cancellation, int yields)
    {
        for (int i = 0; i < yields; i++)
        {
            await Task.Yield();
        }

        await cancellation.CancelAsync();
    }

    private static async Task<TcpSendCanceledException> CanceledAsync(Func<Task<TcpSendResult>> sending)
    {
        try
        {
            TcpSendResult result = await sending();
            throw new AssertionException($"send: expected it to be cancelled, was {result}");
        }
        catch (TcpSendCanceledException canceled)
        {
            return canceled;
        }
    }

    private async Task AssertPeerReadsAsync(CloggedPair pair, byte[] expected)
    {
        Task<PeerReading> reading = ReadRestAsync();
        await Eventually.TrueAsync(() => pair.QueuedBytes == 0, "the queue was sent", Token);
        PeerReading rest = await reading;
        Assert.That(rest.Bytes, Is.EqualTo(expected));

        async Task<PeerReading> ReadRestAsync()
        {
            await pair.DrainAsync(Token);
            byte[] bytes = await pair.Peer.ReceiveExactlyAsync(expected.Length, Token);
            Outcome.Ok(await pair.Socket.ShutdownAsync(TcpShutdown.Write, Token), "shutdown(write)");
            PeerReading last = await pair.Peer.ReceiveToEndAsync(Token);
            return last with { Bytes = [.. bytes, .. last.Bytes] };
        }
    }
}

[TestFixture]
public sealed class InetCancelSend() : CancelSendSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketCancelSend() : CancelSendSuite(BackendUnderTest.Socket);
