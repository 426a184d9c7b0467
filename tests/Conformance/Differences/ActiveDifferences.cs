using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Differences;

/// <summary>What an active socket tells its owner.</summary>
public abstract class ActiveDifferences(BackendUnderTest subject) : DifferenceSuite(subject)
{
    private const string Told = "what the owner is told";

    [Test]
    [Difference(
        "Active; the peer sends 3000 bytes; the longest message",
        "ActiveSuite.A_raw_message_has_at_most_buffer_bytes")]
    public async Task The_longest_message()
    {
        ConnectedPair pair = await PairAsync();
        await pair.PeerSendsAsync(Pattern.Bytes(3000), Token);
        Arm(pair.Socket, TcpActive.True);
        int longest = 0;
        for (int left = 3000; left > 0;)
        {
            int length = ((TcpDataMessage)await pair.Socket.Owner.Messages.ReadAsync(Token)).Packet.Length;
            (left, longest) = (left - length, Math.Max(longest, length));
        }

        Shows($"{longest} bytes");
    }

    [Test]
    [Difference(
        "`{active, 5}`, then `{active, false}`; " + Told,
        "ActiveCountSuite.From_a_count_to_false_is_told_where_it_is_documented",
        Manual = "`tcp_passive` when the number has come down to 0")]
    public async Task From_a_count_to_false()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Active = TcpActive.Count(5) });

        Arm(pair.Socket, TcpActive.False);

        Shows(await IsToldAsync(pair.Socket, least: 0));
    }

    [Test]
    [Difference(
        "Active, packet 4, `packet_size` 4: the peer sends \"hello\"; " + Told + "; `getopts` of `active`",
        "ActivePacketErrorSuite.With_exit_on_close")]
    public async Task A_packet_that_is_too_large()
    {
        ConnectedPair pair = await PairAsync(
            new TcpSocketOptions { Active = TcpActive.True, Packet = PacketType.Length4, PacketSize = 4 });

        await pair.Peer.SendAsync(Wire.Frame(PacketType.Length4, Hello), Token);

        Shows($"{await IsToldAsync(pair.Socket, least: 1)}; {Active(pair.Socket)}");
    }

    [Test]
    [Difference(
        "Active; `shutdown(read)`; " + Told, "ActiveShutdownSuite.Of_reading_is_told_where_it_is_documented")]
    public async Task Shutdown_of_reading()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Active = TcpActive.True });

        Outcome.Ok(await pair.Socket.ShutdownAsync(TcpShutdown.Read, Token), "shutdown read");

        Shows(await IsToldAsync(pair.Socket, Expect.Sending.Queues ? 1 : 0));
    }

    [Test]
    [Difference(
        "Active; the peer shuts down writing; " + Told + "; `send`; `recv`; `getopts` of `active`",
        "ActiveEndSuite.Afterwards_the_socket_is_gone_or_half_closed")]
    public Task The_end() => ShowsEndAsync(exitOnClose: true, show: false);

    [Test]
    [Difference("The same without `exit_on_close`", "ActiveEndSuite.Afterwards_the_socket_is_gone_or_half_closed")]
    public Task The_end_without_exit_on_close() => ShowsEndAsync(exitOnClose: false, show: false);

    [Test]
    [Difference(
        "That end with `exit_on_close` and `show_econnreset`",
        "ActiveEndSuite.The_end_is_told_once",
        Manual = "`show_econnreset` tells of a reset by the peer",
        Deviation = "End of the stream with `show_econnreset`")]
    public Task The_end_with_show_econnreset() => ShowsEndAsync(exitOnClose: true, show: true);

    [Test]
    [Difference(
        "Active once is left for passive; the peer shuts down writing; `setopts` of active once; " + Told,
        "ActiveEndSuite.From_active_to_passive_the_end_waits_for_arming",
        Deviation = "The end of the stream arrives after active mode was left")]
    public async Task The_end_after_active_mode_was_left()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Active = TcpActive.Once });
        Arm(pair.Socket, TcpActive.False);
        await pair.PeerSendsFinAsync(Token);
        await Eventually.TrueAsync(
            () => !Expect.Deviations.EndAfterActiveIsTold
                ? pair.Socket.Options.Get(TcpOptions.Active).Error == TcpError.EInval
                : pair.Socket.Options.Get(TcpOptions.Active).IsOk,
            "the end has been noticed, where it is noticed",
            Token);

        string armed = Words.Of(pair.Socket.Options.Set(TcpOptions.Active, TcpActive.Once));

        Shows($"{armed}; {await IsToldAsync(pair.Socket, Expect.Deviations.EndAfterActiveIsTold ? 1 : 0)}");
    }

    [Test]
    [Difference(
        "Active is left for passive; `recv` with timeout 0",
        "TraceDeviationsSuite.A_receive_with_a_timeout_after_active_mode_was_left",
        Manual = "`timeout` if nothing is received within the time",
        Deviation = "A receive with a timeout after active mode was left")]
    public async Task A_poll_after_active_mode_was_left()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Active = TcpActive.True });
        Arm(pair.Socket, TcpActive.False);

        Task<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(0, TimeSpan.Zero, Token).AsTask();
        string at = await Words.OfWaitingAsync(receiving, Words.Of);
        await pair.Peer.SendAsync(Hello, Token);
        await receiving;

        Shows(at);
    }

    private static void Arm(ITcpSocket socket, TcpActive value) =>
        Outcome.Ok(socket.Options.Set(TcpOptions.Active, value), "setopts active");

    private static string Active(ITcpSocket socket) => Words.OfValue(socket.Options.Get(TcpOptions.Active));

    private async Task ShowsEndAsync(bool exitOnClose, bool show)
    {
        ConnectedPair pair = await PairAsync(
            new TcpSocketOptions { Active = TcpActive.True, ExitOnClose = exitOnClose, ShowEconnreset = show });

        pair.Peer.SendFin();

        string told = await IsToldAsync(pair.Socket, least: 1);
        Shows($"{told}; {await SendsAsync(pair.Socket, 1)}; {await ReceivesAsync(pair.Socket, 1)}; {Active(pair.Socket)}");
    }
}

[TestFixture]
public sealed class InetActiveDifferences() : ActiveDifferences(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketActiveDifferences() : ActiveDifferences(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetActiveDifferences() : ActiveDifferences(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketActiveDifferences() : ActiveDifferences(BackendUnderTest.OtpSocket);
