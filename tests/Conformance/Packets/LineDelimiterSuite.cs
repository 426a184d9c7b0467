using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Packets;

/// <summary>line_delimiter: semantics 3, 4 and 15.</summary>
public abstract class LineDelimiterSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    [TestCase((byte)';')]
    [TestCase((byte)0)]
    [TestCase((byte)255)]
    public async Task Given_at_connect(byte delimiter)
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = PacketType.Line, LineDelimiter = delimiter });
        byte[] first = [.. "ab\n"u8, delimiter];
        byte[] second = [.. "c"u8, delimiter];
        await pair.PeerSendsAsync([.. first, .. second], Token);

        await pair.Socket.DeliversAsync(first, "recv: a newline is a byte like any other", Token);
        await pair.Socket.DeliversAsync(second, "recv: the next line", Token);
        Outcome.Same(pair.Socket.Options.Get(TcpOptions.LineDelimiter), ReadsBack(delimiter), "getopts line_delimiter");
    }

    [Test]
    public async Task Its_default_is_a_newline()
    {
        ConnectedPair pair = await PairAsync();

        Outcome.Same(pair.Socket.Options.Get(TcpOptions.LineDelimiter), ReadsBack((byte)'\n'), "getopts line_delimiter");
    }

    [Test]
    [Deviation("Bytes that were no packet, when the options change so that they are one")]
    public async Task Changed_between_lines_and_in_the_middle_of_one()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = PacketType.Line });
        await pair.PeerSendsAsync("ab;c\nd;e\0f"u8.ToArray(), Token);

        Set(pair, (byte)';');
        await pair.Socket.DeliversAsync("ab;"u8.ToArray(), "recv: line_delimiter ;", Token);
        Set(pair, (byte)'\n');
        await pair.Socket.DeliversAsync("c\n"u8.ToArray(), "recv: line_delimiter \\n", Token);
        Outcome.Is(await pair.Socket.ReceiveAsync(0, TimeSpan.FromMilliseconds(1), Token), TcpError.Timeout, "recv: no newline");
        Set(pair, 0);
        if (!Expect.Deviations.LooksAgainAfterChange)
        {
            await pair.PeerSendsAsync("g"u8.ToArray(), Token);
        }

        await pair.Socket.DeliversAsync("d;e\0"u8.ToArray(), "recv: what was looked through is looked through again", Token);
    }

    [TestCase(PacketType.Raw)]
    [TestCase(PacketType.Length2)]
    [TestCase(PacketType.Asn1)]
    [TestCase(PacketType.Http)]
    public async Task It_has_no_meaning_for_other_types(PacketType type)
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = type, LineDelimiter = (byte)'x' });
        byte[] bytes = type == PacketType.Raw ? "axb\n"u8.ToArray() : PacketSamples.Sized(type, 20).Bytes;
        await pair.PeerSendsAsync(bytes, Token);

        TcpPacket packet = Outcome.Ok(await pair.Socket.ReceiveAsync(0, null, Token), "recv");

        Assert.That(packet.Http is not null || packet.Length is 4 or 20 or 22, "recv: the whole packet");
    }

    [Test]
    public void It_is_refused_at_listen() => Assert.That(
        async () => await Backend.ListenAsync(0, new TcpSocketOptions { LineDelimiter = (byte)';' }, Token),
        Throws.InstanceOf<ArgumentException>(),
        "listen: line_delimiter is not an option of listen");

    [Test]
    public async Task Set_on_a_listener_it_is_inherited_on_socket_alone()
    {
        ITcpListener listener = await ListenAsync(new TcpSocketOptions { Packet = PacketType.Line });
        Outcome.Ok(listener.Options.Set(TcpOptions.LineDelimiter, (byte)';'), "setopts line_delimiter on a listener");
        RawPeer peer = await ConnectRawAsync(AddressOf(listener));
        ITcpSocket accepted = await AcceptAsync(listener);

        await peer.SendAsync("a;b\n;"u8.ToArray(), Token);

        await accepted.DeliversAsync(
            Expect.Packets.LineDelimiterIsInherited ? "a;"u8.ToArray() : "a;b\n"u8.ToArray(), "recv: line_delimiter", Token);
        byte expected = (byte)(Expect.Packets.LineDelimiterIsInherited ? ';' : '\n');
        Outcome.Same(accepted.Options.Get(TcpOptions.LineDelimiter), ReadsBack(expected), "getopts line_delimiter");
    }

    private TcpResult<byte> ReadsBack(byte delimiter) => Expect.Packets.LineDelimiterReads ? delimiter : TcpError.EInval;

    private static void Set(ConnectedPair pair, byte delimiter) =>
        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.LineDelimiter, delimiter), "setopts: line_delimiter");
}

[TestFixture]
public sealed class InetLineDelimiter() : LineDelimiterSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketLineDelimiter() : LineDelimiterSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetLineDelimiter() : LineDelimiterSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketLineDelimiter() : LineDelimiterSuite(BackendUnderTest.OtpSocket);
