using System.Net.Sockets;

namespace TcpBackends.Samples.BackendDifferences.Wire;

/// <summary>A socket of the backend under observation, connected to a peer.</summary>
internal sealed class Connection : IAsyncDisposable
{
    private const int SendBufferSize = 16 * 1024;
    private const int BlockLength = 1024 * 1024;
    private const int MostBlocks = 64;

    private Connection(ITcpSocket socket, RawPeer peer)
    {
        Socket = socket;
        Peer = peer;
    }

    public ITcpSocket Socket { get; }

    public RawPeer Peer { get; }

    /// <summary>Connects with small kernel buffers on both sides.</summary>
    public static async Task<Connection> OpenAsync(
        ITcpBackend backend, TcpSocketOptions options, CancellationToken cancellationToken)
    {
        using Socket listener = RawPeer.Listen();
        TcpSocketOptions smallBuffer = options with { SendBuffer = SendBufferSize };
        TcpResult<ITcpSocket> socket = await backend.ConnectAsync(
            listener.LocalEndPoint!, smallBuffer, cancellationToken: cancellationToken);
        return new Connection(socket.Value, await RawPeer.AcceptAsync(listener, cancellationToken));
    }

    /// <summary>
    /// Sends blocks, of which the peer reads nothing, until one finds no room: on <c>inet</c> bytes of it are queued, on
    /// <c>socket</c> it waits.
    /// </summary>
    public async Task<Clog> ClogAsync(CancellationToken cancellationToken)
    {
        byte[] block = new byte[BlockLength];
        for (int blocks = 1; blocks <= MostBlocks; blocks++)
        {
            Task<TcpSendResult> send = Socket.SendAsync(block, cancellationToken).AsTask();
            bool returned = await ReturnsAsync(send, cancellationToken);
            long queued = Socket.Statistics.Value.PendingBytes;
            if (!returned || queued > 0 || (await send).Error == TcpError.Timeout)
            {
                return new Clog(send, returned, queued, (long)blocks * BlockLength);
            }

            (await send).ThrowIfError();
        }

        throw new InvalidOperationException($"The kernel took {MostBlocks} blocks and is not full.");
    }

    /// <summary>Whether an operation completes before bytes stop arriving at the peer.</summary>
    public async Task<bool> ReturnsAsync(Task operation, CancellationToken cancellationToken)
    {
        const int StandstillTicks = 10;
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(10));
        int arrived = Peer.Unread;
        for (int ticks = 0; !operation.IsCompleted && ticks < StandstillTicks; ticks++)
        {
            await timer.WaitForNextTickAsync(cancellationToken);
            if (Peer.Unread != arrived)
            {
                arrived = Peer.Unread;
                ticks = 0;
            }
        }

        return operation.IsCompleted;
    }

    /// <summary>Receives until an error: the text that was received, and the error.</summary>
    public async Task<(string Text, TcpError End)> ReadOutAsync(CancellationToken cancellationToken)
    {
        string text = "";
        while (true)
        {
            TcpResult<TcpPacket> received = await Socket.ReceiveAsync(cancellationToken: cancellationToken);
            if (!received.TryGetValue(out TcpPacket packet))
            {
                return (text, received.Error);
            }

            text += Words.Of(packet.Span);
        }
    }

    public async ValueTask DisposeAsync()
    {
        // The peer goes first: an inet socket with queued data waits for a peer that might read it.
        Peer.Dispose();
        await Socket.DisposeAsync();
    }
}
