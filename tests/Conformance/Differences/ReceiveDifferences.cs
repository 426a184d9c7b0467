using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Differences;

/// <summary>Receiving with a length or a timeout, several at once, and packets that are too large.</summary>
public abstract class ReceiveDifferences(BackendUnderTest subject) : DifferenceSuite(subject)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(500);

    [Test]
    [Difference(
        "10,000 bytes have arrived; `recv` of length 0",
        "ReceiveSuite.Length_0_takes_at_most_the_buffer",
        Manual = "Length 0 takes what is there")]
    public async Task Length_0()
    {
        ConnectedPair pair = await PairAsync();
        await pair.PeerSendsAsync(Pattern.Bytes(10_000), Token);

        Shows(Words.Of(await pair.Socket.ReceiveAsync(0, null, Token)));
    }

    [Test]
    [Difference(
        "Packet 4, \"hello\" has arrived; `recv` of length 2",
        "PacketReceiveSuite.A_length_is_einval_or_has_no_meaning",
        Manual = "A length has a meaning with packet raw only")]
    public async Task Length_with_a_packet_type()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = PacketType.Length4 });
        await pair.PeerSendsAsync(Wire.Frame(PacketType.Length4, Hello), Token);

        Shows(Words.Of(await pair.Socket.ReceiveAsync(2, null, Token)));
    }

    [Test]
    [Difference("`recv` of 67,108,865 bytes, one more than 64 MiB", "ReceiveSuite.A_length_above_64_MiB")]
    public async Task Length_beyond_64_MiB()
    {
        ConnectedPair pair = await PairAsync();

        Task<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(67_108_865, null, Token).AsTask();

        Shows(await Words.OfWaitingAsync(receiving, Words.Of));
    }

    [Test]
    [Difference(
        "`recv` of length -1, then the peer says \"hello\"",
        "BadArgumentSuite.A_negative_length",
        Deviation = "Bad arguments on `socket`")]
    public Task A_negative_length() => ShowsOddCallAsync(-1, null);

    [Test]
    [Difference(
        "`recv` with a negative timeout, then the peer says \"hello\"",
        "BadArgumentSuite.A_negative_timeout",
        Manual = "A timeout is 0 or more milliseconds, or `infinity`",
        Deviation = "Negative timeouts; Bad arguments on `socket`")]
    public Task A_negative_timeout() => ShowsOddCallAsync(0, TimeSpan.FromMilliseconds(-2));

    [Test]
    [Difference(
        "\"abc\" has arrived; `recv` of 5 with timeout 0, then of 0",
        "PollSuite.After_a_poll_for_5_with_3_there_length_0_waits_for_5_on_inet")]
    public async Task A_poll_for_more_than_is_there()
    {
        ConnectedPair pair = await PairAsync();
        await pair.PeerSendsAsync("abc"u8.ToArray(), Token);
        string poll = Words.Of(await pair.Socket.ReceiveAsync(5, TimeSpan.Zero, Token));

        Task<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(0, null, Token).AsTask();
        string at = receiving.IsCompleted ? "" : "waits until 5 are there, ";
        await pair.Peer.SendAsync("de"u8.ToArray(), Token);

        Shows($"{poll}, then {at}{Words.Of(await receiving)}");
    }

    [Test]
    [Difference(
        "A second `recv` while one waits; the peer says \"a\", and later \"b\"",
        "ConcurrentReceiveSuite.Several_receivers_are_served_in_order_or_refused")]
    public async Task Two_receives()
    {
        ConnectedPair pair = await PairAsync();
        Task<TcpResult<TcpPacket>> first = pair.Socket.ReceiveAsync(0, null, Token).AsTask();
        Task<TcpResult<TcpPacket>> second = pair.Socket.ReceiveAsync(0, null, Token).AsTask();
        await pair.Peer.SendAsync("a"u8.ToArray(), Token);
        string received = Words.Of(await first);
        await pair.Peer.SendAsync("b"u8.ToArray(), Token);

        Shows($"{received} and {Words.Of(await second)}");
    }

    [Test]
    [Difference(
        "The clock of the second of two `recv` with the same timeout, both started at once",
        "ConcurrentReceiveSuite.The_clock_of_a_receive_starts_when_it_is_first")]
    public async Task The_clock_of_the_second_receive()
    {
        ConnectedPair pair = await PairAsync();
        Task<TcpResult<TcpPacket>> first = pair.Socket.ReceiveAsync(0, 5 * Limit, Token).AsTask();
        Task<TcpResult<TcpPacket>> second = pair.Socket.ReceiveAsync(0, 5 * Limit, Token).AsTask();
        await first;
        Task earlier = await Task.WhenAny(second, Task.Delay(2 * Limit, Token));

        string clock = earlier == second ? "" : ", started when the first one ended";
        Shows($"{Words.Of(await second)}{clock}");
    }

    [Test]
    [Difference(
        "Packet 4, `packet_size` 4: the peer sends \"hello\"; `recv`, `recv`, `send`",
        "PacketSizeSuite.A_larger_one_closes_the_socket_on_inet_and_stays_on_socket",
        Manual = "A packet larger than `packet_size` is invalid")]
    public async Task A_packet_that_is_too_large()
    {
        ConnectedPair pair = await OversizedAsync(exitOnClose: true);

        Shows($"{await ReceivesAsync(pair.Socket, 2)}; {await SendsAsync(pair.Socket, 1)}");
    }

    [Test]
    [Difference(
        "The same without `exit_on_close`: `recv`, then the peer sends \"next\"; `recv`, `send`",
        "PacketSizeSuite.Without_exit_on_close_inet_drops_what_it_had_and_goes_on")]
    public async Task A_packet_that_is_too_large_without_exit_on_close()
    {
        ConnectedPair pair = await OversizedAsync(exitOnClose: false);
        string first = await ReceivesAsync(pair.Socket, 1);
        await pair.PeerSendsAsync(Wire.Frame(PacketType.Length4, "next"u8.ToArray()), Token);

        Shows($"{first}; {await ReceivesAsync(pair.Socket, 1)}; {await SendsAsync(pair.Socket, 1)}");
    }

    [Test]
    [Difference(
        "Packet 4: a `recv` times out in the middle of \"hello\"; the rest comes; `recv`",
        "PacketReceiveSuite.A_timeout_in_the_middle_loses_nothing_wherever_it_comes",
        Deviation = "Packet 1, 2, 4 after a timeout in mid-frame")]
    public async Task A_timeout_in_the_middle_of_a_packet()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = PacketType.Length4 });
        byte[] frame = Wire.Frame(PacketType.Length4, Hello);
        await pair.PeerSendsAsync(frame[..6], Token);
        string first = Words.Of(await pair.Socket.ReceiveAsync(0, Limit, Token));
        await pair.PeerSendsAsync([.. frame[6..], .. Wire.Frame(PacketType.Length4, "ok"u8.ToArray())], Token);

        Shows($"{first}, then {Words.Of(await pair.Socket.ReceiveAsync(0, Limit, Token))}");
    }

    [Test]
    [Difference(
        "Packet 4 with `buffer` 3; the peer sends \"hello\"; `recv`",
        "PacketReceiveSuite.Packets_larger_than_the_buffer_and_many_small_ones",
        Deviation = "A `buffer` smaller than the header of a packet on `inet`")]
    public async Task A_buffer_smaller_than_the_header()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = PacketType.Length4, Buffer = 3 });
        await pair.PeerSendsAsync(Wire.Frame(PacketType.Length4, Hello), Token);

        Shows(Words.Of(await pair.Socket.ReceiveAsync(0, null, Token)));
    }

    [Test]
    [Difference(
        "\"hello\" has arrived; `recv` of 10 times out; `getstat`",
        "ReceiveSuite.t_getstat_counts_what_was_delivered",
        Deviation = "Counters of a raw receive on `socket`")]
    public async Task Counters_of_raw()
    {
        ConnectedPair pair = await PairAsync();
        await pair.PeerSendsAsync(Hello, Token);
        Outcome.Is(await pair.Socket.ReceiveAsync(10, Limit, Token), TcpError.Timeout, "recv: 5 of 10 bytes are there");

        Shows(Received(pair.Socket));
    }

    [Test]
    [Difference(
        "Packet 4, \"hello\" has arrived; `recv`; `getstat`",
        "PacketReceiveSuite.t_getstat_counts_packets_headers_included",
        Manual = "`recv_cnt` counts packets",
        Deviation = "Counters of received packets 1, 2, 4")]
    public async Task Counters_of_packets()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = PacketType.Length4 });
        await pair.PeerSendsAsync(Wire.Frame(PacketType.Length4, Hello), Token);
        Outcome.Delivers(await pair.Socket.ReceiveAsync(0, null, Token), Hello, "recv");

        Shows(Received(pair.Socket));
    }

    private static string Received(ITcpSocket socket) =>
        $"`recv_oct` {socket.Statistics.Value.ReceivedBytes}, `recv_cnt` {socket.Statistics.Value.ReceivedPackets}";

    private async Task<ConnectedPair> OversizedAsync(bool exitOnClose)
    {
        ConnectedPair pair = await PairAsync(
            new TcpSocketOptions { Packet = PacketType.Length4, PacketSize = 4, ExitOnClose = exitOnClose });
        await pair.PeerSendsAsync(Wire.Frame(PacketType.Length4, Hello), Token);
        return pair;
    }

    private async Task ShowsOddCallAsync(int length, TimeSpan? timeout)
    {
        ConnectedPair pair = await PairAsync();
        Shows(await Words.OfRaisingAsync(async () =>
        {
            Task<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(length, timeout, Token).AsTask();
            string at = receiving.IsCompleted ? "at once" : "waits";
            await pair.Peer.SendAsync(Hello, Token);
            return $"{at}, {Words.Of(await receiving)}";
        }));
    }
}

[TestFixture]
public sealed class InetReceiveDifferences() : ReceiveDifferences(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketReceiveDifferences() : ReceiveDifferences(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetReceiveDifferences() : ReceiveDifferences(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketReceiveDifferences() : ReceiveDifferences(BackendUnderTest.OtpSocket);
