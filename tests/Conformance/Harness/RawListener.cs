using System.Net;
using System.Net.Sockets;

namespace TcpBackends.Tests.Conformance.Harness;

/// <summary>A plain listening socket that the test controls.</summary>
public sealed class RawListener : IAsyncDisposable
{
    private readonly Socket _socket;

    private RawListener(Socket socket)
    {
        _socket = socket;
        LocalEndPoint = socket.LocalEndPoint!;
    }

    public EndPoint LocalEndPoint { get; }

    public int Port => ((IPEndPoint)LocalEndPoint).Port;

    public static RawListener Open(EndPoint? local = null, int backlog = 128, int? receiveBuffer = null)
    {
        RawListener bound = Bind(local, receiveBuffer);
        bound._socket.Listen(backlog);
        return bound;
    }

    /// <summary>Takes an address without listening: whoever connects to it is refused.</summary>
    public static RawListener Bind(EndPoint? local = null, int? receiveBuffer = null)
    {
        local ??= new IPEndPoint(IPAddress.Loopback, 0);
        Socket socket = NewSocket(local.AddressFamily);
        if (receiveBuffer is { } size)
        {
            socket.ReceiveBufferSize = size;
        }

        socket.Bind(local);
        return new RawListener(socket);
    }

    public async Task<RawPeer> AcceptAsync(CancellationToken cancellationToken) =>
        new(await _socket.AcceptAsync(cancellationToken));

    public void Close() => _socket.Close();

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return default;
    }

    internal static Socket NewSocket(AddressFamily family) =>
        new(family, SocketType.Stream, family == AddressFamily.Unix ? ProtocolType.Unspecified : ProtocolType.Tcp);
}
