using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Packets;

/// <summary>Setting the packet type between a first line and the end of its headers: semantics 18.</summary>
public abstract class HttpStateSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    private const string Request = "{http_request,'GET',{abs_path,<<\"/\">>},{1,0}}";

    [Test]
    public async Task http_again_begins_anew_on_socket_and_goes_on_on_inet()
    {
        ConnectedPair pair = await InHeadersAsync("C: d\r\n\r\n");

        Set(pair, PacketType.HttpBin);

        await AssertHeadersGoOnOrBeginAnewAsync(pair);
    }

    [TestCase(PacketType.Http)]
    [TestCase(PacketType.Raw)]
    [TestCase(PacketType.Length4)]
    public async Task Nor_does_another_type_in_between_change_that(PacketType between)
    {
        ConnectedPair pair = await InHeadersAsync("C: d\r\n\r\n");

        Set(pair, between);
        Set(pair, PacketType.HttpBin);

        await AssertHeadersGoOnOrBeginAnewAsync(pair);
    }

    [Test]
    public async Task Nor_a_packet_of_another_type()
    {
        ConnectedPair pair = await InHeadersAsync("line\r\nC: d\r\n\r\n");

        Set(pair, PacketType.Line);
        await pair.Socket.DeliversAsync("line\r\n"u8.ToArray(), "recv: packet line", Token);
        Set(pair, PacketType.HttpBin);

        await AssertHeadersGoOnOrBeginAnewAsync(pair);
    }

    [Test]
    public async Task Nor_a_receive_that_timed_out_before()
    {
        ConnectedPair pair = await InHeadersAsync("C: d\r\n");
        Outcome.Is(await pair.Socket.ReceiveAsync(0, TimeSpan.FromMilliseconds(1), Token), TcpError.Timeout, "recv: may be folded");

        Set(pair, PacketType.HttpBin);
        await pair.PeerSendsAsync("\r\n"u8.ToArray(), Token);

        await AssertHeadersGoOnOrBeginAnewAsync(pair);
    }

    [Test]
    public async Task Other_options_do_not_matter()
    {
        ConnectedPair pair = await InHeadersAsync("C: d\r\n\r\n");

        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.PacketSize, 1000), "setopts: packet_size");
        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.Buffer, 1000), "setopts: buffer");

        await pair.Socket.DeliversHttpAsync([Header("C", "d"), "http_eoh"], "recv: headers go on", Token);
    }

    [Test]
    public async Task After_httph_a_first_line_is_due_on_socket_and_headers_on_inet()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = PacketType.HttpHBin });
        await pair.PeerSendsAsync("A: b\r\nC: d\r\n\r\n"u8.ToArray(), Token);
        await pair.Socket.DeliversHttpAsync([Header("A", "b")], "recv: httph_bin", Token);

        Set(pair, PacketType.HttpBin);

        await AssertHeadersGoOnOrBeginAnewAsync(pair);
    }

    [Test]
    public async Task After_the_end_of_the_headers_a_first_line_is_due_whoever_read_it()
    {
        ConnectedPair pair = await InHeadersAsync("C: d\r\n\r\nGET / HTTP/1.0\r\n");

        Set(pair, PacketType.HttpHBin);
        await pair.Socket.DeliversHttpAsync([Header("C", "d"), "http_eoh"], "recv: httph_bin", Token);
        Set(pair, PacketType.HttpBin);

        await pair.Socket.DeliversHttpAsync([Request], "recv: http_bin", Token);
    }

    [Test]
    public async Task Text_and_bytes_can_be_changed_in_mid_headers()
    {
        ConnectedPair pair = await InHeadersAsync("C: d\r\n\r\n");

        Set(pair, PacketType.HttpH);

        await pair.Socket.DeliversHttpAsync(["""{http_header,0,"C","C","d"}""", "http_eoh"], "recv: httph", Token);
    }

    private async Task<ConnectedPair> InHeadersAsync(string following)
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = PacketType.HttpBin });
        await pair.PeerSendsAsync(
            System.Text.Encoding.ASCII.GetBytes("GET / HTTP/1.0\r\nA: b\r\n" + following), Token);
        await pair.Socket.DeliversHttpAsync([Request, Header("A", "b")], "recv: http_bin", Token);
        return pair;
    }

    private Task AssertHeadersGoOnOrBeginAnewAsync(ConnectedPair pair) => pair.Socket.DeliversHttpAsync(
        Expect.Packets.PacketRestartsHttp
            ? ["{http_error,<<\"C: d\\r\\n\">>}", "{http_error,<<\"\\r\\n\">>}"]
            : [Header("C", "d"), "http_eoh"],
        "recv: http set in mid-headers",
        Token);

    private static string Header(string name, string value) =>
        $"{{http_header,0,<<\"{name}\">>,<<\"{name}\">>,<<\"{value}\">>}}";

    private static void Set(ConnectedPair pair, PacketType type) =>
        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.Packet, type), $"setopts: packet {type}");
}

[TestFixture]
public sealed class InetHttpState() : HttpStateSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketHttpState() : HttpStateSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetHttpState() : HttpStateSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketHttpState() : HttpStateSuite(BackendUnderTest.OtpSocket);
