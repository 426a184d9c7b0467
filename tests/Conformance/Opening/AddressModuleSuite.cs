using System.Net;
using System.Net.Sockets;

namespace TcpBackends.Tests.Conformance.Opening;

/// <summary>Address modules: gen_tcp manual, connect/3 and listen/2, tcp_module.</summary>
public abstract class AddressModuleSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    [Test]
    public async Task It_says_which_family_a_name_is_looked_up_in()
    {
        RawListener listener = OpenRawListener(new IPEndPoint(IPAddress.IPv6Loopback, 0));

        ITcpSocket socket = await ConnectAsync(
            new DnsEndPoint("::1", listener.Port), new TcpSocketOptions { AddressModule = TcpAddressModules.Inet6 });

        Outcome.Same(socket.RemoteEndPoint, listener.LocalEndPoint, "tcp_module inet6_tcp");
    }

    [Test]
    public async Task It_says_of_which_family_a_listener_is()
    {
        var options = new TcpSocketOptions { AddressModule = TcpAddressModules.Inet6 };

        ITcpListener listener = Keep(Outcome.Ok(await Backend.ListenAsync(0, options, Token), "listen"));

        Assert.That(((IPEndPoint)AddressOf(listener)).Address, Is.EqualTo(IPAddress.IPv6Any), "tcp_module inet6_tcp");
    }

    [Test]
    [OnlyOurs("In OTP it depends on which of the two comes last.")]
    public async Task Its_family_wins_over_the_other_option()
    {
        RawListener listener = OpenRawListener();
        var options = new TcpSocketOptions { AddressModule = TcpAddressModules.Inet, Family = TcpAddressFamily.Inet6 };

        ITcpSocket socket = await ConnectAsync(new DnsEndPoint("localhost", listener.Port), options);

        Outcome.Same(socket.RemoteEndPoint, listener.LocalEndPoint, "tcp_module inet_tcp");
    }

    [Test]
    [OnlyOurs("A module of OTP is Erlang code.")]
    public async Task One_of_the_user_s_own()
    {
        SocketDirectory directory = Keep(new SocketDirectory());
        var options = new TcpSocketOptions { AddressModule = new Services(directory) };
        ITcpListener listener = Keep(Outcome.Ok(await Backend.ListenAsync(7, options, Token), "listen"));

        ITcpSocket client = await ConnectAsync(new DnsEndPoint("any host", 7), options);
        ITcpSocket server = await AcceptAsync(listener);

        Outcome.Same(client.RemoteEndPoint, directory.EndPointOf("service-7"), "where the module says");
        Outcome.Ok(await client.SendAsync("abc"u8.ToArray(), Token), "send");
        Outcome.Delivers(await server.ReceiveAsync(3, null, Token), "abc"u8, "recv");
    }

    [Test]
    [OnlyOurs("A module of OTP is Erlang code.")]
    public async Task What_it_answers_is_the_answer()
    {
        SocketDirectory directory = Keep(new SocketDirectory());
        var options = new TcpSocketOptions { AddressModule = new Services(directory) };

        Outcome.Is(await Backend.ConnectAsync(new DnsEndPoint("x", 1), options, null, Token), TcpError.NxDomain, "no address at all");
        Outcome.Is(await Backend.ConnectAsync(new DnsEndPoint("x", 2), options, null, Token), TcpError.EAcces, "an error");
        Outcome.Is(await Backend.ListenAsync(2, options, Token), TcpError.EAcces, "an error");
        await Assert.ThatAsync(
            () => Backend.ConnectAsync(AnyLoopbackPort, options, null, Token).AsTask(), Throws.ArgumentException);
    }

    /// <summary>A service has a port and a path, wherever it is.</summary>
    private sealed class Services(SocketDirectory directory) : ITcpAddressModule
    {
        public AddressFamily Family => AddressFamily.Unix;

        public ValueTask<TcpResult<IReadOnlyList<EndPoint>>> ResolveAsync(
            EndPoint destination, TcpSocketOptions options, CancellationToken cancellationToken)
        {
            TcpResult<IReadOnlyList<EndPoint>> found = destination switch
            {
                DnsEndPoint { Port: 1 } => new TcpResult<IReadOnlyList<EndPoint>>([]),
                DnsEndPoint { Port: 2 } => TcpError.EAcces,
                DnsEndPoint host => new TcpResult<IReadOnlyList<EndPoint>>([directory.EndPointOf($"service-{host.Port}")]),
                _ => throw new ArgumentException("Services have names.", nameof(destination)),
            };
            return new(found);
        }

        public TcpError TryGetLocal(TcpSocketOptions options, int? port, out EndPoint? local)
        {
            local = port is null ? null : directory.EndPointOf($"service-{port}");
            return port == 2 ? TcpError.EAcces : TcpError.None;
        }
    }
}

[TestFixture]
public sealed class InetAddressModule() : AddressModuleSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketAddressModule() : AddressModuleSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetAddressModule() : AddressModuleSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketAddressModule() : AddressModuleSuite(BackendUnderTest.OtpSocket);
