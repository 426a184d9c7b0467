using System.Net;
using System.Net.Sockets;

namespace TcpBackends.Tests.Conformance.Opening;

/// <summary>Descriptors that somebody else has opened: semantics 2 and 3, fd; gen_tcp manual, connect/3 and listen/2, fd.</summary>
[Platform(Include = "Linux", Reason = "It looks at descriptors in /proc.")]
public abstract class DescriptorSuite(BackendUnderTest subject) : ForeignDescriptorSuite(subject)
{
    [Test]
    public async Task t_fdopen_A_fresh_one_is_connected()
    {
        RawListener listener = OpenRawListener();
        int descriptor = OpenDescriptor();

        ITcpSocket socket = await ConnectAsync(listener.LocalEndPoint, new TcpSocketOptions { Descriptor = descriptor });
        RawPeer peer = await AcceptRawAsync(listener);

        await AssertCarriesDataAsync(new ConnectedPair(socket, peer));
        Outcome.Same(
            socket.Options.Get(TcpOptions.Descriptor), Expect.Options.TellsDescriptor ? descriptor : TcpError.EInval, "getopts fd");
    }

    [Test]
    public async Task A_bound_one_keeps_its_address()
    {
        RawListener listener = OpenRawListener();
        int descriptor = OpenDescriptor(local: new IPEndPoint(IPAddress.Parse("127.0.0.3"), 0));

        ITcpSocket socket = await ConnectAsync(listener.LocalEndPoint, new TcpSocketOptions { Descriptor = descriptor });
        await AcceptRawAsync(listener);

        var name = (IPEndPoint)Outcome.Ok(socket.LocalEndPoint, "sockname");
        Assert.That(name.Address, Is.EqualTo(IPAddress.Parse("127.0.0.3")), "fd: it is assumed to be bound");
    }

    [Test]
    public async Task Port_0_leaves_it_where_it_is_bound()
    {
        RawListener listener = OpenRawListener();
        var options = new TcpSocketOptions
        {
            Descriptor = OpenDescriptor(local: new IPEndPoint(IPAddress.Parse("127.0.0.3"), 0)),
            LocalPort = 0,
        };

        ITcpSocket socket = await ConnectAsync(listener.LocalEndPoint, options);
        await AcceptRawAsync(listener);

        var name = (IPEndPoint)Outcome.Ok(socket.LocalEndPoint, "sockname");
        Assert.That(name.Address, Is.EqualTo(IPAddress.Parse("127.0.0.3")), "fd with port 0: it is assumed to be bound");
    }

    [Test]
    public async Task With_ip_it_is_bound_there()
    {
        RawListener listener = OpenRawListener();
        var options = new TcpSocketOptions { Descriptor = OpenDescriptor(), LocalAddress = IPAddress.Parse("127.0.0.2") };

        ITcpSocket socket = await ConnectAsync(listener.LocalEndPoint, options);
        await AcceptRawAsync(listener);

        var name = (IPEndPoint)Outcome.Ok(socket.LocalEndPoint, "sockname");
        Assert.That(name.Address, Is.EqualTo(IPAddress.Parse("127.0.0.2")), "fd with ip: bound before connecting");
    }

    [Test]
    public async Task Bound_already_it_cannot_be_bound_elsewhere()
    {
        RawListener listener = OpenRawListener();
        var options = new TcpSocketOptions
        {
            Descriptor = OpenDescriptor(local: AnyLoopbackPort),
            LocalAddress = IPAddress.Parse("127.0.0.2"),
        };

        await Expect.Options.RefusedAtConnect(TcpError.EInval).AssertAsync(
            () => Backend.ConnectAsync(listener.LocalEndPoint, options, null, Token).AsTask(), "connect: fd that is bound, with ip");
        Outcome.Is(await Backend.ListenAsync(0, options, Token), TcpError.EInval, "listen: fd that is bound, with ip");
    }

    [Test]
    [Deviation("A descriptor that is connected")]
    public async Task t_fdconnect_A_connected_one_is_used_as_it_is()
    {
        RawListener listener = OpenRawListener();
        int descriptor = OpenDescriptor(remote: (IPEndPoint)listener.LocalEndPoint);
        RawPeer peer = await AcceptRawAsync(listener);

        TcpResult<ITcpSocket> result =
            await Backend.ConnectAsync(listener.LocalEndPoint, new TcpSocketOptions { Descriptor = descriptor }, null, Token);

        Outcome.Is(result, Expect.Deviations.ConnectedDescriptor, "connect with an fd that is connected");
        if (result.TryGetValue(out ITcpSocket? socket))
        {
            await AssertCarriesDataAsync(new ConnectedPair(Keep(socket), peer));
        }
    }

    [Test]
    public async Task Listening_on_a_bound_one_is_listening_at_its_port()
    {
        int descriptor = OpenDescriptor(local: new IPEndPoint(IPAddress.Parse("127.0.0.4"), 0));

        ITcpListener listener = Keep(Outcome.Ok(
            await Backend.ListenAsync(0, new TcpSocketOptions { Descriptor = descriptor }, Token), "listen with a bound fd"));

        var address = (IPEndPoint)AddressOf(listener);
        Assert.That(address.Address, Is.EqualTo(IPAddress.Parse("127.0.0.4")), "listen: the address is that of the fd");
        await ConnectRawAsync(address);
        await AcceptAsync(listener);
    }

    [Test]
    public async Task Listening_on_a_fresh_one()
    {
        var options = new TcpSocketOptions { Descriptor = OpenDescriptor(), LocalAddress = IPAddress.Parse("127.0.0.3") };

        ITcpListener listener = Keep(Outcome.Ok(await Backend.ListenAsync(0, options, Token), "listen with fd and ip"));

        Assert.That(((IPEndPoint)AddressOf(listener)).Address, Is.EqualTo(IPAddress.Parse("127.0.0.3")));
        await ConnectRawAsync(AddressOf(listener));
        await AcceptAsync(listener);
    }

    [Test]
    public async Task It_is_used_where_it_is_whatever_the_namespace()
    {
        RawListener listener = OpenRawListener();
        var options = new TcpSocketOptions { NetworkNamespace = "/no/such/namespace" };

        ITcpSocket socket = await ConnectAsync(listener.LocalEndPoint, options with { Descriptor = OpenDescriptor() });
        await AssertCarriesDataAsync(new ConnectedPair(socket, await AcceptRawAsync(listener)));
        Keep(Outcome.Ok(
            await Backend.ListenAsync(0, options with { Descriptor = OpenDescriptor() }, Token), "listen: the last of netns and fd counts"));
    }

    [Test]
    public async Task A_bad_one()
    {
        RawListener listener = OpenRawListener();
        var options = new TcpSocketOptions { Descriptor = 99_999 };

        Outcome.Is(await Backend.ConnectAsync(listener.LocalEndPoint, options, null, Token), TcpError.EBadF, "connect: no such fd");
        Outcome.Is(await Backend.ListenAsync(0, options, Token), TcpError.EBadF, "listen: no such fd");
    }

    [Test]
    public async Task Of_another_family()
    {
        RawListener listener = OpenRawListener();
        var options = new TcpSocketOptions { Descriptor = OpenDescriptor(AddressFamily.InterNetworkV6) };

        await Expect.Options.RefusedAtConnect(TcpError.EInval).AssertAsync(
            () => Backend.ConnectAsync(listener.LocalEndPoint, options, null, Token).AsTask(), "connect: an fd of IPv6 to IPv4");
    }

    [Test]
    [OnlyOurs("OTP leaves it open after close, too.")]
    public async Task It_is_closed_with_the_socket_and_not_before()
    {
        RawListener listener = OpenRawListener();
        int descriptor = OpenDescriptor();
        string? identity = ForeignDescriptor.Identify(descriptor);
        ITcpSocket socket = await ConnectAsync(listener.LocalEndPoint, new TcpSocketOptions { Descriptor = descriptor });
        RawPeer peer = await AcceptRawAsync(listener);
        Assert.That(ForeignDescriptor.Identify(descriptor), Is.EqualTo(identity), "the very descriptor");

        Outcome.Ok(await socket.CloseAsync(Token), "close");

        Assert.That((await peer.ReceiveToEndAsync(Token)).End, Is.EqualTo(PeerEnd.Closed));
        Assert.That(ForeignDescriptor.Identify(descriptor), Is.Not.EqualTo(identity), "it is closed");
    }

    [Test]
    [OnlyOurs("OTP does not close it in any case.")]
    public async Task After_a_failure_it_is_still_the_caller_s_and_usable()
    {
        RawListener listener = OpenRawListener();
        RawListener refusing = Keep(RawListener.Bind());
        int descriptor = OpenDescriptor();
        string? identity = ForeignDescriptor.Identify(descriptor);
        var options = new TcpSocketOptions { Descriptor = descriptor };

        Outcome.Is(await Backend.ConnectAsync(refusing.LocalEndPoint, options, null, Token), TcpError.EConnRefused, "nobody listens");
        Assert.That(ForeignDescriptor.Identify(descriptor), Is.EqualTo(identity), "it is open");
        await Expect.Options.RefusedAtConnect(TcpError.EInval).AssertAsync(
            () => Backend.ConnectAsync(listener.LocalEndPoint, options with { TimeToLive = 0 }, null, Token).AsTask(),
            "connect: adopted, and then the system refuses an option");
        Assert.That(ForeignDescriptor.Identify(descriptor), Is.EqualTo(identity), "it is open");
        Outcome.Is(
            await Backend.ListenAsync(0, options with { TimeToLive = 0 }, Token), TcpError.EInval, "listen: an option is refused");
        Assert.That(ForeignDescriptor.Identify(descriptor), Is.EqualTo(identity), "it is open");

        ITcpSocket socket = await ConnectAsync(listener.LocalEndPoint, options);
        await AssertCarriesDataAsync(new ConnectedPair(socket, await AcceptRawAsync(listener)));
        Assert.That(ForeignDescriptor.Identify(descriptor), Is.EqualTo(identity), "the second call took the same one over");
    }

    [Test]
    [OnlyOurs("OTP does not close it in any case.")]
    public async Task After_a_timeout_it_is_still_the_caller_s_and_usable()
    {
        FullListener full = Keep(await FullListener.OpenAsync(Token));
        RawListener listener = OpenRawListener();
        var options = new TcpSocketOptions { Descriptor = OpenDescriptor() };

        Outcome.Is(
            await Backend.ConnectAsync(full.LocalEndPoint, options, TimeSpan.FromMilliseconds(20), Token), TcpError.Timeout, "nobody accepts");

        ITcpSocket socket = await ConnectAsync(listener.LocalEndPoint, options);
        await AssertCarriesDataAsync(new ConnectedPair(socket, await AcceptRawAsync(listener)));
    }

    [Test]
    [OnlyOurs("OTP does not close it in any case.")]
    public async Task After_a_failure_to_listen_it_is_still_the_caller_s()
    {
        ITcpListener other = await ListenAsync();
        int descriptor = OpenDescriptor();
        string? identity = ForeignDescriptor.Identify(descriptor);
        var options = new TcpSocketOptions
        {
            Descriptor = descriptor,
            LocalAddress = IPAddress.Loopback,
            LocalPort = ((IPEndPoint)AddressOf(other)).Port,
        };

        Outcome.Is(await Backend.ListenAsync(0, options, Token), TcpError.EAddrInUse, "listen with fd at a port in use");

        Assert.That(ForeignDescriptor.Identify(descriptor), Is.EqualTo(identity), "it is open");
        ForeignDescriptor.Close(descriptor);
    }
}

[TestFixture]
public sealed class InetDescriptor() : DescriptorSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketDescriptor() : DescriptorSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetDescriptor() : DescriptorSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketDescriptor() : DescriptorSuite(BackendUnderTest.OtpSocket);
