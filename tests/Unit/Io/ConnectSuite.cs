using System.Net;
using System.Net.Sockets;
using TcpBackends.Core.Io;

namespace TcpBackends.Tests.Unit.Io;

/// <summary>Connecting and accepting, and the names of both ends.</summary>
internal abstract class ConnectSuite(IIoPlatform platform) : IoSuite(platform)
{
    [Test]
    public async Task Connects_and_accepts(CancellationToken watchdog)
    {
        (IIoSocket listener, Sink listenerSink, EndPoint address) = Listen();
        Assert.That(listener.TryAccept(out _), Is.EqualTo(TcpError.EAgain));
        Assert.That(listener.WaitReadable());

        IIoSocket socket = Open();
        var sink = new Sink();
        socket.Start(sink);
        Assert.That(await ConnectAsync(socket, sink, address, watchdog), Is.EqualTo(TcpError.None));
        Assert.That(socket.FinishConnect(), Is.EqualTo(TcpError.None), "again");

        await listenerSink.ReadableAsync(watchdog);
        Assert.That(listener.TryAccept(out IIoSocket? accepted), Is.EqualTo(TcpError.None));
        Keep(accepted!);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(listener.TryAccept(out _), Is.EqualTo(TcpError.EAgain), "there was one");
            Assert.That(accepted!.TryReceive(new byte[1]).WouldBlock, "it does not block");
            Assert.That(NameOf(accepted), Is.EqualTo(address));
            Assert.That(NameOf(accepted, remote: true), Is.EqualTo(NameOf(socket)));
            Assert.That(NameOf(socket, remote: true), Is.EqualTo(address));
            Assert.That(listener.TryGetName(remote: true, out _), Is.EqualTo(TcpError.ENotConn));
        }
    }

    [Test]
    public async Task Accepts_all_that_wait(CancellationToken watchdog)
    {
        (IIoSocket listener, Sink sink, EndPoint address) = Listen();
        Socket[] clients = [.. Enumerable.Range(0, 10).Select(_ => Keep(new Socket(SocketType.Stream, ProtocolType.Tcp)))];
        foreach (Socket client in clients)
        {
            await client.ConnectAsync(address, watchdog);
        }

        for (int accepted = 0; accepted < clients.Length;)
        {
            TcpError error = listener.TryAccept(out IIoSocket? connection);
            if (error == TcpError.None)
            {
                Keep(connection!);
                accepted++;
                continue;
            }

            Assert.That(error, Is.EqualTo(TcpError.EAgain));
            if (listener.WaitReadable())
            {
                await sink.ReadableAsync(watchdog);
            }
        }
    }

    [Test]
    public async Task Ipv6(CancellationToken watchdog)
    {
        if (!Socket.OSSupportsIPv6)
        {
            Assert.Ignore("This system has no IPv6.");
        }

        (IIoSocket listener, _, EndPoint address) = Listen(new IPEndPoint(IPAddress.IPv6Loopback, 0));
        IIoSocket socket = Open(AddressFamily.InterNetworkV6);
        var sink = new Sink();
        socket.Start(sink);
        Assert.That(await ConnectAsync(socket, sink, address, watchdog), Is.EqualTo(TcpError.None));
        Assert.That(listener.TryAccept(out IIoSocket? accepted), Is.EqualTo(TcpError.None));
        Assert.That(NameOf(Keep(accepted!), remote: true), Is.EqualTo(NameOf(socket)));
    }

    [Test, Platform(Exclude = "Win", Reason = "The system's default is another one there.")]
    public async Task An_ipv6_listener_on_any_address_takes_ipv4(CancellationToken watchdog)
    {
        if (!Socket.OSSupportsIPv6)
        {
            Assert.Ignore("This system has no IPv6.");
        }

        (IIoSocket listener, _, EndPoint address) = Listen(new IPEndPoint(IPAddress.IPv6Any, 0));
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(new IPEndPoint(IPAddress.Loopback, ((IPEndPoint)address).Port), watchdog);
        Assert.That(listener.TryAccept(out IIoSocket? accepted), Is.EqualTo(TcpError.None));
        Keep(accepted!);
    }

    [Test]
    public async Task Refused(CancellationToken watchdog)
    {
        using var owner = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        owner.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        IIoSocket socket = Open();
        var sink = new Sink();
        socket.Start(sink);
        Assert.That(await ConnectAsync(socket, sink, owner.LocalEndPoint!, watchdog), Is.EqualTo(TcpError.EConnRefused));
    }

    [Test, Platform(Include = "Linux", Reason = "Other systems refuse when the backlog is full.")]
    public async Task In_progress_until_there_is_an_outcome(CancellationToken watchdog)
    {
        using Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(0);
        using var first = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await first.ConnectAsync(listener.LocalEndPoint!, watchdog);

        IIoSocket socket = Open();
        var sink = new Sink();
        socket.Start(sink);
        Assert.That(socket.Connect(listener.LocalEndPoint!), Is.EqualTo(TcpError.EInProgress));
        Assert.That(socket.FinishConnect(), Is.EqualTo(TcpError.EInProgress));
        Assert.That(socket.WaitWritable());

        using Socket accepted = await listener.AcceptAsync(watchdog);
        await sink.WritableAsync(watchdog);
        Assert.That(socket.FinishConnect(), Is.EqualTo(TcpError.None));
    }

    [Test, Platform(Include = "Linux", Reason = "Other systems refuse when the backlog is full.")]
    public async Task Closed_while_in_progress(CancellationToken watchdog)
    {
        using Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(0);
        using var first = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await first.ConnectAsync(listener.LocalEndPoint!, watchdog);

        IIoSocket socket = Open();
        var sink = new Sink();
        socket.Start(sink);
        Assert.That(socket.Connect(listener.LocalEndPoint!), Is.EqualTo(TcpError.EInProgress));
        Assert.That(socket.WaitWritable());
        socket.Dispose();
        Assert.That(socket.FinishConnect(), Is.EqualTo(TcpError.EBadF));
    }

    [Test]
    public void A_port_that_somebody_has()
    {
        (_, _, EndPoint address) = Listen();
        IIoSocket socket = Open();
        Assert.That(socket.Bind(address), Is.EqualTo(TcpError.EAddrInUse));
    }

    [Test]
    public void An_address_of_another_host()
    {
        IIoSocket socket = Open();
        Assert.That(socket.Bind(new IPEndPoint(IPAddress.Parse("192.0.2.1"), 0)), Is.EqualTo(TcpError.EAddrNotAvail));
    }

    [Test, Platform(Include = "Linux", Reason = "Where the name of the peer goes with the connection.")]
    public async Task The_name_of_a_peer_that_has_reset_is_gone(CancellationToken watchdog)
    {
        IoPair pair = await PairAsync(watchdog);
        Assert.That(NameOf(pair.Socket, remote: true), Is.EqualTo(pair.Peer.LocalEndPoint));
        Assert.That(pair.Socket.TryReceive(new byte[8]).WouldBlock);
        pair.Reset();
        await pair.ReadableAsync(watchdog);
        Assert.That(pair.Socket.TryGetName(remote: true, out _), Is.EqualTo(TcpError.ENotConn));
    }

    [Test]
    public async Task Names_stay_after_shutdown(CancellationToken watchdog)
    {
        IoPair pair = await PairAsync(watchdog);
        Assert.That(pair.Socket.Shutdown(TcpShutdown.Write), Is.EqualTo(TcpError.None));
        Assert.That(NameOf(pair.Socket, remote: true), Is.EqualTo(pair.Peer.LocalEndPoint));
        Assert.That(NameOf(pair.Socket), Is.EqualTo(pair.Peer.RemoteEndPoint));
    }
}

[TestFixture, Platform(Include = "Linux")]
internal sealed class EpollConnect() : ConnectSuite(Platforms.Epoll);

[TestFixture]
internal sealed class PortableConnect() : ConnectSuite(Platforms.Portable);
