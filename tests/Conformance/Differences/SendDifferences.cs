namespace TcpBackends.Tests.Conformance.Differences;

/// <summary>Sending to a peer that does not read.</summary>
public abstract class SendDifferences(BackendUnderTest subject) : DifferenceSuite(subject)
{
    [Test]
    [Difference(
        "Send 300 kB, then the peer reads",
        "WatermarkSuite.On_an_empty_queue_a_send_returns_at_once_whatever_its_size",
        "DirectSendSuite.A_send_waits_until_the_kernel_has_all_of_it",
        Manual = "`inet` puts what the system does not take into a buffer, returns, and sends it in the background. `socket` "
            + "has no buffer of its own: the caller waits until everything is handed over")]
    public async Task More_than_the_kernel_has_room_for()
    {
        ConnectedPair pair = await SmallPairAsync();
        Task<TcpSendResult> sending = pair.Socket.SendAsync(Pattern.Bytes(300_000), Token).AsTask();
        string atOnce = sending.IsCompleted ? "returns at once" : "waits";

        CloggedPair.AssertIsPattern(await pair.Peer.ReceiveExactlyAsync(300_000, Token));

        Shows($"{atOnce}, {Words.Of(await sending)}; all of it arrives");
    }

    [Test]
    [Difference(
        "Send 10 bytes when 100 wait already, or the system is full",
        "WatermarkSuite.A_call_that_stays_below_the_mark_returns_at_once",
        "DirectSendSuite.Others_wait_behind_it_and_go_out_in_the_order_of_the_calls",
        Manual = "`inet` holds a caller up only when its buffer is full")]
    public async Task Below_the_mark()
    {
        CloggedPair pair = await CloggedPairAsync(queuedBytes: 100);

        Task<TcpSendResult> sending = pair.Socket.SendAsync(new byte[10], Token).AsTask();

        Shows($"{await Words.OfWaitingAsync(sending, Words.Of)}; {pair.QueuedBytes} bytes are queued");
    }

    [Test]
    [Difference(
        "Send 10 bytes when that brings the buffer to `high_watermark`",
        "WatermarkSuite.The_call_that_reaches_the_mark_waits_and_its_data_is_queued",
        "DirectSendSuite.The_marks_of_a_queue_have_no_effect",
        Manual = "`high_watermark` is the size of the buffer of `inet` at which senders are held up. It is an option of "
            + "`inet` alone")]
    public async Task At_the_mark()
    {
        CloggedPair pair = await CloggedPairAsync(queuedBytes: 8190);

        Task<TcpSendResult> sending = pair.Socket.SendAsync(new byte[10], Token).AsTask();

        Shows($"{await Words.OfWaitingAsync(sending, Words.Of)}; {pair.QueuedBytes} bytes are queued");
    }

    [Test]
    [Difference(
        "Three callers wait with \"a\", \"b\" and \"c\", then the peer reads",
        "QueuedSendTimeoutSuite.send_timeout_para",
        "DirectSendSuite.Others_wait_behind_it_and_go_out_in_the_order_of_the_calls",
        Deviation = "The order of senders that wait on `inet`")]
    public async Task Senders_in_order()
    {
        CloggedPair pair = await CloggedPairAsync(queuedBytes: 8192);
        Task<TcpSendResult>[] sending =
            [.. "abc"u8.ToArray().Select(letter => pair.Socket.SendAsync(new[] { letter }, Token).AsTask())];

        await pair.DrainAsync(Token);
        byte[] letters = await pair.Peer.ReceiveExactlyAsync(3, Token);
        await Task.WhenAll(sending);

        Shows($"{Words.Of(letters)} arrives");
    }

    [Test]
    [Difference(
        "Send a byte to a peer that has shut down writing while senders wait, after `recv` has said so",
        "BackgroundSendSuite.FIN_while_senders_wait_drops_the_queue_as_soon_as_a_receive_reports_it")]
    public async Task End_while_a_sender_waits()
    {
        CloggedPair pair = await CloggedPairAsync(queuedBytes: 8192);
        Task<TcpSendResult> sending = pair.Socket.SendAsync(Pattern.Bytes(pair.BytesAccepted, 10), Token).AsTask();
        await pair.Connection.PeerSendsFinAsync(Token);
        string received = await ReceivesAsync(pair.Socket, 1);

        Task<PeerReading> reading = pair.Peer.ReceiveToEndAsync(Token);
        string sent = Words.Of(await sending);
        Task<TcpResult> ending = pair.Socket.ShutdownAsync(TcpShutdown.Write, Token).AsTask();
        bool all = (await reading).Bytes.Length == pair.BytesAccepted + 10;
        await ending;

        Shows($"{received}; the waiting send gets {sent}; {(all ? "all" : "a part")} arrives");
    }
}

[TestFixture]
public sealed class InetSendDifferences() : SendDifferences(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketSendDifferences() : SendDifferences(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetSendDifferences() : SendDifferences(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketSendDifferences() : SendDifferences(BackendUnderTest.OtpSocket);
