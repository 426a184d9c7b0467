using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace TcpBackends.Tests.Conformance.Harness;

/// <summary>The other end: a plain socket that does exactly what the test says, and reads only when told to.</summary>
public sealed class RawPeer : IAsyncDisposable
{
    private readonly Socket _socket;

    internal RawPeer(Socket socket)
    {
        _socket = socket;
        LocalEndPoint = socket.LocalEndPoint!;
        RemoteEndPoint = socket.RemoteEndPoint!;
    }

    public EndPoint LocalEndPoint { get; }

    public EndPoint RemoteEndPoint { get; }

    /// <summary>The bytes that have arrived and that the test has not read.</summary>
    public int Available => _socket.Available;

    /// <summary>The receive window it offers; null if the kernel does not tell.</summary>
    public uint? OfferedWindow => ReadTcpInfo(offset: 232);

    /// <summary>How many segments with data have arrived; null if the kernel does not tell.</summary>
    public uint? ReceivedSegments => ReadTcpInfo(offset: 152);

    public static async Task<RawPeer> ConnectAsync(
        EndPoint remote, CancellationToken cancellationToken, EndPoint? local = null, int? receiveBuffer = null)
    {
        ArgumentNullException.ThrowIfNull(remote);
        Socket socket = RawListener.NewSocket(remote.AddressFamily);
        try
        {
            if (receiveBuffer is { } size)
            {
                socket.ReceiveBufferSize = size;
            }

            if (local is not null)
            {
                socket.Bind(local);
            }

            await socket.ConnectAsync(remote, cancellationToken);
            return new RawPeer(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public async Task SendAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        while (!data.IsEmpty)
        {
            data = data[await _socket.SendAsync(data, cancellationToken)..];
        }
    }

    /// <summary>Sends byte by byte, each in a segment of its own as far as the kernel allows.</summary>
    public async Task DribbleAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        if (_socket.ProtocolType == ProtocolType.Tcp)
        {
            _socket.NoDelay = true;
        }

        for (int i = 0; i < data.Length; i++)
        {
            await SendAsync(data.Slice(i, 1), cancellationToken);
        }
    }

    public void SendFin() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>Sends RST and discards whatever was not sent.</summary>
    public void Reset()
    {
        _socket.LingerState = new LingerOption(enable: true, seconds: 0);
        _socket.Close();
    }

    /// <summary>Closes both directions: FIN, or RST if there is something unread.</summary>
    public void Close() => _socket.Close();

    /// <summary>Receives what there is; 0 at the end of the stream.</summary>
    public ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) =>
        _socket.ReceiveAsync(buffer, cancellationToken);

    public async Task<byte[]> ReceiveExactlyAsync(int count, CancellationToken cancellationToken)
    {
        byte[] bytes = new byte[count];
        int filled = 0;
        while (filled < count)
        {
            int read = await _socket.ReceiveAsync(bytes.AsMemory(filled), cancellationToken);
            if (read == 0)
            {
                Assert.Fail($"The peer wanted {count} bytes, but the stream ended after {filled}.");
            }

            filled += read;
        }

        return bytes;
    }

    public async Task<PeerReading> ReceiveToEndAsync(CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        byte[] chunk = new byte[65536];
        try
        {
            while (await _socket.ReceiveAsync(chunk.AsMemory(), cancellationToken) is > 0 and int read)
            {
                bytes.Write(chunk, 0, read);
            }

            return new PeerReading(bytes.ToArray(), PeerEnd.Closed);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
        {
            return new PeerReading(bytes.ToArray(), PeerEnd.EConnReset);
        }
    }

    /// <summary>Waits until this many bytes have arrived, and leaves them unread.</summary>
    public Task ArrivedAsync(int count, CancellationToken cancellationToken) =>
        Eventually.TrueAsync(() => Available >= count, $"{count} bytes arrived at the peer", cancellationToken);

    /// <summary>Ends it without leaving a trace in the kernel.</summary>
    public ValueTask DisposeAsync()
    {
        if (_socket.SafeHandle.IsClosed)
        {
            return default;
        }

        Reset();
        return default;
    }

    private uint? ReadTcpInfo(int offset)
    {
        const int Tcp = 6;
        const int TcpInfo = 11;
        byte[] info = new byte[offset + sizeof(uint)];
        return !OperatingSystem.IsLinux() || _socket.GetRawSocketOption(Tcp, TcpInfo, info) < info.Length
            ? null
            : BinaryPrimitives.ReadUInt32LittleEndian(info.AsSpan(offset));
    }
}
