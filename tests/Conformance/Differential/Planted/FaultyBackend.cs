using System.Net;

namespace TcpBackends.Tests.Conformance.Differential.Planted;

internal sealed class FaultyBackend(
    ITcpBackend inner, Func<Func<TcpResult<TcpPacket>, TcpResult<TcpPacket>>> newFault) : ITcpBackend, IAsyncDisposable
{
    public string Name => inner.Name;

    public async ValueTask<TcpResult<ITcpSocket>> ConnectAsync(
        EndPoint remoteEndPoint,
        TcpSocketOptions? options = null,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default)
    {
        TcpSocketOptions? unwrapped = options?.Owner is FaultyMailbox owner ? options with { Owner = owner.Inner } : options;
        TcpResult<ITcpSocket> connected = await inner.ConnectAsync(remoteEndPoint, unwrapped, timeout, cancellationToken);
        return connected.TryGetValue(out ITcpSocket? socket) ? new FaultySocket(socket, newFault()) : connected;
    }

    public ValueTask<TcpResult<ITcpListener>> ListenAsync(
        int port, TcpSocketOptions? options = null, CancellationToken cancellationToken = default) =>
        inner.ListenAsync(port, options, cancellationToken);

    public ITcpMailbox CreateMailbox(TcpMailboxOptions? options = null) => new FaultyMailbox(inner.CreateMailbox(options));

    public ValueTask DisposeAsync() => ((IAsyncDisposable)inner).DisposeAsync();
}
