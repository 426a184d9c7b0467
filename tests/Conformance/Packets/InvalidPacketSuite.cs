using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Packets;

/// <summary>
/// What follows emsgsize with the types that have no length of 1, 2 or 4 bytes before the packet: semantics 16.
/// </summary>
[TestFixtureSource(nameof(Types))]
public abstract class InvalidPacketSuite(BackendUnderTest subject, PacketType type) : BackendSuite(subject)
{
    private const int Size = 12;

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    private readonly byte[] _large = PacketSamples.Sized(type, Size + 20).Bytes;
    private readonly PacketSample _good = PacketSamples.Sized(type, Size);

    public static IEnumerable<PacketType> Types => [.. PacketSamples.ProtocolsAndLine, PacketType.HttpBin];

    [Test]
    public async Task It_closes_the_socket_on_inet_and_stays_on_socket([Values] bool show)
    {
        ConnectedPair pair = await InvalidPairAsync(exitOnClose: true, show);

        if (Expect.Receiving.OversizedPacketCloses)
        {
            await pair.Socket.ReceivesSayAsync([TcpError.ENotConn, TcpError.ENotConn], "recv after emsgsize", Token);
            await pair.Socket.SendsSayAsync([TcpError.ENotConn, TcpError.ENotConn], "send after emsgsize", Token);
            AssertCloseReason(pair.Socket, TcpCloseReason.InvalidPacket);
            Assert.That((await pair.Peer.ReceiveToEndAsync(Token)).ToString(), Is.EqualTo("0 bytes, then Closed"));
            return;
        }

        await TimesOutAsync(pair, "recv after emsgsize waits for more");
        await TimesOutAsync(pair, "recv after emsgsize waits for more");
        await pair.Socket.SendsSayAsync([TcpError.None], "send after emsgsize", Token);
        AssertCloseReason(pair.Socket, TcpCloseReason.None);
        Set(pair, TcpOptions.Packet, PacketType.Raw);
        await pair.Socket.DeliversAsync(_large, "recv: packet raw returns what was put aside", Token);
    }

    [Test]
    public async Task Without_exit_on_close_inet_drops_what_it_had_and_goes_on()
    {
        ConnectedPair pair = await InvalidPairAsync(exitOnClose: false);
        await TimesOutAsync(pair, "recv after emsgsize waits for more");
        await pair.PeerSendsAsync(_good.Bytes, Token);

        if (Expect.Packets.RepeatsInvalidPacket)
        {
            await pair.Socket.ReceivesSayAsync([TcpError.EMsgSize], "recv: together with what came next", Token);
            await TimesOutAsync(pair, "recv after emsgsize waits for more");
            Set(pair, TcpOptions.Packet, PacketType.Raw);
            await pair.Socket.DeliversAsync([.. _large, .. _good.Bytes], "recv: packet raw", Token);
        }
        else
        {
            await AssertGoodAsync(pair);
            await TimesOutAsync(pair, "recv: nothing else");
        }

        Outcome.Ok(await pair.Socket.SendAsync("a"u8.ToArray(), Token), "send after emsgsize");
        Assert.That(await pair.Peer.ReceiveExactlyAsync(1, Token), Is.EqualTo("a"u8.ToArray()), "exit_on_close=false: send");
    }

    [Test]
    [Deviation("Bytes that were no packet, when the options change so that they are one")]
    public async Task Raising_packet_size_delivers_it_where_the_socket_is_still_there()
    {
        ConnectedPair pair = await InvalidPairAsync(exitOnClose: true);

        Set(pair, TcpOptions.PacketSize, Size + 20);

        if (Expect.Receiving.OversizedPacketCloses)
        {
            await pair.Socket.ReceivesSayAsync([TcpError.ENotConn], "recv after emsgsize", Token);
            return;
        }

        if (!Expect.Deviations.LooksAgainAfterChange)
        {
            await TimesOutAsync(pair, "recv: waits for more even so");
            await pair.PeerSendsAsync(_good.Bytes, Token);
        }

        TcpPacket packet = Outcome.Ok(await pair.Socket.ReceiveAsync(0, null, Token), "recv: packet_size is larger now");
        Assert.That(packet.Http is not null || packet.Span.SequenceEqual(_large));
    }

    [Test]
    public async Task Another_packet_type_cuts_it_anew_where_the_socket_is_still_there()
    {
        ConnectedPair pair = await InvalidPairAsync(exitOnClose: true);

        PacketType other = type == PacketType.SunRm ? PacketType.Length1 : PacketType.SunRm;
        Set(pair, TcpOptions.PacketSize, 0);
        Set(pair, TcpOptions.Packet, other);
        if (Expect.Receiving.OversizedPacketCloses)
        {
            await pair.Socket.ReceivesSayAsync([TcpError.ENotConn], "recv after emsgsize", Token);
            return;
        }

        // As this type it is incomplete, or a packet; then raw has the rest.
        TcpResult<TcpPacket> result = await pair.Socket.ReceiveAsync(0, Moment, Token);
        int taken = result.IsOk ? other == PacketType.Length1 ? 1 + result.Value.Length : result.Value.Length : 0;
        Set(pair, TcpOptions.Packet, PacketType.Raw);
        await pair.Socket.DeliversAsync(_large[taken..], "recv: packet raw has what is left", Token);
    }

    private async Task<ConnectedPair> InvalidPairAsync(bool exitOnClose, bool show = false)
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions
        {
            Packet = type,
            PacketSize = Size,
            ExitOnClose = exitOnClose,
            ShowEconnreset = show,
        });
        await pair.PeerSendsAsync(_large, Token);
        await pair.Socket.ReceivesSayAsync([TcpError.EMsgSize], $"recv: {type}, too large", Token);
        return pair;
    }

    private async Task AssertGoodAsync(ConnectedPair pair)
    {
        TcpPacket packet = Outcome.Ok(await pair.Socket.ReceiveAsync(0, null, Token), "recv: what came after the input was dropped");
        Assert.That(packet.Http is not null || packet.Span.SequenceEqual(_good.Delivered));
    }

    private async Task TimesOutAsync(ConnectedPair pair, string rule) =>
        Outcome.Is(await pair.Socket.ReceiveAsync(0, Moment, Token), TcpError.Timeout, rule);

    private static void Set<T>(ConnectedPair pair, TcpOption<T> option, T value) =>
        Outcome.Ok(pair.Socket.Options.Set(option, value), $"setopts: {option}");
}

public sealed class InetInvalidPacket(PacketType type) : InvalidPacketSuite(BackendUnderTest.Inet, type);

public sealed class SocketInvalidPacket(PacketType type) : InvalidPacketSuite(BackendUnderTest.Socket, type);

[OtpReferee]
public sealed class OtpInetInvalidPacket(PacketType type) : InvalidPacketSuite(BackendUnderTest.OtpInet, type);

[OtpReferee]
public sealed class OtpSocketInvalidPacket(PacketType type) : InvalidPacketSuite(BackendUnderTest.OtpSocket, type);
