namespace TcpBackends.Tests.Conformance.Sending;

/// <summary>Where there is no queue: a send waits until the kernel has all of it. Semantics 5.5.</summary>
public abstract class DirectSendSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    [Test]
    public async Task A_send_waits_until_the_kernel_has_all_of_it()
    {
        const int Size = 4_000_000;
        ConnectedPair pair = await PairAsync(
            new TcpSocketOptions { SendBuffer = CloggedPair.KernelBuffer }, peerReceiveBuffer: CloggedPair.KernelBuffer);

        Task<TcpSendResult> sending = pair.Socket.SendAsync(Pattern.Bytes(Size), Token).AsTask();
        CloggedPair.AssertIsPattern(await pair.Peer.ReceiveExactlyAsync(1_000_000, Token));

        Outcome.StillWaits(sending, "send: 3 MB are not in the kernel yet");
        Assert.That(pair.Socket.Statistics.Value.PendingBytes, Is.Zero);
        int missing = Pattern.FirstDifference(await pair.Peer.ReceiveExactlyAsync(Size - 1_000_000, Token), 1_000_000);
        Assert.That(missing, Is.Negative);
        Outcome.Ok(await sending, "send: 4 MB");
    }

    [Test]
    public async Task Others_wait_behind_it_and_go_out_in_the_order_of_the_calls()
    {
        CloggedPair pair = await CloggedPairAsync();
        var sending = new List<Task<TcpSendResult>>();
        int total = (int)pair.BytesAccepted;
        foreach (int size in (int[])[1, 50_000, 10, 0, 70_000])
        {
            sending.Add(pair.Socket.SendAsync(Pattern.Bytes(total, size), Token).AsTask());
            total += size;
        }

        sending.ForEach(task => Outcome.StillWaits(task, "send: the kernel is full"));
        Assert.That(pair.Socket.Statistics.Value.PendingBytes, Is.Zero);
        CloggedPair.AssertIsPattern(await pair.Peer.ReceiveExactlyAsync(total, Token));
        foreach (Task<TcpSendResult> task in sending)
        {
            Outcome.Ok(await task, "send: when its turn came");
        }
    }

    [Test]
    public async Task The_marks_of_a_queue_have_no_effect()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { HighWatermark = 1, LowWatermark = 1 });

        for (int i = 0; i < 10; i++)
        {
            ValueTask<TcpSendResult> sending = pair.Socket.SendAsync(Pattern.Bytes(i * 100, 100), Token);
            Assert.That(sending.IsCompleted, "the kernel has room");
            Outcome.Ok(await sending, "send: high_watermark has no meaning here");
        }

        Outcome.Is(pair.Socket.Options.Get(TcpOptions.HighWatermark), TcpError.NotAvailable, "getopts: high_watermark");
        CloggedPair.AssertIsPattern(await pair.Peer.ReceiveExactlyAsync(1000, Token));
    }

    [Test]
    [Deviation("`low_watermark` on `socket`")]
    public async Task The_low_mark_does_not_hold_up_a_receive()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { LowWatermark = 100, HighWatermark = 200 });
        Task<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(0, null, Token).AsTask();

        if (Expect.Deviations.LowWatermarkIsForReceives)
        {
            await pair.PeerSendsAsync(Pattern.Bytes(99), Token);
            Outcome.StillWaits(receiving, "recv: low_watermark is SO_RCVLOWAT");
            await pair.Peer.SendAsync(Pattern.Bytes(99, 1), Token);
            Outcome.Delivers(await receiving, Pattern.Bytes(100), "recv: low_watermark is SO_RCVLOWAT");
            return;
        }

        await pair.Peer.SendAsync("abc"u8.ToArray(), Token);

        Outcome.Delivers(await receiving, "abc"u8, "recv: 3 bytes are fewer than low_watermark");
    }
}

[TestFixture]
public sealed class SocketDirectSend() : DirectSendSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpSocketDirectSend() : DirectSendSuite(BackendUnderTest.OtpSocket);
