using System.Net;

namespace TcpBackends.Tests.Conformance.Opening;

/// <summary>Descriptors that somebody else uses at this moment: semantics 2, fd. What they are doing goes on.</summary>
[Platform(Include = "Linux", Reason = "It looks at the sockets in /proc.")]
public abstract class BusyDescriptorSuite(BackendUnderTest subject) : ForeignDescriptorSuite(subject)
{
    [Test]
    public async Task One_that_listens_goes_on_listening()
    {
        RawListener destination = OpenRawListener();

        IPEndPoint address = Loopback.UnusedEndPoint();
        var options = new TcpSocketOptions { Descriptor = OpenDescriptor(local: address, doing: DescriptorDoing.Listening) };

        Outcome.Is(
            await Backend.ConnectAsync(destination.LocalEndPoint, options, null, Token), TcpError.EIsConn, "connect: the fd listens");

        await ConnectRawAsync(address);
        await KernelTcp.BacklogAsync(address, 1, Token);
    }

    [Test]
    public async Task One_that_connects_goes_on_connecting()
    {
        RawListener destination = OpenRawListener();
        FullListener full = Keep(await FullListener.OpenAsync(Token));
        int descriptor = OpenDescriptor(remote: (IPEndPoint)full.LocalEndPoint, doing: DescriptorDoing.Connecting);
        await full.RequestedAsync(1, Token);

        Outcome.Is(
            await Backend.ConnectAsync(destination.LocalEndPoint, new TcpSocketOptions { Descriptor = descriptor }, null, Token),
            TcpError.EAlready,
            "connect: the fd is connecting elsewhere");

        Assert.That(full.UnansweredRequests, Is.EqualTo(1), "connect: the fd goes on");
    }

    [Test]
    public async Task One_that_listens_is_listened_on()
    {
        IPEndPoint address = Loopback.UnusedEndPoint();
        int descriptor = OpenDescriptor(local: address, doing: DescriptorDoing.Listening);
        RawPeer before = await ConnectRawAsync(address);

        ITcpListener listener = Keep(Outcome.Ok(
            await Backend.ListenAsync(0, new TcpSocketOptions { Descriptor = descriptor }, Token), "listen: the fd listens already"));

        await AssertCarriesDataAsync(new ConnectedPair(await AcceptAsync(listener), before));
    }

    [Test]
    public async Task What_waits_at_a_listening_one_gets_the_options_of_listen_where_accept_copies_them()
    {
        IPEndPoint local = Loopback.UnusedEndPoint();
        int descriptor = OpenDescriptor(local: local, doing: DescriptorDoing.Listening);
        await ConnectRawAsync(local);
        await KernelTcp.BacklogAsync(local, 1, Token);
        var options = new TcpSocketOptions
        {
            Descriptor = descriptor,
            NoDelay = true,
            KeepAlive = true,
            Linger = new TcpLinger(true, 9),
            TypeOfService = 16,
            Priority = 5,
        };

        ITcpListener listener = Keep(Outcome.Ok(await Backend.ListenAsync(0, options, Token), "listen with an fd that listens"));
        ITcpSocket accepted = await AcceptAsync(listener);

        bool copies = Expect.Options.AcceptCopiesSystemOptions;
        Outcome.Same(accepted.Options.Get(TcpOptions.NoDelay), copies, "accept: nodelay");
        Outcome.Same(accepted.Options.Get(TcpOptions.KeepAlive), copies, "accept: keepalive");
        Outcome.Same(accepted.Options.Get(TcpOptions.Linger), copies ? new TcpLinger(true, 9) : TcpLinger.Off, "accept: linger");
        Outcome.Same(accepted.Options.Get(TcpOptions.TypeOfService), copies ? 16 : 0, "accept: tos");
        Outcome.Same(accepted.Options.Get(TcpOptions.Priority), 5, "accept: priority, on both");
    }
}

[TestFixture]
public sealed class InetBusyDescriptor() : BusyDescriptorSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketBusyDescriptor() : BusyDescriptorSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetBusyDescriptor() : BusyDescriptorSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketBusyDescriptor() : BusyDescriptorSuite(BackendUnderTest.OtpSocket);
