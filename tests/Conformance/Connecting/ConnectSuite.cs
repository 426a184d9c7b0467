using System.Net;

namespace TcpBackends.Tests.Conformance.Connecting;

/// <summary>Connect by address and by name: semantics 2; gen_tcp manual, connect/3,4.</summary>
public abstract class ConnectSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    private static readonly IPEndPoint AnyV6LoopbackPort = new(IPAddress.IPv6Loopback, 0);

    [Test]
    public async Task t_connect_refused([Values] bool v6)
    {
        await using RawListener nobody = RawListener.Bind(v6 ? AnyV6LoopbackPort : AnyLoopbackPort);

        Outcome.Is(
            await Backend.ConnectAsync(nobody.LocalEndPoint, null, null, Token),
            TcpError.EConnRefused,
            "connect: nobody listens");
    }

    [Test]
    public async Task Port_0_is_refused() =>
        Outcome.Is(
            await Backend.ConnectAsync(AnyLoopbackPort, null, null, Token), TcpError.EConnRefused, "connect: port 0");

    [Test]
    public async Task The_names_are_those_of_the_connection()
    {
        ConnectedPair pair = await PairAsync();

        Assert.That(pair.Socket.LocalEndPoint.Value, Is.EqualTo(pair.Peer.RemoteEndPoint));
        Assert.That(pair.Socket.RemoteEndPoint.Value, Is.EqualTo(pair.Peer.LocalEndPoint));
        Assert.That(pair.Socket.BackendName, Is.EqualTo(Backend.Name));
        AssertCloseReason(pair.Socket, TcpCloseReason.None);
    }

    [TestCase("localhost")]
    [TestCase("127.0.0.1")]
    [TestCase("LOCALHOST")]
    public async Task A_name_or_an_address_in_text_connects(string host)
    {
        RawListener listener = OpenRawListener();

        ITcpSocket socket = await ConnectAsync(new DnsEndPoint(host, listener.Port));

        Assert.That(socket.RemoteEndPoint.Value, Is.EqualTo(listener.LocalEndPoint));
    }

    [TestCase("0.0.0.0")]
    [TestCase("::ffff:127.0.0.1")]
    public async Task Another_way_to_say_this_host_connects(string address)
    {
        RawListener listener = OpenRawListener();

        await ConnectAsync(new IPEndPoint(IPAddress.Parse(address), listener.Port));

        await AcceptRawAsync(listener);
    }

    [Test]
    public async Task The_address_family_is_that_of_the_address()
    {
        RawListener listener = OpenRawListener(AnyV6LoopbackPort);

        ITcpSocket socket = await ConnectAsync(listener.LocalEndPoint);

        Assert.That(socket.RemoteEndPoint.Value, Is.EqualTo(listener.LocalEndPoint));
    }

    [Test]
    public async Task An_IPv6_address_in_text_needs_the_family()
    {
        RawListener listener = OpenRawListener(AnyV6LoopbackPort);
        var destination = new DnsEndPoint("::1", listener.Port);

        Outcome.Is(
            await Backend.ConnectAsync(destination, null, null, Token),
            TcpError.NxDomain,
            "connect: \"::1\" without inet6 is not found");
        await ConnectAsync(destination, new TcpSocketOptions { Family = TcpAddressFamily.Inet6 });
    }

    [TestCase(TcpAddressFamily.Inet, "::1")]
    [TestCase(TcpAddressFamily.Inet6, "127.0.0.1")]
    public async Task An_address_of_the_other_family_is_eafnosupport(TcpAddressFamily family, string address)
    {
        Outcome.Is(
            await Backend.ConnectAsync(
                new IPEndPoint(IPAddress.Parse(address), 9), new TcpSocketOptions { Family = family }, null, Token),
            TcpError.EAfNoSupport,
            "connect: address and family do not fit");
    }

    // A label may have 63 characters, and a name 253, so no resolver even asks for these.
    [TestCase(64)]
    [TestCase(300)]
    public async Task t_connect_bad_unknown_name_is_nxdomain(int length)
    {
        var nobody = new DnsEndPoint(new string('a', length), 9);

        Outcome.Is(
            await Backend.ConnectAsync(nobody, null, null, Token), TcpError.NxDomain, "connect: name not found");
    }

    [TestCase("127.0.0.1", TcpAddressFamily.Inet6)]
    [TestCase("::1", TcpAddressFamily.Inet)]
    [TestCase("[::1]", TcpAddressFamily.Inet6)]
    public async Task An_address_in_text_that_is_none_of_the_family_is_nxdomain(string host, TcpAddressFamily family) =>
        Outcome.Is(
            await Backend.ConnectAsync(new DnsEndPoint(host, 9), new TcpSocketOptions { Family = family }, null, Token),
            TcpError.NxDomain,
            "connect: name not found");

    [TestCase("a host")]
    [TestCase(" ")]
    public async Task t_connect_bad_name_is_refused(string host) =>
        await Expect.BadHostName.AssertAsync(
            async () => await Backend.ConnectAsync(new DnsEndPoint(host, 9), null, null, Token),
            "connect: a name with a space");

    [Test]
    public async Task t_connect_bad_option_throws_before_connecting()
    {
        await using RawListener nobody = RawListener.Bind();
        var bad = new TcpSocketOptions { PacketSize = -1 };

        await Assert.ThatAsync(
            async () => await Backend.ConnectAsync(nobody.LocalEndPoint, bad, null, Token),
            Throws.InstanceOf<ArgumentException>().With.Message.Contains("packet_size"),
            "connect: a bad option is a badarg exit, also where nobody listens");
    }

    [Test]
    public async Task t_connect_bad_backend_throws()
    {
        RawListener listener = OpenRawListener();

        await ConnectAsync(listener.LocalEndPoint, new TcpSocketOptions { Backend = Backend.Name });
        await Assert.ThatAsync(
            async () => await Backend.ConnectAsync(
                listener.LocalEndPoint, new TcpSocketOptions { Backend = "no_such_backend" }, null, Token),
            Throws.InstanceOf<ArgumentException>());
    }
}

[TestFixture]
public sealed class InetConnect() : ConnectSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketConnect() : ConnectSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetConnect() : ConnectSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketConnect() : ConnectSuite(BackendUnderTest.OtpSocket);
