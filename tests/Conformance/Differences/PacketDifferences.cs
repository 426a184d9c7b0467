using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Differences;

/// <summary>Packet types other than 1, 2 and 4.</summary>
public abstract class PacketDifferences(BackendUnderTest subject) : DifferenceSuite(subject)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(500);

    [Test]
    [Difference(
        "Packet line, `buffer` 10: the peer sends a line of 26 bytes; what `recv` delivers, one after the other",
        "LineSuite.A_line_comes_whole_or_in_pieces_of_buffer_bytes",
        Manual = "Lines longer than the receive buffer are truncated")]
    public async Task Long_lines()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = PacketType.Line, Buffer = 10 });
        await pair.PeerSendsAsync(PacketSamples.TextLine("", 26, "\n"), Token);
        List<string> lengths = [];
        while ((await pair.Socket.ReceiveAsync(0, Limit, Token)).TryGetValue(out TcpPacket piece))
        {
            lengths.Add($"{piece.Length}");
        }

        Shows($"{string.Join(", ", lengths)} bytes");
    }

    [Test]
    [Difference(
        "Packet line, `packet_size` 4: the peer sends \"abcd\" without a newline; `recv`",
        "LineSuite.Exactly_packet_size_without_newline_is_not_a_packet",
        Deviation = "A line of which exactly `packet_size` bytes are there")]
    public Task A_line_that_may_become_too_long() =>
        ReceivesAsync(new TcpSocketOptions { Packet = PacketType.Line, PacketSize = 4 }, "abcd"u8.ToArray());

    [Test]
    [Difference("`line_delimiter` of a new socket", "LineDelimiterSuite.Its_default_is_a_newline")]
    public async Task The_line_delimiter()
    {
        ConnectedPair pair = await PairAsync();

        Shows(Words.OfValue(pair.Socket.Options.Get(TcpOptions.LineDelimiter)));
    }

    [Test]
    [Difference(
        "`line_delimiter` of a listener set to \";\", packet line; an accepted socket receives \"a;b\" and a newline; `recv`",
        "LineDelimiterSuite.Set_on_a_listener_it_is_inherited_on_socket_alone")]
    public async Task The_line_delimiter_of_a_listener()
    {
        ITcpListener listener = await ListenAsync(new TcpSocketOptions { Packet = PacketType.Line });
        Outcome.Ok(listener.Options.Set(TcpOptions.LineDelimiter, (byte)';'), "setopts: line_delimiter");
        RawPeer peer = await ConnectRawAsync(AddressOf(listener));
        ITcpSocket accepted = await AcceptAsync(listener);
        await peer.SendAsync("a;b\n"u8.ToArray(), Token);

        TcpPacket line = Outcome.Ok(await accepted.ReceiveAsync(0, null, Token), "recv");
        Shows(line.Length == 2 ? "\"a;\"" : "\"a;b\" and the newline");
    }

    [Test]
    [Difference("Packet http: a request line of 2000 bytes; `recv`", "HttpLimitSuite.A_first_line")]
    public Task A_long_request_line() => ReceivesAsync(
        new TcpSocketOptions { Packet = PacketType.Http }, PacketSamples.Sized(PacketType.Http, 2000).Bytes);

    [Test]
    [Difference(
        "Packet http: after the request line packet http is set once more; the next line is \"A: b\"; `recv`",
        "HttpStateSuite.http_again_begins_anew_on_socket_and_goes_on_on_inet")]
    public async Task http_set_again()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = PacketType.Http });
        await pair.PeerSendsAsync("GET / HTTP/1.1\r\nA: b\r\n\r\n"u8.ToArray(), Token);
        Outcome.Ok(await pair.Socket.ReceiveAsync(0, null, Token), "recv: the request line");
        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.Packet, PacketType.Http), "setopts: packet http");

        TcpPacket packet = Outcome.Ok(await pair.Socket.ReceiveAsync(0, null, Token), "recv");
        Shows($"`{HttpScript.Words(packet)}`");
    }

    [Test]
    [Difference(
        "Packet httph, `buffer` 10: a header field of 10 bytes, and the empty line; `recv`",
        "HttpLimitSuite.A_header_of_exactly_buffer_bytes",
        Deviation = "An HTTP header field that fills the buffer")]
    public Task A_header_that_fills_the_buffer() => ReceivesAsync(
        new TcpSocketOptions { Packet = PacketType.HttpH, Buffer = 10 }, "A: bcdef\r\n\r\n"u8.ToArray());

    [Test]
    [Difference(
        "Packet asn1, `packet_size` 4: the peer sends the value \"hello\"; `recv`, `recv`",
        "InvalidPacketSuite.It_closes_the_socket_on_inet_and_stays_on_socket",
        Manual = "A packet larger than `packet_size` is invalid")]
    public async Task A_value_that_is_too_large()
    {
        ConnectedPair pair = await OversizedAsync();

        Shows($"emsgsize, {Words.Of(await pair.Socket.ReceiveAsync(0, Limit, Token))}");
    }

    [Test]
    [Difference(
        "The same; `packet_size` is set to 5; `recv`",
        "InvalidPacketSuite.Raising_packet_size_delivers_it_where_the_socket_is_still_there",
        Deviation = "Bytes that were no packet, when the options change so that they are one")]
    public async Task A_value_that_was_too_large()
    {
        ConnectedPair pair = await OversizedAsync();
        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.PacketSize, 5), "setopts: packet_size");

        Shows(Words.Of(await pair.Socket.ReceiveAsync(0, Limit, Token)));
    }

    [Test]
    [Difference(
        "Packet fcgi, `buffer` 8: a record of 2 bytes and 3 of padding; `recv`",
        "FastCgiSuite.Nor_that_of_a_record_longer_than_the_buffer",
        Deviation = "The padding of a FastCGI record that is longer than `buffer`")]
    public Task Padding() => ReceivesAsync(
        new TcpSocketOptions { Packet = PacketType.Fcgi, Buffer = 8 }, PacketSamples.Padded("ab"u8, 3).Bytes);

    [Test]
    [Difference(
        "Packet line: a line and a packet of packet 4 with \"hello\" have arrived; `recv`; packet 4 is set; `recv`",
        "MidStreamSuite.From_this_type_to_every_other",
        Deviation = "Packet 1, 2, 4 set when something has been read ahead")]
    public async Task A_packet_that_was_read_ahead()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = PacketType.Line });
        await pair.PeerSendsAsync([.. "line\n"u8, .. Wire.Frame(PacketType.Length4, Hello)], Token);
        Outcome.Ok(await pair.Socket.ReceiveAsync(0, null, Token), "recv: the line");
        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.Packet, PacketType.Length4), "setopts: packet 4");

        Shows($"the line, {Words.Of(await pair.Socket.ReceiveAsync(0, Limit, Token))}");
    }

    private async Task ReceivesAsync(TcpSocketOptions options, byte[] arrived)
    {
        ConnectedPair pair = await PairAsync(options);
        await pair.PeerSendsAsync(arrived, Token);

        TcpResult<TcpPacket> received = await pair.Socket.ReceiveAsync(0, Limit, Token);
        Shows(received is { IsOk: true, Value.Http: not null } ? "ok" : Words.Of(received));
    }

    private async Task<ConnectedPair> OversizedAsync()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = PacketType.Asn1, PacketSize = 4 });
        await pair.PeerSendsAsync([.. PacketSamples.Header(PacketType.Asn1, 5), .. Hello], Token);
        Outcome.Is(await pair.Socket.ReceiveAsync(0, null, Token), TcpError.EMsgSize, "recv: too large");
        return pair;
    }
}

[TestFixture]
public sealed class InetPacketDifferences() : PacketDifferences(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketPacketDifferences() : PacketDifferences(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetPacketDifferences() : PacketDifferences(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketPacketDifferences() : PacketDifferences(BackendUnderTest.OtpSocket);
