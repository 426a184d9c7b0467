using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Packets;

/// <summary>Only packet types 1, 2 and 4 add something to what is sent: semantics 5.1.</summary>
public abstract class PacketSendingSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    public static IEnumerable<PacketType> Types { get; } =
        Enum.GetValues<PacketType>().Where(type => LengthPrefix.LengthOf(type) == 0);

    [TestCaseSource(nameof(Types))]
    public async Task Nothing_is_added(PacketType type)
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = type, PacketSize = 2 });

        Outcome.Ok(await pair.Socket.SendAsync("abc"u8.ToArray(), Token), $"send: packet {type}");
        Outcome.Ok(await pair.Socket.SendAsync(Array.Empty<byte>(), Token), $"send: packet {type}, empty");
        Outcome.Ok(await pair.Socket.SendAsync("d\n"u8.ToArray(), Token), $"send: packet {type}");
        Outcome.Ok(await pair.Socket.ShutdownAsync(TcpShutdown.Write, Token), "shutdown write");

        PeerReading reading = await pair.Peer.ReceiveToEndAsync(Token);
        Assert.That(reading.Bytes, Is.EqualTo("abcd\n"u8.ToArray()), $"send: packet {type} adds nothing");
        Assert.That(
            pair.Socket.Statistics.Value.SentBytes, Is.EqualTo(5), $"getstat: packet {type} adds nothing");
    }
}

[TestFixture]
public sealed class InetPacketSending() : PacketSendingSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketPacketSending() : PacketSendingSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetPacketSending() : PacketSendingSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketPacketSending() : PacketSendingSuite(BackendUnderTest.OtpSocket);
