using System.Net;
using Microsoft.Extensions.Logging;
using TcpBackends.Core.Connecting;
using TcpBackends.Core.Delivery;
using TcpBackends.Core.Io;
using TcpBackends.Core.Logging;
using TcpBackends.InetDriver.Internal;
using TcpBackends.Internal;

namespace TcpBackends.InetDriver;

/// <summary>
/// The backend <c>inet</c>: behaves like the inet driver of Erlang/OTP. A send returns when its data is accepted; what the kernel does
/// not take is queued and sent in the background, between two watermarks.
/// </summary>
/// <remarks>
/// A closed socket may still be sending what was queued. Disposing the backend waits for that, at most 5 s, and then closes what is left;
/// it does not close sockets that are in use.
/// </remarks>
public sealed class InetDriverBackend : ITcpBackend, IAsyncDisposable, IDisposable
{
    private readonly Opener _opener;
    private readonly LingeringConnections _lingering;

    /// <summary>Creates the backend.</summary>
    /// <param name="settings">Default options, clock and log; null for those of <see cref="TcpBackendSettings"/>.</param>
    public InetDriverBackend(TcpBackendSettings? settings = null)
        : this(settings ?? new TcpBackendSettings(), IoPlatform.Default)
    {
    }

    internal InetDriverBackend(TcpBackendSettings settings, IIoPlatform platform, IHostResolver? resolver = null)
    {
        _lingering = new LingeringConnections(settings.TimeProvider);
        var log = new BackendLog(settings.LoggerFactory.CreateLogger<InetDriverBackend>());
        _opener = new Opener(
            platform,
            resolver ?? SystemHostResolver.Instance,
            settings,
            Rules.Open,
            log,
            (io, socketSettings) => new Connection(io, socketSettings, settings.TimeProvider, log, _lingering));
    }

    /// <inheritdoc/>
    public string Name => TcpBackendNames.Inet;

    /// <inheritdoc/>
    public ValueTask<TcpResult<ITcpSocket>> ConnectAsync(
        EndPoint remoteEndPoint,
        TcpSocketOptions? options = null,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default) =>
        _opener.ConnectAsync(remoteEndPoint, options, timeout, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<TcpResult<ITcpListener>> ListenAsync(
        int port, TcpSocketOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<TcpResult<ITcpListener>>(cancellationToken);
        }

        return new ValueTask<TcpResult<ITcpListener>>(_opener.Listen(port, options));
    }

    /// <inheritdoc/>
    public ITcpMailbox CreateMailbox(TcpMailboxOptions? options = null) => new Mailbox(options ?? new TcpMailboxOptions());

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => new(_lingering.EndAsync());

    /// <summary>Closes without waiting what was still being sent; prefer <see cref="DisposeAsync"/>.</summary>
    public void Dispose() => _lingering.End();
}
