using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Delivering;

/// <summary>Packets that are not allowed, in active mode: semantics 16.</summary>
public abstract class ActivePacketErrorSuite(BackendUnderTest subject) : DeliveringSuite(subject)
{
    private static readonly byte[] TooLong = Wire.Header(PacketType.Length4, 11);

    /// <summary>Everything that is told of it.</summary>
    private string[] Told => Expect.Delivering.InvalidPacketIsTheEnd
        ? [Mail.Error(TcpError.EMsgSize), Mail.Closed]
        : [Mail.Error(TcpError.EMsgSize)];

    [Test]
    public async Task With_exit_on_close([ValueSource(nameof(ActiveValues))] TcpActive value)
    {
        ConnectedPair pair = await NewPairAsync(value, exitOnClose: true);

        await pair.Peer.SendAsync(TooLong, Token);

        await pair.Socket.TellsAsync(Told, "emsgsize in active mode", Token);
        pair.Socket.TellsNothing("emsgsize in active mode");
        if (Expect.Delivering.InvalidPacketIsTheEnd)
        {
            AssertActive(pair.Socket, TcpError.EInval, "the socket is gone");
            Outcome.Is(await pair.Socket.SendAsync(Bytes("x"), Token), TcpError.Closed, "send");
            AssertCloseReason(pair.Socket, TcpCloseReason.InvalidPacket);
            return;
        }

        AssertActive(pair.Socket, TcpActive.False, "the socket is passive");
        await AssertSendsAsync(pair);
    }

    [Test]
    public async Task Without_exit_on_close([ValueSource(nameof(ActiveValues))] TcpActive value)
    {
        ConnectedPair pair = await NewPairAsync(value, exitOnClose: false);

        await pair.Peer.SendAsync(TooLong, Token);

        await pair.Socket.TellsAsync(Told, "emsgsize in active mode", Token);
        AssertActive(
            pair.Socket, Expect.Delivering.InvalidPacketIsTheEnd ? value : TcpActive.False, "kept on inet, false on socket");
        await AssertSendsAsync(pair);
    }

    [Test]
    public async Task On_socket_it_can_be_received_and_is_told_again()
    {
        ConnectedPair pair = await NewPairAsync(TcpActive.True, exitOnClose: true);
        await pair.Peer.SendAsync(TooLong, Token);
        await pair.Socket.TellsAsync(Told, "emsgsize in active mode", Token);

        if (Expect.Delivering.InvalidPacketIsTheEnd)
        {
            Outcome.Is(await pair.Socket.ReceiveAsync(0, null, Token), TcpError.Closed, "recv: the socket is gone");
            return;
        }

        Outcome.Is(await pair.Socket.ReceiveAsync(0, null, Token), TcpError.EMsgSize, "recv says it again");
        Arm(pair.Socket, TcpActive.True);
        await pair.Socket.TellsAsync(Told, "arming says it again", Token);
        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.Packet, PacketType.Raw), "setopts packet raw");
        await pair.Socket.DeliversAsync(TooLong, "packet raw reads all of it", Token);
    }

    [Test]
    [Deviation("A bad packet behind a good one in active mode")]
    public async Task A_good_packet_before_it_is_delivered()
    {
        ConnectedPair pair = await NewPairAsync(TcpActive.False, exitOnClose: true);
        await pair.PeerSendsAsync([.. Wire.Frame(PacketType.Length4, Bytes("good")), .. TooLong], Token);

        Arm(pair.Socket, TcpActive.True);

        await pair.Socket.TellsAsync(["{tcp,good}"], "the good one", Token);
        if (!Expect.Deviations.BadPacketIsToldAtOnce)
        {
            pair.Socket.TellsNothing("the bad one is not looked at");
            await pair.Peer.SendAsync(Bytes("x"), Token);
        }

        await pair.Socket.TellsAsync(Told, "the bad one", Token);
    }

    [Test]
    public async Task Bytes_that_are_no_packet_at_all()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = PacketType.Tpkt, Active = TcpActive.Once });

        await pair.Peer.SendAsync(Bytes("none"), Token);

        await pair.Socket.TellsAsync(Told, "tpkt of another version", Token);
        pair.Socket.TellsNothing("tpkt of another version");
    }

    [Test]
    public async Task An_http_line_that_is_none_is_a_packet()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = PacketType.Http, Active = TcpActive.True });

        await pair.Peer.SendAsync(Bytes("nonsense\r\nGET / HTTP/1.0\r\n"), Token);

        await pair.Socket.TellsAsync(["{http,HttpErrorLine}", "{http,HttpRequestLine}"], "http never fails", Token);
    }

    private Task<ConnectedPair> NewPairAsync(TcpActive value, bool exitOnClose) => PairAsync(
        new TcpSocketOptions { Packet = PacketType.Length4, PacketSize = 10, Active = value, ExitOnClose = exitOnClose });

    private async Task AssertSendsAsync(ConnectedPair pair)
    {
        Outcome.Ok(await pair.Socket.SendAsync(Bytes("x"), Token), "send after emsgsize");
        Assert.That(await pair.Peer.ReceiveExactlyAsync(5, Token), Is.EqualTo((byte[])[0, 0, 0, 1, (byte)'x']));
    }
}

[TestFixture]
public sealed class InetActivePacketError() : ActivePacketErrorSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketActivePacketError() : ActivePacketErrorSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetActivePacketError() : ActivePacketErrorSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketActivePacketError() : ActivePacketErrorSuite(BackendUnderTest.OtpSocket);
