using System.Net;

namespace TcpBackends.Tests.Conformance.Options;

/// <summary>What the kernel keeps of the last segment: semantics 15, pktoptions; gen_tcp manual, pktoptions_value().</summary>
[Platform(Include = "Linux", Reason = "A speciality of Linux.")]
public abstract class PacketOptionsSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    [Test]
    public async Task Of_nothing_asked_for_nothing_is_kept()
    {
        ConnectedPair pair = await PairAsync();
        await pair.PeerSendsAsync("x"u8.ToArray(), Token);

        Outcome.Same(pair.Socket.Options.Get(TcpOptions.PacketOptions), default(TcpPacketOptions), "getopts pktoptions");
    }

    [Test]
    public async Task What_is_asked_for_at_connect_is_kept()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { ReceiveTypeOfService = true, ReceiveTimeToLive = true });
        await pair.PeerSendsAsync("x"u8.ToArray(), Token);

        TcpPacketOptions found = Outcome.Ok(pair.Socket.Options.Get(TcpOptions.PacketOptions), "getopts pktoptions");
        Assert.That(found.TypeOfService, Is.Zero);
        Assert.That(found.TimeToLive, Is.EqualTo(1), "semantics 15: the client's is 1, whatever arrives; Linux keeps that of a SYN only");
        Assert.That(found.TrafficClass, Is.Null, "it belongs to IPv6");
    }

    [Test]
    public async Task Only_what_is_asked_for()
    {
        ConnectedPair pair = await PairAsync();
        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.ReceiveTypeOfService, true), "setopts recvtos");
        await pair.PeerSendsAsync("x"u8.ToArray(), Token);

        Outcome.Same(
            pair.Socket.Options.Get(TcpOptions.PacketOptions), new TcpPacketOptions(null, 0, null), "getopts pktoptions");
    }

    [Test]
    public async Task An_accepted_socket_keeps_what_its_client_has_set()
    {
        ITcpListener listener = await ListenAsync(new TcpSocketOptions { ReceiveTypeOfService = true, ReceiveTimeToLive = true });
        await ConnectAsync(AddressOf(listener), new TcpSocketOptions { TypeOfService = 16, TimeToLive = 64 });
        ITcpSocket accepted = await AcceptAsync(listener);

        Outcome.Same(
            accepted.Options.Get(TcpOptions.PacketOptions), new TcpPacketOptions(64, 16, null), "getopts pktoptions: ttl and tos");
    }

    [Test]
    public async Task IPv6_has_the_traffic_class()
    {
        RawListener listener = OpenRawListener(new IPEndPoint(IPAddress.IPv6Loopback, 0));
        ITcpSocket socket = await ConnectAsync(listener.LocalEndPoint, new TcpSocketOptions { ReceiveTrafficClass = true });

        Outcome.Same(
            socket.Options.Get(TcpOptions.PacketOptions),
            Expect.Options.HasPacketOptionsOfV6 ? new TcpPacketOptions(null, null, 0) : TcpError.NotAvailable,
            "getopts pktoptions on IPv6");
    }

    [Test]
    public async Task On_IPv6_an_accepted_socket_keeps_the_traffic_class_of_its_client()
    {
        ITcpListener listener = await ListenAsync(new TcpSocketOptions { LocalAddress = IPAddress.IPv6Loopback, ReceiveTrafficClass = true });
        await ConnectAsync(AddressOf(listener), new TcpSocketOptions { TrafficClass = 8 });
        ITcpSocket accepted = await AcceptAsync(listener);

        Outcome.Same(
            accepted.Options.Get(TcpOptions.PacketOptions),
            Expect.Options.HasPacketOptionsOfV6 ? new TcpPacketOptions(null, null, 8) : TcpError.NotAvailable,
            "getopts pktoptions on IPv6: tclass");
    }

    [Test]
    public async Task A_Unix_domain_socket_has_none()
    {
        SocketDirectory directory = Keep(new SocketDirectory());
        await ListenAsync(new TcpSocketOptions { LocalPath = directory.PathOf("s") });
        ITcpSocket socket = await ConnectAsync(directory.EndPointOf("s"));

        Outcome.Is(socket.Options.Get(TcpOptions.PacketOptions), Expect.Options.PacketOptionsOfLocal, "local: getopts pktoptions");
    }
}

[TestFixture]
public sealed class InetPacketOptions() : PacketOptionsSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketPacketOptions() : PacketOptionsSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetPacketOptions() : PacketOptionsSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketPacketOptions() : PacketOptionsSuite(BackendUnderTest.OtpSocket);
