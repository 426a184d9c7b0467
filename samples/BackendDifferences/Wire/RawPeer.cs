using System.Net;
using System.Net.Sockets;

namespace TcpBackends.Samples.BackendDifferences.Wire;

/// <summary>The other end of a connection: a plain socket that does only what it is told.</summary>
internal sealed class RawPeer : IDisposable
{
    private const int ReceiveBufferSize = 32 * 1024;

    private readonly Socket _socket;

    private RawPeer(Socket socket) => _socket = socket;

    /// <summary>How many bytes have arrived and are not read.</summary>
    public int Unread => _socket.Available;

    /// <summary>A listener on loopback whose connections have a small receive buffer, so that they clog soon.</summary>
    public static Socket Listen()
    {
        Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.ReceiveBufferSize = ReceiveBufferSize;
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        return listener;
    }

    public static async Task<RawPeer> AcceptAsync(Socket listener, CancellationToken cancellationToken) =>
        new(await listener.AcceptAsync(cancellationToken));

    public async Task SendAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        while (!data.IsEmpty)
        {
            data = data[await _socket.SendAsync(data, cancellationToken)..];
        }
    }

    /// <summary>Reads until the end of the stream.</summary>
    public async Task<byte[]> ReadToEndAsync(CancellationToken cancellationToken)
    {
        using MemoryStream received = new();
        await using NetworkStream stream = new(_socket, ownsSocket: false);
        await stream.CopyToAsync(received, cancellationToken);
        return received.ToArray();
    }

    /// <summary>Ends the stream to the other side: FIN.</summary>
    public void Finish() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>Breaks the connection: RST.</summary>
    public void Reset() => _socket.Close(timeout: 0);

    public void Dispose() => Reset();
}
