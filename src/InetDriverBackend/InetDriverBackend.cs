using System.Net;

namespace TcpBackends.InetDriver;

/// <summary>Under construction.</summary>
public sealed class InetDriverBackend : ITcpBackend, IAsyncDisposable
{
    /// <summary>Creates the backend.</summary>
    public InetDriverBackend(TcpBackendSettings? settings = null)
    {
        _ = settings;
    }

    /// <inheritdoc/>
    public string Name => TcpBackendNames.Inet;

    /// <inheritdoc/>
    public ValueTask<TcpResult<ITcpSocket>> ConnectAsync(EndPoint remoteEndPoint, TcpSocketOptions? options = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    /// <inheritdoc/>
    public ValueTask<TcpResult<ITcpListener>> ListenAsync(int port, TcpSocketOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => default;
}
