using System.Buffers;
using System.Net;
using System.Net.Sockets;
using TcpBackends.Core.Io;

namespace TcpBackends.Tests.Unit.Io;

/// <summary>Unix-domain sockets.</summary>
internal abstract class LocalSuite(IIoPlatform platform) : IoSuite(platform)
{
    private DirectoryInfo _directory = null!;

    [SetUp]
    public void CreateDirectory()
    {
        if (!Socket.OSSupportsUnixDomainSockets)
        {
            Assert.Ignore("This system has no Unix-domain sockets.");
        }

        _directory = Directory.CreateTempSubdirectory("io-");
    }

    [TearDown]
    public void DeleteDirectory() => _directory?.Delete(recursive: true);

    [Test]
    public async Task Connects_and_accepts(CancellationToken watchdog)
    {
        UnixDomainSocketEndPoint address = PathOf("a");
        (IIoSocket listener, _, EndPoint name) = Listen(address);
        Assert.That(name, Is.EqualTo(address));
        (IIoSocket socket, Sink sink) = OpenWithSink();
        Assert.That(await ConnectAsync(socket, sink, address, watchdog), Is.EqualTo(TcpError.None));
        Assert.That(listener.TryAccept(out IIoSocket? accepted), Is.EqualTo(TcpError.None));
        Keep(accepted!);

        Assert.That(socket.TrySend([7], new ReadOnlySequence<byte>([8])).Bytes, Is.EqualTo(2));
        byte[] buffer = new byte[4];
        Assert.That(accepted!.TryReceive(buffer).Bytes, Is.EqualTo(2));
        Assert.That(buffer[..2], Is.EqualTo(new byte[] { 7, 8 }));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(NameOf(accepted), Is.EqualTo(address));
            Assert.That(NameOf(socket, remote: true), Is.EqualTo(address));
            Assert.That(NameOf(socket).ToString(), Is.Empty, "not bound");
            Assert.That(NameOf(accepted, remote: true).ToString(), Is.Empty);
        }
    }

    [Test]
    public async Task A_client_with_a_path(CancellationToken watchdog)
    {
        (IIoSocket listener, _, EndPoint address) = Listen(PathOf("a"));
        (IIoSocket socket, Sink sink) = OpenWithSink();
        Assert.That(socket.Bind(PathOf("b")), Is.EqualTo(TcpError.None));
        Assert.That(await ConnectAsync(socket, sink, address, watchdog), Is.EqualTo(TcpError.None));
        Assert.That(listener.TryAccept(out IIoSocket? accepted), Is.EqualTo(TcpError.None));
        Assert.That(NameOf(Keep(accepted!), remote: true), Is.EqualTo(PathOf("b")));
    }

    [Test]
    public void The_file_stays()
    {
        UnixDomainSocketEndPoint address = PathOf("a");
        (IIoSocket listener, _, _) = Listen(address);
        listener.Dispose();
        Assert.That(File.Exists(address.ToString()));
        Assert.That(Open(AddressFamily.Unix).Bind(address), Is.EqualTo(TcpError.EAddrInUse));
    }

    [Test]
    public async Task Nobody_listens(CancellationToken watchdog)
    {
        (IIoSocket listener, _, EndPoint address) = Listen(PathOf("a"));
        listener.Dispose();
        (IIoSocket socket, Sink sink) = OpenWithSink();
        Assert.That(await ConnectAsync(socket, sink, address, watchdog), Is.EqualTo(TcpError.EConnRefused));
    }

    [Test, Platform(Exclude = "Win", Reason = "Windows has no such error.")]
    public async Task No_such_file(CancellationToken watchdog)
    {
        (IIoSocket socket, Sink sink) = OpenWithSink();
        Assert.That(await ConnectAsync(socket, sink, PathOf("a"), watchdog), Is.EqualTo(TcpError.ENoEnt));
        Assert.That(Open(AddressFamily.Unix).Bind(PathOf("a/b")), Is.EqualTo(TcpError.ENoEnt));
    }

    [Test, Platform(Include = "Linux", Reason = "Only Linux has abstract names.")]
    public async Task An_abstract_name(CancellationToken watchdog)
    {
        var address = new UnixDomainSocketEndPoint("\0" + Guid.NewGuid());
        (IIoSocket listener, _, EndPoint name) = Listen(address);
        Assert.That(name, Is.EqualTo(address));
        (IIoSocket socket, Sink sink) = OpenWithSink();
        Assert.That(await ConnectAsync(socket, sink, address, watchdog), Is.EqualTo(TcpError.None));
        Assert.That(NameOf(socket, remote: true), Is.EqualTo(address));
        Assert.That(listener.TryAccept(out IIoSocket? accepted), Is.EqualTo(TcpError.None));
        Keep(accepted!);
    }

    [Test, Platform(Include = "Linux", Reason = "Where it is not a refusal.")]
    public void A_full_backlog_begins_nothing()
    {
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(PathOf("a"));
        listener.Listen(0);
        using var first = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        first.Connect(PathOf("a"));
        Assert.That(Open(AddressFamily.Unix).Connect(PathOf("a")), Is.EqualTo(TcpError.EAgain));
    }

    [Test]
    public void No_delay_is_not_supported()
    {
        IIoSocket socket = Open(AddressFamily.Unix);
        Assert.That(socket.SetOption(IoOption.NoDelay, 1), Is.EqualTo(TcpError.ENotSup));
        Assert.That(socket.GetOption(IoOption.NoDelay, out _), Is.EqualTo(TcpError.ENotSup));
    }

    private (IIoSocket Socket, Sink Sink) OpenWithSink()
    {
        IIoSocket socket = Open(AddressFamily.Unix);
        var sink = new Sink();
        socket.Start(sink);
        return (socket, sink);
    }

    private UnixDomainSocketEndPoint PathOf(string name) => new(Path.Combine(_directory.FullName, name));
}

[TestFixture, Platform(Include = "Linux")]
internal sealed class EpollLocal() : LocalSuite(Platforms.Epoll);

[TestFixture]
internal sealed class PortableLocal() : LocalSuite(Platforms.Portable);
