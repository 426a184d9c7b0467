using System.Net;
using System.Net.Sockets;

namespace TcpBackends.Tests.Conformance.Local;

/// <summary>Unix-domain sockets: semantics 2, "local"; gen_tcp manual, local_address().</summary>
public abstract class LocalSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    private SocketDirectory _directory = null!;

    [SetUp]
    public void CreateDirectory() => _directory = Keep(new SocketDirectory());

    [Test]
    public async Task t_local_basic()
    {
        UnixDomainSocketEndPoint path = _directory.EndPointOf("s");
        ITcpListener listener = await ListenAsync(At("s"));
        ITcpSocket client = await ConnectAsync(path);
        ITcpSocket server = await AcceptAsync(listener);

        Outcome.Ok(await client.SendAsync(Pattern.Bytes(5), Token), "send");
        Outcome.Delivers(await server.ReceiveAsync(5, null, Token), Pattern.Bytes(5), "recv");
        Outcome.Ok(await server.SendAsync(Pattern.Bytes(7), Token), "send");
        Outcome.Delivers(await client.ReceiveAsync(7, null, Token), Pattern.Bytes(7), "recv");

        Outcome.Same(listener.LocalEndPoint, path, "local: sockname of the listener");
        Outcome.Same(server.LocalEndPoint, path, "local: sockname of the accepted socket");
        Outcome.Same(client.RemoteEndPoint, path, "local: peername of the client");
    }

    [Test]
    public async Task An_active_socket_tells_data_and_the_end()
    {
        ITcpListener listener = await ListenAsync(At("s") with { Active = TcpActive.True });
        ITcpSocket client = await ConnectAsync(_directory.EndPointOf("s"));
        ITcpSocket server = await AcceptAsync(listener);

        Outcome.Ok(await client.SendAsync("abc"u8.ToArray(), Token), "send");
        await server.TellsAsync(["{tcp,abc}"], "local: data", Token);
        Outcome.Ok(await client.CloseAsync(Token), "close");
        await server.TellsAsync([Mail.Closed], "local: the end", Token);
    }

    [Test]
    public async Task t_local_unbound()
    {
        ITcpListener listener = await ListenAsync(At("s"));
        ITcpSocket client = await ConnectAsync(_directory.EndPointOf("s"));
        ITcpSocket server = await AcceptAsync(listener);

        AssertUnnamed(Outcome.Ok(client.LocalEndPoint, "local: an unbound client has the empty name"));
        AssertUnnamed(Outcome.Ok(server.RemoteEndPoint, "local: an unbound peer has the empty name"));
    }

    [Test]
    public async Task t_local_bound_client_has_a_name()
    {
        UnixDomainSocketEndPoint name = _directory.EndPointOf("client");
        ITcpListener listener = await ListenAsync(At("s"));
        ITcpSocket client = await ConnectAsync(_directory.EndPointOf("s"), At("client"));
        ITcpSocket server = await AcceptAsync(listener);

        Outcome.Same(client.LocalEndPoint, name, "local: sockname of a bound client");
        Outcome.Same(server.RemoteEndPoint, name, "local: peername is what the client is bound to");
    }

    [Test]
    [Platform("Linux")]
    public async Task t_local_abstract()
    {
        string name = $"\0tcp-{Guid.NewGuid():N}";
        ITcpListener listener = await ListenAsync(new TcpSocketOptions { LocalPath = name });
        ITcpSocket client = await ConnectAsync(new UnixDomainSocketEndPoint(name));
        ITcpSocket server = await AcceptAsync(listener);

        Outcome.Ok(await client.SendAsync(Pattern.Bytes(5), Token), "send");
        Outcome.Delivers(await server.ReceiveAsync(5, null, Token), Pattern.Bytes(5), "recv");
        Outcome.Same(listener.LocalEndPoint, new UnixDomainSocketEndPoint(name), "local: sockname of an abstract address");
        Outcome.Same(client.RemoteEndPoint, new UnixDomainSocketEndPoint(name), "local: peername of an abstract address");
    }

    [Test]
    public async Task The_family_may_be_given_too()
    {
        await ListenAsync(At("s") with { Family = TcpAddressFamily.Local });

        await ConnectAsync(_directory.EndPointOf("s"), new TcpSocketOptions { Family = TcpAddressFamily.Local });
    }

    [Test]
    public async Task Half_close_and_close()
    {
        ITcpListener listener = await ListenAsync(At("s") with { ExitOnClose = false });
        ITcpSocket client = await ConnectAsync(_directory.EndPointOf("s"));
        ITcpSocket server = await AcceptAsync(listener);

        Outcome.Ok(await client.ShutdownAsync(TcpShutdown.Write, Token), "shutdown write");
        Outcome.Is(await server.ReceiveAsync(0, null, Token), TcpError.Closed, "recv: the end");
        Outcome.Ok(await server.SendAsync(Pattern.Bytes(5), Token), "exit_on_close=false: send");
        Outcome.Ok(await server.CloseAsync(Token), "close");

        Outcome.Delivers(await client.ReceiveAsync(5, null, Token), Pattern.Bytes(5), "recv after own shutdown write");
        Outcome.Is(await client.ReceiveAsync(0, null, Token), TcpError.Closed, "recv: the end");
    }

    [Test]
    [Platform("Linux", Reason = "Elsewhere a full backlog is econnrefused.")]
    [Deviation("Connecting to a Unix-domain path whose backlog is full")]
    public async Task A_full_backlog_is_eagain()
    {
        await ListenAsync(At("s") with { Backlog = 0 });
        await ConnectAsync(_directory.EndPointOf("s"));

        TcpResult<ITcpSocket> second = await Backend.ConnectAsync(_directory.EndPointOf("s"), null, null, Token);

        if (Expect.Deviations.FullLocalBacklogIsTold)
        {
            Outcome.Is(second, TcpError.EAgain, "connect: the backlog is full");
            return;
        }

        ITcpSocket nobody = Keep(Outcome.Ok(second, "connect: the backlog is full"));
        Outcome.Is(nobody.RemoteEndPoint, TcpError.ENotConn, "peername: nobody is there");
    }

    [Test]
    public async Task No_such_path_is_enoent() =>
        Outcome.Is(
            await Backend.ConnectAsync(_directory.EndPointOf("nothing"), null, null, Token),
            TcpError.ENoEnt,
            "local: connect to a path that does not exist");

    [Test]
    public async Task A_plain_file_is_econnrefused()
    {
        await File.WriteAllTextAsync(_directory.PathOf("file"), "", Token);

        Outcome.Is(
            await Backend.ConnectAsync(_directory.EndPointOf("file"), null, null, Token),
            TcpError.EConnRefused,
            "local: connect to a plain file");
    }

    [Test]
    public async Task Closing_a_listener_refuses_but_leaves_the_file()
    {
        ITcpListener listener = await ListenAsync(At("s"));
        Outcome.Ok(await listener.CloseAsync(Token), "close");

        Outcome.Is(
            await Backend.ConnectAsync(_directory.EndPointOf("s"), null, null, Token),
            TcpError.EConnRefused,
            "local: connect to a dead listener");
        Assert.That(File.Exists(_directory.PathOf("s")), "local: closing does not remove the file");
    }

    [Test]
    public async Task An_existing_path_is_eaddrinuse()
    {
        ITcpListener listener = await ListenAsync(At("s"));

        Outcome.Is(await Backend.ListenAsync(0, At("s"), Token), TcpError.EAddrInUse, "local: listen on an existing path");
        Outcome.Ok(await listener.CloseAsync(Token), "close");
        Outcome.Is(
            await Backend.ListenAsync(0, At("s") with { ReuseAddress = true }, Token),
            TcpError.EAddrInUse,
            "local: the file of a dead listener is in the way, with reuseaddr too");
    }

    [Test]
    public async Task A_missing_directory_is_enoent() =>
        Outcome.Is(
            await Backend.ListenAsync(0, At("missing/s"), Token), TcpError.ENoEnt, "local: listen in a missing directory");

    [Test]
    public async Task Listening_without_a_path_is_einval() =>
        Outcome.Is(
            await Backend.ListenAsync(0, new TcpSocketOptions { Family = TcpAddressFamily.Local }, Token),
            TcpError.EInval,
            "local: listen without ifaddr");

    [Test]
    public async Task A_port_with_a_path_throws()
    {
        await Assert.ThatAsync(
            async () => await Backend.ListenAsync(5, At("s"), Token), Throws.InstanceOf<ArgumentException>());
    }

    [Test]
    [Deviation("A Unix-domain path together with an Internet address")]
    public async Task A_path_and_an_Internet_address_do_not_go_together()
    {
        await ListenAsync(At("s"));

        await Expect.Deviations.PathFromInternetAddress.AssertAsync(
            async () => await Backend.ConnectAsync(
                _directory.EndPointOf("s"), new TcpSocketOptions { LocalAddress = IPAddress.Loopback }, null, Token),
            "local: connect from an ip");
        await Assert.ThatAsync(
            async () => await Backend.ConnectAsync(new IPEndPoint(IPAddress.Loopback, 9), At("client"), null, Token),
            Throws.InstanceOf<ArgumentException>(),
            "local: connect to an ip");
    }

    [TestCase(107)]
    [TestCase(108)]
    [Deviation("A Unix-domain path of more than 107 bytes")]
    public async Task A_path_has_at_most_107_bytes(int length)
    {
        string path = "/" + new string('x', length - 1);
        TcpSocketOptions options = new() { LocalPath = path };
        if (length > 107)
        {
            await Expect.Deviations.LongPath.AssertAsync(
                async () => await Backend.ListenAsync(0, options, Token), "local: a path of 108 bytes");
            return;
        }

        Outcome.Is(
            await Backend.ConnectAsync(new UnixDomainSocketEndPoint(path), null, null, Token),
            TcpError.ENoEnt,
            "local: a path of 107 bytes can be connected to");
    }

    private static void AssertUnnamed(EndPoint name)
    {
        Assert.That(name, Is.InstanceOf<UnixDomainSocketEndPoint>());
        Assert.That(name.ToString(), Is.Empty);
    }

    private TcpSocketOptions At(string name) => new() { LocalPath = _directory.PathOf(name) };
}

[TestFixture]
public sealed class InetLocal() : LocalSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketLocal() : LocalSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetLocal() : LocalSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketLocal() : LocalSuite(BackendUnderTest.OtpSocket);
