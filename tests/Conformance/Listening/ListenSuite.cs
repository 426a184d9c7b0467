using System.Net;
using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Listening;

/// <summary>Listen: semantics 3; gen_tcp manual, listen/2.</summary>
public abstract class ListenSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    /// <summary>Reserved for documentation, so no host has it.</summary>
    private static readonly IPAddress Foreign = IPAddress.Parse("192.0.2.1");

    [TestCase(null, "0.0.0.0")]
    [TestCase(TcpAddressFamily.Inet, "0.0.0.0")]
    [TestCase(TcpAddressFamily.Inet6, "::")]
    public async Task Port_0_is_a_free_port_of_every_interface(TcpAddressFamily? family, string any)
    {
        ITcpListener listener = Keep(Outcome.Ok(
            await Backend.ListenAsync(0, new TcpSocketOptions { Family = family }, Token), "listen: port 0"));

        var name = (IPEndPoint)AddressOf(listener);
        Assert.That(name.Address, Is.EqualTo(IPAddress.Parse(any)));
        Assert.That(name.Port, Is.Positive);
        Assert.That(listener.BackendName, Is.EqualTo(Backend.Name));
    }

    [TestCase("127.0.0.1")]
    [TestCase("0.0.0.0")]
    [TestCase("::1")]
    public async Task The_family_is_that_of_the_address(string address)
    {
        ITcpListener listener = await ListenAsync(new TcpSocketOptions { LocalAddress = IPAddress.Parse(address) });

        Assert.That(((IPEndPoint)AddressOf(listener)).Address, Is.EqualTo(IPAddress.Parse(address)));
    }

    [Test]
    public async Task The_port_option_overrides_the_argument()
    {
        IPEndPoint wanted = Loopback.UnusedEndPoint();
        int other = Loopback.UnusedPort();

        ITcpListener listener = Keep(Outcome.Ok(
            await Backend.ListenAsync(other, new TcpSocketOptions { LocalAddress = wanted.Address, LocalPort = wanted.Port }, Token),
            "listen: {port,P}"));

        Assert.That(AddressOf(listener), Is.EqualTo(wanted));
    }

    [Test]
    public async Task An_IPv6_listener_takes_IPv4_clients_too()
    {
        ITcpListener listener = await ListenAsync(new TcpSocketOptions { LocalAddress = IPAddress.IPv6Any });
        int port = ((IPEndPoint)AddressOf(listener)).Port;
        RawPeer peer = await ConnectRawAsync(new IPEndPoint(IPAddress.Loopback, port));

        ITcpSocket accepted = await AcceptAsync(listener);

        var client = (IPEndPoint)peer.LocalEndPoint;
        Outcome.Same(
            accepted.RemoteEndPoint,
            new IPEndPoint(client.Address.MapToIPv6(), client.Port),
            "listen: ipv6_v6only is false, and a v4 client has a mapped address");
    }

    [Test]
    public async Task An_address_that_is_not_local_is_eaddrnotavail() =>
        Outcome.Is(
            await Backend.ListenAsync(0, new TcpSocketOptions { LocalAddress = Foreign }, Token),
            TcpError.EAddrNotAvail,
            "listen: address not local");

    [TestCase(TcpAddressFamily.Inet, "::1")]
    [TestCase(TcpAddressFamily.Inet6, "127.0.0.1")]
    public async Task An_address_of_the_other_family_is_refused(TcpAddressFamily family, string address) =>
        await Expect.BadListenAddress.AssertAsync(
            async () => await Backend.ListenAsync(
                0, new TcpSocketOptions { Family = family, LocalAddress = IPAddress.Parse(address) }, Token),
            "listen: address and family do not fit");

    [TestCase(-1)]
    [TestCase(65536)]
    [Deviation("Ports outside 0 to 65535")]
    public async Task A_port_out_of_range_throws(int port)
    {
        if (Expect.Deviations.PortsWrap)
        {
            var options = new TcpSocketOptions { LocalAddress = Loopback.Unused() };
            ITcpListener wrapped = Keep(Outcome.Ok(await Backend.ListenAsync(port, options, Token), "listen: a port modulo 65536"));
            Assert.That(((IPEndPoint)AddressOf(wrapped)).Port, port < 0 ? Is.EqualTo(65536 + port) : Is.Positive);
            return;
        }

        await Assert.ThatAsync(
            async () => await Backend.ListenAsync(port, null, Token), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public async Task A_bad_option_throws_also_where_the_port_is_in_use()
    {
        RawListener inUse = OpenRawListener();
        var bad = new TcpSocketOptions { LocalAddress = IPAddress.Loopback, PacketSize = -1 };

        await Assert.ThatAsync(
            async () => await Backend.ListenAsync(inUse.Port, bad, Token),
            Throws.InstanceOf<ArgumentException>().With.Message.Contains("packet_size"));
    }

    [Test]
    public async Task Configured_defaults_hold_unless_the_call_says_otherwise()
    {
        ITcpBackend backend = NewBackend(new TcpBackendSettings
        {
            ConnectDefaults = new TcpSocketOptions { Packet = PacketType.Length1 },
            ListenDefaults = new TcpSocketOptions { Packet = PacketType.Length2, KeepAlive = true },
        });

        ITcpListener listener = Keep(Outcome.Ok(
            await backend.ListenAsync(0, new TcpSocketOptions { Packet = PacketType.Length4 }, Token), "listen"));

        Outcome.Same(listener.Options.Get(TcpOptions.Packet), PacketType.Length4, "the call wins");
        Outcome.Same(listener.Options.Get(TcpOptions.KeepAlive), true, "inet_default_listen_options holds");
    }

    [Test]
    public async Task A_listener_has_counters_of_zero()
    {
        ITcpListener listener = await ListenAsync();

        Outcome.Same(listener.Statistics, new TcpStatistics(0, 0, 0, 0, 0), "getstat works on listeners: zeros");
    }

    [Test]
    [OnlyOurs("Cancellation")]
    public async Task A_token_that_is_cancelled_already_opens_nothing()
    {
        IPEndPoint local = Loopback.UnusedEndPoint();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThatAsync(
            async () => await Backend.ListenAsync(local.Port, new TcpSocketOptions { LocalAddress = local.Address }, cancelled.Token),
            Throws.InstanceOf<OperationCanceledException>());

        Assert.That(KernelTcp.FindListener(local), Is.Null);
    }
}

[TestFixture]
public sealed class InetListen() : ListenSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketListen() : ListenSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetListen() : ListenSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketListen() : ListenSuite(BackendUnderTest.OtpSocket);
