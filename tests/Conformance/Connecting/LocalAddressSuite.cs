using System.Net;

namespace TcpBackends.Tests.Conformance.Connecting;

/// <summary>Choosing the local end of a connection: semantics 2, the rows on ip, ifaddr and port.</summary>
public abstract class LocalAddressSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    /// <summary>Reserved for documentation, so no host has it.</summary>
    private static readonly IPAddress Foreign = IPAddress.Parse("192.0.2.1");

    [Test]
    public async Task Connects_from_the_local_address()
    {
        RawListener listener = OpenRawListener();
        IPAddress local = Loopback.Unused();

        ITcpSocket socket = await ConnectAsync(listener.LocalEndPoint, new TcpSocketOptions { LocalAddress = local });

        RawPeer peer = await AcceptRawAsync(listener);
        Assert.That(((IPEndPoint)peer.RemoteEndPoint).Address, Is.EqualTo(local));
        Assert.That(socket.LocalEndPoint.Value, Is.EqualTo(peer.RemoteEndPoint));
    }

    [TestCase("127.0.0.1")]
    [TestCase("0.0.0.0")]
    public async Task Connects_from_loopback_or_any(string local)
    {
        RawListener listener = OpenRawListener();

        await ConnectAsync(listener.LocalEndPoint, new TcpSocketOptions { LocalAddress = IPAddress.Parse(local) });

        await AcceptRawAsync(listener);
    }

    [Test]
    public async Task Connects_from_the_local_port()
    {
        RawListener listener = OpenRawListener();
        IPEndPoint local = Loopback.UnusedEndPoint();

        await ConnectAsync(listener.LocalEndPoint, From(local));

        RawPeer peer = await AcceptRawAsync(listener);
        Assert.That(peer.RemoteEndPoint, Is.EqualTo(local));
    }

    [Test]
    public async Task A_local_port_in_use_is_eaddrinuse()
    {
        RawListener listener = OpenRawListener();
        RawListener other = OpenRawListener(new IPEndPoint(Loopback.Unused(), 0));

        Outcome.Is(
            await Backend.ConnectAsync(listener.LocalEndPoint, From((IPEndPoint)other.LocalEndPoint), null, Token),
            TcpError.EAddrInUse,
            "connect: {port,P} in use by a listener");
    }

    [Test]
    public async Task A_local_port_of_another_connection_needs_reuseaddr_on_both()
    {
        RawListener first = OpenRawListener();
        RawListener second = OpenRawListener();
        foreach (bool reuse in new[] { false, true })
        {
            TcpSocketOptions options = From(Loopback.UnusedEndPoint()) with { ReuseAddress = reuse };
            await ConnectAsync(first.LocalEndPoint, options);

            TcpResult<ITcpSocket> again = await Backend.ConnectAsync(second.LocalEndPoint, options, null, Token);

            Outcome.Is(again, reuse ? TcpError.None : TcpError.EAddrInUse, $"connect: reuseaddr={reuse} is SO_REUSEADDR");
            if (reuse)
            {
                Keep(again.Value);
            }
        }
    }

    [Test]
    public async Task An_address_that_is_not_local_is_eaddrnotavail()
    {
        RawListener listener = OpenRawListener();

        Outcome.Is(
            await Backend.ConnectAsync(
                listener.LocalEndPoint, new TcpSocketOptions { LocalAddress = Foreign }, null, Token),
            TcpError.EAddrNotAvail,
            "connect: {ip, not local}");
    }

    [Test]
    public async Task A_local_address_of_the_other_family_is_eafnosupport()
    {
        RawListener listener = OpenRawListener();

        Outcome.Is(
            await Backend.ConnectAsync(
                listener.LocalEndPoint, new TcpSocketOptions { LocalAddress = IPAddress.IPv6Loopback }, null, Token),
            TcpError.EAfNoSupport,
            "connect: {ip, v6} with a v4 destination");
    }

    [Test]
    public async Task It_chooses_the_family_of_a_name()
    {
        RawListener listener = OpenRawListener(new IPEndPoint(IPAddress.IPv6Loopback, 0));
        int port = ((IPEndPoint)listener.LocalEndPoint).Port;
        var options = new TcpSocketOptions { LocalAddress = IPAddress.IPv6Loopback };

        Keep(Outcome.Ok(await Backend.ConnectAsync(new DnsEndPoint("::1", port), options, null, Token), "connect: {ip, v6} and a name"));
        Outcome.Is(
            await Backend.ConnectAsync(new DnsEndPoint("127.0.0.1", port), options, null, Token),
            TcpError.NxDomain,
            "connect: {ip, v6} and a name without an IPv6 address");
    }

    [Test]
    public async Task Connects_to_itself()
    {
        IPEndPoint both = Loopback.UnusedEndPoint();

        ITcpSocket socket = await ConnectAsync(both, From(both));
        Outcome.Ok(await socket.SendAsync(Pattern.Bytes(5), Token), "send to itself");

        Assert.That(socket.RemoteEndPoint.Value, Is.EqualTo(socket.LocalEndPoint.Value));
        Outcome.Delivers(await socket.ReceiveAsync(5, null, Token), Pattern.Bytes(5), "connect: simultaneous open");
    }

    private static TcpSocketOptions From(IPEndPoint local) => new() { LocalAddress = local.Address, LocalPort = local.Port };
}

[TestFixture]
public sealed class InetLocalAddress() : LocalAddressSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketLocalAddress() : LocalAddressSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetLocalAddress() : LocalAddressSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketLocalAddress() : LocalAddressSuite(BackendUnderTest.OtpSocket);
