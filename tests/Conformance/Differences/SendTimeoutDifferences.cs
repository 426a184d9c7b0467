using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Differences;

/// <summary>send_timeout and send_timeout_close.</summary>
public abstract class SendTimeoutDifferences(BackendUnderTest subject) : DifferenceSuite(subject)
{
    private const string RestOnly = "An error with the rest of the data comes from `socket` alone";

    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(500);

    private static byte[] Payload => "abcdef"u8.ToArray();

    [Test]
    [Difference(
        "Send \"abcdef\" with packet 4, and `send_timeout` runs out",
        "QueuedSendTimeoutSuite.All_of_it_is_delivered_later_and_exactly_once",
        "RestDataSuite.If_nothing_was_written_the_rest_is_the_frame_with_its_header",
        Manual = RestOnly + ". If it begins inside a packet, the packet is cut off on the wire")]
    public async Task What_it_answers()
    {
        CloggedPair pair = await TimedPairAsync(8192, PacketType.Length4);

        Shows(Words.Of(await pair.Socket.SendAsync(Payload, Token)));
    }

    [Test]
    [Difference(
        "What becomes of that packet if nothing is sent again",
        "QueuedSendTimeoutSuite.All_of_it_is_delivered_later_and_exactly_once",
        "RestDataSuite.If_a_part_was_written_the_rest_is_exactly_what_the_peer_does_not_get",
        Manual = "On `inet` the data is in the buffer and will be sent, so it must not be sent again; on `socket` it is for "
            + "the caller to send")]
    public async Task What_becomes_of_it()
    {
        CloggedPair pair = await TimedPairAsync(8192, PacketType.Length4);
        await pair.Socket.SendAsync(Payload, Token);

        await pair.DrainAsync(Token);
        Outcome.Ok(await pair.Socket.ShutdownAsync(TcpShutdown.Write, Token), "shutdown(write)");
        byte[] rest = (await pair.Peer.ReceiveToEndAsync(Token)).Bytes;

        Shows(rest.Length == 0 ? "never arrives" : $"{Words.Of(rest)} arrives");
    }

    [Test]
    [Difference(
        "Go on after that: set packet raw, send the rest if there is one, set packet 4, send \"next\"",
        "RestDataSuite.Recovery_is_packet_raw_then_the_rest_then_the_packet_type_again",
        Manual = "This is how to repair the stream on `socket`; another packet would be taken for the missing part")]
    public async Task How_to_go_on()
    {
        CloggedPair pair = await TimedPairAsync(8192, PacketType.Length4);
        TcpSendResult timedOut = await pair.Socket.SendAsync(Payload, Token);
        Task<byte[]> reading = pair.Peer.ReceiveExactlyAsync((int)pair.BytesAccepted + 18, Token);
        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.SendTimeout, Timeout.InfiniteTimeSpan), "setopts send_timeout");

        if (timedOut.HasRestData)
        {
            Outcome.Ok(pair.Socket.Options.Set(TcpOptions.Packet, PacketType.Raw), "setopts packet");
            Outcome.Ok(await pair.Socket.SendAsync(timedOut.RestData, Token), "send: the rest");
            Outcome.Ok(pair.Socket.Options.Set(TcpOptions.Packet, PacketType.Length4), "setopts packet");
        }

        Outcome.Ok(await pair.Socket.SendAsync("next"u8.ToArray(), Token), "send: the next one");
        byte[] frames = (await reading)[^18..];

        bool isIntact = frames.AsSpan().SequenceEqual(Wire.Frames(PacketType.Length4, Payload, "next"u8.ToArray()));
        Shows($"{(timedOut.HasRestData ? "the rest was sent" : "there was no rest")}; "
            + (isIntact ? "both packets arrive, whole and once" : "the stream is damaged"));
    }

    [Test]
    [Difference(
        "Send 10 bytes when 100 wait already, or the system is full, with `send_timeout` 0",
        "QueuedSendTimeoutSuite.A_call_below_the_mark_is_ok_however_long_the_queue_is_stuck",
        "SendTimeoutSuite.Zero_when_jammed_is_a_timeout_at_once")]
    public async Task Below_the_mark()
    {
        CloggedPair pair = await TimedPairAsync(100, PacketType.Raw, TimeSpan.Zero);

        TcpSendResult result = await pair.Socket.SendAsync("0123456789"u8.ToArray(), Token);

        Shows($"{Words.Of(result)}; {pair.QueuedBytes} bytes are queued");
    }

    [Test]
    [Difference(
        "Send \"abcdef\" twice, and `send_timeout` runs out each time",
        "QueuedSendTimeoutSuite.Further_sends_are_queued_as_well_and_time_out_each",
        "RestDataSuite.Further_sends_get_all_of_theirs_back")]
    public async Task Twice()
    {
        CloggedPair pair = await TimedPairAsync(8192, PacketType.Raw);

        string first = Words.Of(await pair.Socket.SendAsync(Payload, Token));
        string second = Words.Of(await pair.Socket.SendAsync(Payload, Token));

        Shows($"{first}, {second}; {pair.QueuedBytes} bytes are queued");
    }

    [Test]
    [Difference(
        "The clock of a send that waits behind another one, both started at once",
        "QueuedSendTimeoutSuite.send_timeout_para",
        "RestDataSuite.send_timeout_para")]
    public async Task The_clock_of_the_second()
    {
        CloggedPair pair = await TimedPairAsync(8192, PacketType.Raw, 5 * Limit);
        Task<TcpSendResult> first = pair.Socket.SendAsync("a"u8.ToArray(), Token).AsTask();
        Task<TcpSendResult> second = pair.Socket.SendAsync("b"u8.ToArray(), Token).AsTask();
        await first;

        Task earlier = await Task.WhenAny(second, Task.Delay(2 * Limit, Token));
        await second;

        Shows(earlier == second ? "starts when it is called" : "starts when the first one ends");
    }

    [Test]
    [Difference(
        "`send_timeout` runs out with `send_timeout_close`; then `send`, `recv`, `close`",
        "SendTimeoutCloseSuite.t_send_timeout_close",
        Manual = "The socket is closed; the answer is `timeout`")]
    public async Task Closing()
    {
        CloggedPair pair = await TimedPairAsync(8192, PacketType.Raw);
        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.SendTimeoutClose, true), "setopts send_timeout_close");

        string result = Words.Of(await pair.Socket.SendAsync(Payload, Token));

        string then = $"{await SendsAsync(pair.Socket, 1)}; {await ReceivesAsync(pair.Socket, 1)}";
        Shows($"{result}; {then}; close {Words.Of(await pair.Socket.CloseAsync(Token))}");
    }

    [Test]
    [Difference(
        "The same with `send_timeout` 0",
        "SendTimeoutCloseSuite.t_send_timeout_close",
        Manual = "No exception is made for it",
        Deviation = "`send_timeout` 0 with `send_timeout_close`")]
    public async Task Closing_at_once()
    {
        CloggedPair pair = await TimedPairAsync(8192, PacketType.Raw, TimeSpan.Zero);
        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.SendTimeoutClose, true), "setopts send_timeout_close");

        string result = Words.Of(await pair.Socket.SendAsync(Payload, Token));

        Shows($"{result}; {await SendsAsync(pair.Socket, 1)}; peername {Words.Of(pair.Socket.RemoteEndPoint)}");
    }

    [Test]
    [Difference(
        "A `recv` that waits while `send_timeout_close` closes the socket",
        "SendTimeoutCloseSuite.Others_that_wait_are_told_that_the_socket_is_closed",
        Deviation = "A receive waits on `inet`, `send_timeout_close` closes")]
    public async Task Closing_while_a_receive_waits()
    {
        CloggedPair pair = await TimedPairAsync(8192, PacketType.Raw);
        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.SendTimeoutClose, true), "setopts send_timeout_close");
        Task<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(0, null, Token).AsTask();

        await pair.Socket.SendAsync(Payload, Token);
        await Task.WhenAny(receiving, pair.Peer.ReceiveToEndAsync(Token));
        await Task.WhenAny(receiving, Task.Delay(Limit, Token));

        Shows(await Words.OfWaitingAsync(receiving, Words.Of));
    }

    private async Task<CloggedPair> TimedPairAsync(int queuedBytes, PacketType packet, TimeSpan? limit = null)
    {
        CloggedPair pair = await CloggedPairAsync(new TcpSocketOptions { Packet = packet }, queuedBytes: queuedBytes);
        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.SendTimeout, limit ?? Limit), "setopts send_timeout");
        return pair;
    }
}

[TestFixture]
public sealed class InetSendTimeoutDifferences() : SendTimeoutDifferences(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketSendTimeoutDifferences() : SendTimeoutDifferences(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetSendTimeoutDifferences() : SendTimeoutDifferences(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketSendTimeoutDifferences() : SendTimeoutDifferences(BackendUnderTest.OtpSocket);
