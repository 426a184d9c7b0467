using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Receiving;

/// <summary>What was read ahead belongs to the socket: a new packet type cuts it anew. Semantics 6.1.</summary>
public abstract class PacketChangeSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    [Test]
    public async Task From_packets_to_raw_returns_all_that_was_read_ahead()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = PacketType.Length1 });
        await pair.PeerSendsAsync([1, (byte)'a', 1, (byte)'b', 3, (byte)'c', (byte)'d'], Token);
        await pair.Socket.DeliversAsync("a"u8.ToArray(), "recv: packet 1", Token);

        SetPacket(pair, PacketType.Raw);

        await pair.Socket.DeliversAsync([1, (byte)'b', 3, (byte)'c', (byte)'d'], "recv: packet raw", Token);
    }

    [Test]
    public async Task A_part_of_a_packet_is_there_with_its_header()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = PacketType.Length4 });
        byte[] part = [.. Wire.Header(PacketType.Length4, 6), .. "abc"u8];
        await pair.PeerSendsAsync(part, Token);
        Outcome.Is(
            await pair.Socket.ReceiveAsync(0, TimeSpan.FromMilliseconds(1), Token), TcpError.Timeout, "recv: packet 4, a part");

        SetPacket(pair, PacketType.Raw);

        await pair.Socket.DeliversAsync(part, "recv: packet raw", Token);
    }

    [Test]
    public async Task From_raw_to_packets()
    {
        ConnectedPair pair = await PairAsync();
        await pair.PeerSendsAsync([.. "h"u8, .. Wire.Frames(PacketType.Length4, "a"u8.ToArray(), "bc"u8.ToArray())], Token);
        await pair.Socket.DeliversAsync("h"u8.ToArray(), "recv(1): packet raw", Token, 1);

        SetPacket(pair, PacketType.Length4);

        await pair.Socket.DeliversAsync("a"u8.ToArray(), "recv: packet 4", Token);
        await pair.Socket.DeliversAsync("bc"u8.ToArray(), "recv: packet 4", Token);
    }

    [Test]
    [Deviation("Packet 1, 2, 4 after a timeout in mid-frame")]
    public async Task A_raw_part_that_was_kept_is_the_beginning_of_a_packet()
    {
        ConnectedPair pair = await PairAsync();
        byte[] frame = Wire.Frame(PacketType.Length2, "abcd"u8.ToArray());
        await pair.PeerSendsAsync(frame[..3], Token);
        Outcome.Is(
            await pair.Socket.ReceiveAsync(5, TimeSpan.FromMilliseconds(1), Token), TcpError.Timeout, "recv(5): 3 bytes there");

        SetPacket(pair, PacketType.Length2);
        await pair.PeerSendsAsync(frame[3..], Token);

        if (!Expect.Deviations.KeepsPlaceInStream)
        {
            Outcome.Is(
                await pair.Socket.ReceiveAsync(0, TimeSpan.FromMilliseconds(100), Token), TcpError.Timeout, "recv: packet 2");
            return;
        }

        await pair.Socket.DeliversAsync("abcd"u8.ToArray(), "recv: packet 2", Token);
    }

    [Test]
    public async Task From_one_header_to_another_and_back()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = PacketType.Length1 });
        (PacketType Type, byte[] Payload)[] packets =
        [
            (PacketType.Length1, "one"u8.ToArray()),
            (PacketType.Length4, "four"u8.ToArray()),
            (PacketType.Length2, []),
            (PacketType.Length1, "1"u8.ToArray()),
            (PacketType.Length4, Pattern.Bytes(5000)),
        ];
        await pair.PeerSendsAsync([.. packets.SelectMany(packet => Wire.Frame(packet.Type, packet.Payload))], Token);

        foreach ((PacketType type, byte[] payload) in packets)
        {
            SetPacket(pair, type);
            await pair.Socket.DeliversAsync(payload, $"recv: packet {(int)type}", Token);
        }
    }

    [TestCase(PacketType.Raw, PacketType.Length1)]
    [TestCase(PacketType.Length1, PacketType.Raw)]
    public async Task A_receive_that_waits_uses_the_new_type(PacketType before, PacketType after)
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = before });
        Task<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(0, null, Token).AsTask();
        SetPacket(pair, after);

        await pair.Peer.SendAsync(new byte[] { 2, (byte)'a', (byte)'b' }, Token);

        Outcome.Delivers(
            await receiving, after == PacketType.Raw ? [2, .. "ab"u8] : "ab"u8, "recv: the type was changed while it waited");
    }

    private static void SetPacket(ConnectedPair pair, PacketType type) =>
        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.Packet, type), $"setopts: packet {type}");
}

[TestFixture]
public sealed class InetPacketChange() : PacketChangeSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketPacketChange() : PacketChangeSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetPacketChange() : PacketChangeSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketPacketChange() : PacketChangeSuite(BackendUnderTest.OtpSocket);
