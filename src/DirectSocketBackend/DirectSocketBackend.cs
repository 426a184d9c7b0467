using System.Net;
using Microsoft.Extensions.Logging;
using TcpBackends.Core.Connecting;
using TcpBackends.Core.Delivery;
using TcpBackends.Core.Io;
using TcpBackends.Core.Logging;
using TcpBackends.DirectSocket.Internal;
using TcpBackends.Internal;

namespace TcpBackends.DirectSocket;

/// <summary>
/// The backend <c>socket</c>: behaves like the <c>socket</c> module of Erlang/OTP. Nothing is buffered: a send returns when the kernel has
/// taken all of it, or with the rest when <c>send_timeout</c> runs out.
/// </summary>
/// <remarks>It holds nothing of its own, so disposing it does nothing; it does not close sockets that are in use.</remarks>
public sealed class DirectSocketBackend : ITcpBackend, IAsyncDisposable, IDisposable
{
    private readonly Opener _opener;

    /// <summary>Creates the backend.</summary>
    /// <param name="settings">Default options, clock and log; null for those of <see cref="TcpBackendSettings"/>.</param>
    public DirectSocketBackend(TcpBackendSettings? settings = null)
        : this(settings ?? new TcpBackendSettings(), IoPlatform.Default)
    {
    }

    internal DirectSocketBackend(TcpBackendSettings settings, IIoPlatform platform, IHostResolver? resolver = null)
    {
        var log = new BackendLog(settings.LoggerFactory.CreateLogger<DirectSocketBackend>());
        _opener = new Opener(
            platform,
            resolver ?? SystemHostResolver.Instance,
            settings,
            Rules.Open,
            log,
            (io, socketSettings) => new Connection(io, socketSettings, settings.TimeProvider, log));
    }

    /// <inheritdoc/>
    public string Name => TcpBackendNames.Socket;

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
    public ValueTask DisposeAsync() => default;

    /// <inheritdoc/>
    public void Dispose()
    {
        // Nothing is held.
    }
}
