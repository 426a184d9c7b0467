using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Delivering;

/// <summary>The shapes of delivered data, in messages and receives: semantics 14.</summary>
public abstract class ShapeSuite(BackendUnderTest subject) : DeliveringSuite(subject)
{
    private const string Request = "GET / HTTP/1.1\r\n";

    private static readonly TcpSocketOptions Frames = new() { Packet = PacketType.Length4 };

    [TestCase(TcpMode.Binary, 0, "abcd")]
    [TestCase(TcpMode.Binary, 1, "[a|bcd]")]
    [TestCase(TcpMode.Binary, 3, "[abc|d]")]
    [TestCase(TcpMode.List, 0, "[abcd]")]
    [TestCase(TcpMode.List, 2, "[abcd]")]
    public Task Mode_and_header(TcpMode mode, int header, string expected) => DeliversAsync(mode, header, expected);

    [Test]
    public Task A_header_as_long_as_the_packet() =>
        DeliversAsync(TcpMode.Binary, 4, Expect.Delivering.HeaderLeavesEmptyRest ? "[abcd|]" : "[abcd]");

    [Test]
    [Deviation("A `header` longer than the packet")]
    public async Task A_header_longer_than_the_packet([Values] bool receives)
    {
        ConnectedPair pair = await PairAsync(Frames with { Header = 5, Active = receives ? TcpActive.False : TcpActive.Once });
        await pair.Peer.SendAsync(Wire.Frame(PacketType.Length4, Bytes("abcd")), Token);

        if (!receives)
        {
            await pair.Socket.TellsAsync([Expect.Deviations.HeaderMayBeLonger ? "{tcp,[abcd]}" : Mail.Closed], "a message", Token);
        }
        else if (Expect.Deviations.HeaderMayBeLonger)
        {
            await AssertReceivesAsync(pair, "[abcd]");
        }
        else
        {
            Assert.That(async () => await pair.Socket.ReceiveAsync(0, null, Token), Throws.InvalidOperationException, "it crashes");
        }
    }

    [TestCase(TcpMode.Binary, "")]
    [TestCase(TcpMode.List, "[]")]
    public async Task An_empty_packet(TcpMode mode, string expected)
    {
        ConnectedPair pair = await PairAsync(Frames with { Mode = mode });
        await pair.PeerSendsAsync(Wire.Frames(PacketType.Length4, [], []), Token);

        await AssertReceivesAsync(pair, expected);
        await AssertTellsAsync(pair, expected);
    }

    [Test]
    public async Task Header_counts_behind_the_length_and_on_lines()
    {
        ConnectedPair pair = await PairAsync(Lines with { Header = 2 });
        await pair.PeerSendsAsync(Bytes("abc\nabc\n"), Token);

        await AssertReceivesAsync(pair, "[ab|c]");
        await AssertTellsAsync(pair, "[ab|c]");
    }

    [Test]
    public async Task The_mode_may_change_between_packets()
    {
        ConnectedPair pair = await PairAsync(Frames);
        await pair.PeerSendsAsync(Wire.Frames(PacketType.Length4, Bytes("a"), Bytes("b"), Bytes("c")), Token);

        await AssertReceivesAsync(pair, "a");
        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.Mode, TcpMode.List), "setopts list");
        await AssertReceivesAsync(pair, "[b]");
        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.Mode, TcpMode.Binary), "setopts binary");
        await AssertTellsAsync(pair, "c");
    }

    [TestCase(TcpMode.Binary, 0, "{S,{data,abcd}}")]
    [TestCase(TcpMode.Binary, 2, "{S,{data,[ab|cd]}}")]
    [TestCase(TcpMode.List, 0, "{S,{data,[abcd]}}")]
    public async Task Port_messages(TcpMode mode, int header, string expected)
    {
        ConnectedPair pair = await PairAsync(Frames with { Deliver = TcpDeliver.Port, Mode = mode, Header = header });
        await pair.PeerSendsAsync(Wire.Frame(PacketType.Length4, Bytes("abcd")), Token);

        Arm(pair.Socket, TcpActive.Once);

        await pair.Socket.TellsAsync([expected], "deliver port", Token);
    }

    [Test]
    public async Task Port_has_no_effect_on_the_other_messages()
    {
        ConnectedPair pair = await PairAsync(Lines with { Deliver = TcpDeliver.Port });
        await pair.PeerSendsAsync(Bytes("a\n"), Token);
        await pair.PeerSendsFinAsync(Token);

        Arm(pair.Socket, TcpActive.Count(1));
        await pair.Socket.TellsAsync(["{S,{data,a}}", Mail.Passive], "deliver port", Token);
        Arm(pair.Socket, TcpActive.Count(1));
        await pair.Socket.TellsAsync([Mail.Closed], "deliver port", Token);
    }

    [Test]
    [Deviation("A receive with `deliver` = `port`")]
    public async Task A_receive_with_port()
    {
        ConnectedPair pair = await PairAsync(Frames with { Deliver = TcpDeliver.Port });
        await pair.PeerSendsAsync(Wire.Frame(PacketType.Length4, Bytes("abcd")), Token);
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Token);

        Task<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(0, null, source.Token).AsTask();

        if (Expect.Deviations.PortReceives)
        {
            Outcome.Delivers(await receiving, Bytes("abcd"), "recv with deliver port");
            return;
        }

        await pair.Socket.TellsAsync(["{S,{data,abcd}}"], "the owner gets it", Token);
        Outcome.StillWaits(receiving, "recv never returns");
        await source.CancelAsync();
        Assert.That(async () => await receiving, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task Http_is_the_same_in_every_mode(
        [Values(PacketType.Http, PacketType.HttpBin)] PacketType packet, [Values] TcpMode mode, [Values(0, 3)] int header)
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = packet, Mode = mode, Header = header });
        await pair.PeerSendsAsync(Bytes(Request + "A: b\r\n\r\n" + Request), Token);

        Arm(pair.Socket, TcpActive.Count(3));

        await pair.Socket.TellsAsync(
            ["{http,HttpRequestLine}", "{http,HttpHeaderField}", "{http,HttpEndOfHeaders}", Mail.Passive], "http", Token);
        TcpPacket received = Outcome.Ok(await pair.Socket.ReceiveAsync(0, null, Token), "recv: http");
        Assert.That(received.Http, Is.InstanceOf<HttpRequestLine>());
    }

    [TestCase(TcpMode.Binary, 0, "{S,{data,GET / HTTP/1.1\r}}")]
    [TestCase(TcpMode.Binary, 3, "{S,{data,[GET| / HTTP/1.1\r]}}")]
    [TestCase(TcpMode.List, 0, "{S,{data,[GET / HTTP/1.1\r]}}")]
    public async Task Port_and_http(TcpMode mode, int header, string line)
    {
        ConnectedPair pair = await PairAsync(
            new TcpSocketOptions { Packet = PacketType.Http, Deliver = TcpDeliver.Port, Mode = mode, Header = header });
        await pair.PeerSendsAsync(Bytes(Request), Token);

        Arm(pair.Socket, TcpActive.Once);

        await pair.Socket.TellsAsync(
            [Expect.Delivering.PortLinesAreRaw ? line : "{S,{data,HttpRequestLine}}"], "deliver port and http", Token);
    }

    private async Task DeliversAsync(TcpMode mode, int header, string expected)
    {
        ConnectedPair pair = await PairAsync(Frames with { Mode = mode, Header = header });
        await pair.PeerSendsAsync(Wire.Frames(PacketType.Length4, Bytes("abcd"), Bytes("abcd")), Token);

        await AssertReceivesAsync(pair, expected);
        await AssertTellsAsync(pair, expected);
    }

    private async Task AssertReceivesAsync(ConnectedPair pair, string expected)
    {
        TcpPacket packet = Outcome.Ok(await pair.Socket.ReceiveAsync(0, null, Token), "recv");
        Assert.That(Mail.Words(packet), Is.EqualTo(expected), "recv: the shape of data");
    }

    private async Task AssertTellsAsync(ConnectedPair pair, string expected)
    {
        Arm(pair.Socket, TcpActive.Once);
        await pair.Socket.TellsAsync([Mail.Data(expected)], "a message: the shape of data", Token);
    }
}

[TestFixture]
public sealed class InetShape() : ShapeSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketShape() : ShapeSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetShape() : ShapeSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketShape() : ShapeSuite(BackendUnderTest.OtpSocket);
