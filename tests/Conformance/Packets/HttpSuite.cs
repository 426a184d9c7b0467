using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Packets;

/// <summary>Packet http and http_bin, httph and httph_bin: typed packets, as text or as bytes. Semantics 18.</summary>
[TestFixtureSource(nameof(Types))]
public abstract class HttpSuite(BackendUnderTest subject, PacketType type) : BackendSuite(subject)
{
    public static IEnumerable<PacketType> Types { get; } = [PacketType.Http, PacketType.HttpBin];

    public static IEnumerable<HttpSample> Samples => HttpSample.All;

    private PacketType HeadersOnly => type == PacketType.Http ? PacketType.HttpH : PacketType.HttpHBin;

    [TestCaseSource(nameof(Samples))]
    public async Task In_one_segment(HttpSample sample)
    {
        ConnectedPair pair = await NewPairAsync();
        await pair.PeerSendsAsync(sample.Bytes, Token);

        await pair.Socket.DeliversHttpAsync(sample.Packets.Select(As), $"recv: {sample}", Token);
        await TimesOutAsync(pair, "recv: nothing else");
        Outcome.Same(pair.Socket.Options.Get(TcpOptions.Packet), type, "getopts: packet stays while headers are read");
    }

    [TestCaseSource(nameof(Samples))]
    public async Task Byte_by_byte(HttpSample sample)
    {
        ConnectedPair pair = await NewPairAsync();
        Task dribbling = pair.Peer.DribbleAsync(sample.Bytes, Token);

        await pair.Socket.DeliversHttpAsync(sample.Packets.Select(As), $"recv: {sample}", Token);
        await dribbling;
    }

    [Test]
    public async Task A_timeout_in_the_middle_loses_nothing_wherever_it_comes()
    {
        HttpSample sample = HttpSample.All[0];
        for (int cut = 1; cut < sample.Bytes.Length; cut++)
        {
            ConnectedPair pair = await NewPairAsync();
            await pair.PeerSendsAsync(sample.Bytes[..cut], Token);
            List<string> received = [];
            while ((await pair.Socket.ReceiveAsync(0, TimeSpan.FromMilliseconds(1), Token)).TryGetValue(out TcpPacket packet))
            {
                received.Add(HttpScript.Words(packet));
            }

            await pair.PeerSendsAsync(sample.Bytes[cut..], Token);
            while (received.Count < sample.Packets.Length)
            {
                received.Add(HttpScript.Words(Outcome.Ok(await pair.Socket.ReceiveAsync(0, null, Token), $"recv: after {cut}")));
            }

            Assert.That(received, Is.EqualTo(sample.Packets.Select(As)), $"recv: {cut} bytes came first");
        }
    }

    [Test]
    public async Task A_first_line_is_whole_with_its_newline_a_header_with_the_byte_behind_it()
    {
        ConnectedPair pair = await NewPairAsync();
        await pair.PeerSendsAsync("GET /2 HTTP/1.1\r\n"u8.ToArray(), Token);
        await pair.Socket.DeliversHttpAsync([As(HttpSample.All[2].Packets[0])], "recv: no look-ahead", Token);
        await pair.PeerSendsAsync("A: b\r\n"u8.ToArray(), Token);
        await TimesOutAsync(pair, "recv: it may be folded");
        await pair.PeerSendsAsync("\r"u8.ToArray(), Token);
        await pair.Socket.DeliversHttpAsync([As("""{http_header,0,"A","A","b"}""")], "recv: it is not folded", Token);
        await TimesOutAsync(pair, "recv: half of a line break");
        await pair.PeerSendsAsync("\n"u8.ToArray(), Token);
        await pair.Socket.DeliversHttpAsync(["http_eoh"], "recv: no look-ahead", Token);
    }

    [Test]
    public async Task httph_has_only_headers()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = HeadersOnly });
        await pair.PeerSendsAsync("A: b\r\n\r\nC: d\r\nGET / HTTP/1.1\r\n\r\n"u8.ToArray(), Token);

        await pair.Socket.DeliversHttpAsync(
            [
                As("""{http_header,0,"A","A","b"}"""),
                "http_eoh",
                As("""{http_header,0,"C","C","d"}"""),
                As("""{http_error,"GET / HTTP/1.1\r\n"}"""),
                "http_eoh",
            ],
            "recv: httph",
            Token);
    }

    [TestCaseSource(nameof(Samples))]
    public async Task Mode_and_header_do_not_matter(HttpSample sample)
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = type, Mode = TcpMode.List, Header = 3 });
        await pair.PeerSendsAsync(sample.Bytes, Token);

        foreach (string expected in sample.Packets)
        {
            TcpPacket packet = Outcome.Ok(await pair.Socket.ReceiveAsync(0, null, Token), $"recv: {sample}");
            Assert.That(HttpScript.Words(packet), Is.EqualTo(As(expected)), "recv: mode list");
            Assert.That((packet.Mode, packet.HeaderLength), Is.EqualTo((TcpMode.Binary, 0)), "recv: a typed packet has no shape");
            Outcome.Ok(pair.Socket.Options.Set(TcpOptions.Mode, TcpMode.Binary), "setopts: mode binary, header 3");
        }
    }

    [Test]
    public async Task Any_byte_is_kept()
    {
        ConnectedPair pair = await NewPairAsync();
        byte[] name = [0xE9, 0xFF];
        await pair.PeerSendsAsync([.. "HTTP/1.0 200 "u8, .. name, .. "\r\n\r\n"u8], Token);

        TcpPacket packet = Outcome.Ok(await pair.Socket.ReceiveAsync(0, null, Token), "recv: a response");

        HttpText reason = ((HttpStatusLine)packet.Http!).Reason;
        Assert.That(reason.IsText, Is.EqualTo(type == PacketType.Http), "http: text; http_bin: bytes");
        Assert.That(reason.ToMemory().ToArray(), Is.EqualTo(name), "recv: bytes above 127");
    }

    [Test]
    [OnlyOurs("the line that a typed packet was made of")]
    public async Task The_bytes_are_those_of_the_line()
    {
        ConnectedPair pair = await NewPairAsync();
        await pair.PeerSendsAsync("GET / HTTP/1.1\r\nA:  b\r\n c\r\n\r\n"u8.ToArray(), Token);

        await pair.Socket.DeliversAsync("GET / HTTP/1.1\r\n"u8.ToArray(), "recv: the line", Token);
        byte[] buffer = new byte[20];
        Outcome.Same(await pair.Socket.ReceiveAsync(buffer.AsMemory(), null, Token), 11, "recv into a buffer: the folded lines");
        Assert.That(buffer[..11], Is.EqualTo("A:  b\r\n c\r\n"u8.ToArray()));
        TcpPacket end = Outcome.Ok(await pair.Socket.ReceiveAsync(0, null, Token), "recv: the end of the headers");
        Assert.That(end.Http, Is.InstanceOf<HttpEndOfHeaders>());
    }

    private Task<ConnectedPair> NewPairAsync() => PairAsync(new TcpSocketOptions { Packet = type });

    private string As(string expected) => type == PacketType.Http ? expected : HttpScript.Binary(expected);

    private async Task TimesOutAsync(ConnectedPair pair, string rule) =>
        Outcome.Is(await pair.Socket.ReceiveAsync(0, TimeSpan.FromMilliseconds(1), Token), TcpError.Timeout, rule);
}

public sealed class InetHttp(PacketType type) : HttpSuite(BackendUnderTest.Inet, type);

public sealed class SocketHttp(PacketType type) : HttpSuite(BackendUnderTest.Socket, type);

[OtpReferee]
public sealed class OtpInetHttp(PacketType type) : HttpSuite(BackendUnderTest.OtpInet, type);

[OtpReferee]
public sealed class OtpSocketHttp(PacketType type) : HttpSuite(BackendUnderTest.OtpSocket, type);
