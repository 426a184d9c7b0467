using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using TcpBackends.Core.Io;

namespace TcpBackends.Tests.Unit.Io;

/// <summary>What every implementation of the seam must do. The plain sockets that talk to it are System.Net.Sockets.</summary>
[CancelAfter(180_000)]
internal abstract class IoSuite(IIoPlatform platform)
{
    private readonly ConcurrentBag<IDisposable> _kept = [];

    [TearDown]
    public void CloseAll()
    {
        foreach (IDisposable kept in _kept)
        {
            kept.Dispose();
        }
    }

    protected T Keep<T>(T disposable)
        where T : IDisposable
    {
        _kept.Add(disposable);
        return disposable;
    }

    protected IIoSocket Open(AddressFamily family = AddressFamily.InterNetwork)
    {
        Assert.That(platform.TryOpen(family, out IIoSocket? socket), Is.EqualTo(TcpError.None));
        return Keep(socket!);
    }

    /// <summary>A listener of System.Net.Sockets.</summary>
    protected Socket ListenRaw(IPAddress? address = null)
    {
        address ??= IPAddress.Loopback;
        Socket listener = Keep(new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp));
        listener.Bind(new IPEndPoint(address, 0));
        listener.Listen();
        return listener;
    }

    /// <summary>A listener of the platform.</summary>
    protected (IIoSocket Listener, Sink Sink, EndPoint Address) Listen(EndPoint? address = null)
    {
        address ??= new IPEndPoint(IPAddress.Loopback, 0);
        IIoSocket listener = Open(address.AddressFamily);
        var sink = new Sink();
        listener.Start(sink);
        Assert.That(listener.Bind(address), Is.EqualTo(TcpError.None));
        Assert.That(listener.Listen(128), Is.EqualTo(TcpError.None));
        return (listener, sink, NameOf(listener));
    }

    protected static EndPoint NameOf(IIoSocket socket, bool remote = false)
    {
        Assert.That(socket.TryGetName(remote, out EndPoint? name), Is.EqualTo(TcpError.None));
        return name!;
    }

    protected static async Task<TcpError> ConnectAsync(
        IIoSocket socket, Sink sink, EndPoint remote, CancellationToken watchdog)
    {
        TcpError error = socket.Connect(remote);
        while (error == TcpError.EInProgress)
        {
            if (socket.WaitWritable())
            {
                await sink.WritableAsync(watchdog);
            }

            error = socket.FinishConnect();
        }

        return error;
    }

    /// <summary>A connected pair.</summary>
    /// <param name="watchdog">The test's token.</param>
    /// <param name="buffers">The size of the buffers on the way to the peer; 0 for the system's choice.</param>
    protected async Task<IoPair> PairAsync(CancellationToken watchdog, int buffers = 0)
    {
        using Socket listener = ListenRaw();
        IIoSocket socket = Open();
        if (buffers > 0)
        {
            listener.ReceiveBufferSize = buffers;
            Assert.That(socket.SetOption(IoOption.SendBuffer, buffers), Is.EqualTo(TcpError.None));
        }

        var sink = new Sink();
        socket.Start(sink);
        Assert.That(await ConnectAsync(socket, sink, listener.LocalEndPoint!, watchdog), Is.EqualTo(TcpError.None));
        return new IoPair(socket, sink, Keep(await listener.AcceptAsync(watchdog)));
    }
}
