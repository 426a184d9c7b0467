using System.Net;

namespace TcpBackends.DirectSocket;

/// <summary>Under construction.</summary>
public sealed class DirectSocketBackend : ITcpBackend, IAsyncDisposable
{
    /// <summary>Creates the backend.</summary>
    public DirectSocketBackend(TcpBackendSettings? settings = null)
    {
        _ = settings;
    }

    /// <inheritdoc/>
    public string Name => TcpBackendNames.Socket;

    /// <inheritdoc/>
    public ValueTask<TcpResult<ITcpSocket>> ConnectAsync(EndPoint remoteEndPoint, TcpSocketOptions? options = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    /// <inheritdoc/>
    public ValueTask<TcpResult<ITcpListener>> ListenAsync(int port, TcpSocketOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => default;
}
