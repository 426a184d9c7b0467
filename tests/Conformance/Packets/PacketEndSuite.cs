using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Packets;

/// <summary>A packet that is not whole when the stream ends is dropped: semantics 6.3.</summary>
[TestFixtureSource(nameof(Options))]
public abstract class PacketEndSuite(BackendUnderTest subject, bool exitOnClose, bool show) : BackendSuite(subject)
{
    public static IEnumerable<TestFixtureData> Options { get; } =
        [new(true, false), new(true, true), new(false, false), new(false, true)];

    public static IEnumerable<PacketType> Types { get; } =
        [.. PacketSamples.ProtocolsAndLine, PacketType.Http, PacketType.HttpBin, PacketType.HttpH, PacketType.HttpHBin];

    [Test]
    [Deviation("End of the stream with `show_econnreset`")]
    public async Task A_packet_that_is_not_whole_is_dropped([ValueSource(nameof(Types))] PacketType type, [Values(1, 19)] int left)
    {
        ConnectedPair pair = await PairAsync(
            new TcpSocketOptions { Packet = type, ExitOnClose = exitOnClose, ShowEconnreset = show });
        byte[] whole = PacketSamples.Sized(type, 20).Bytes;
        byte[] part = PacketSamples.Sized(type.IsHttp() ? PacketType.HttpH : type, 20).Bytes;
        await pair.PeerSendsAsync([.. whole, .. part[..left]], Token);
        await pair.PeerSendsFinAsync(Token);

        Outcome.Ok(await pair.Socket.ReceiveAsync(0, null, Token), "recv: the packet before it");
        TcpError end = show ? Expect.Deviations.EndWithShowEconnreset : TcpError.Closed;
        Outcome.Is(await pair.Socket.ReceiveAsync(0, null, Token), end, $"recv: {left} bytes of a packet, then the end");
        await pair.Socket.ReceivesSayAsync(Expect.EndOfStream.ReceivesAfter(exitOnClose), "recv after the end", Token);
        AssertCloseReason(pair.Socket, TcpCloseReason.PeerClose);
    }

    [Test]
    [Deviation("End of the stream with `show_econnreset`")]
    public async Task A_header_field_whose_end_is_not_certain_is_dropped()
    {
        ConnectedPair pair = await PairAsync(
            new TcpSocketOptions { Packet = PacketType.HttpH, ExitOnClose = exitOnClose, ShowEconnreset = show });
        await pair.PeerSendsAsync("A: b\r\n"u8.ToArray(), Token);
        await pair.PeerSendsFinAsync(Token);

        Outcome.Is(
            await pair.Socket.ReceiveAsync(0, null, Token),
            show ? Expect.Deviations.EndWithShowEconnreset : TcpError.Closed,
            "recv: a line might have been folded into it");
    }
}

public sealed class InetPacketEnd(bool exitOnClose, bool show) : PacketEndSuite(BackendUnderTest.Inet, exitOnClose, show);

public sealed class SocketPacketEnd(bool exitOnClose, bool show) : PacketEndSuite(BackendUnderTest.Socket, exitOnClose, show);

[OtpReferee]
public sealed class OtpInetPacketEnd(bool exitOnClose, bool show) : PacketEndSuite(BackendUnderTest.OtpInet, exitOnClose, show);

[OtpReferee]
public sealed class OtpSocketPacketEnd(bool exitOnClose, bool show)
    : PacketEndSuite(BackendUnderTest.OtpSocket, exitOnClose, show);
