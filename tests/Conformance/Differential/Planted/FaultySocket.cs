using System.Buffers;
using System.Net;

namespace TcpBackends.Tests.Conformance.Differential.Planted;

/// <summary>A socket whose receives answer something else.</summary>
internal sealed class FaultySocket(ITcpSocket inner, Func<TcpResult<TcpPacket>, TcpResult<TcpPacket>> fault) : ITcpSocket
{
    public ITcpSocket Inner => inner;

    public string BackendName => inner.BackendName;

    public TcpResult<EndPoint> LocalEndPoint => inner.LocalEndPoint;

    public TcpResult<EndPoint> RemoteEndPoint => inner.RemoteEndPoint;

    public ITcpOptionAccess Options => inner.Options;

    public TcpResult<TcpStatistics> Statistics => inner.Statistics;

    public TcpCloseReason CloseReason => inner.CloseReason;

    public ITcpMailbox Owner => inner.Owner;

    public Task<TcpCloseReason> Ended => inner.Ended;

    public ValueTask<TcpSendResult> SendAsync(ReadOnlySequence<byte> data, CancellationToken cancellationToken = default) =>
        inner.SendAsync(data, cancellationToken);

    public async ValueTask<TcpResult<TcpPacket>> ReceiveAsync(
        int length = 0, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        fault(await inner.ReceiveAsync(length, timeout, cancellationToken));

    public ValueTask<TcpResult<int>> ReceiveAsync(
        Memory<byte> destination, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        inner.ReceiveAsync(destination, timeout, cancellationToken);

    public ValueTask<TcpResult> ShutdownAsync(TcpShutdown how, CancellationToken cancellationToken = default) =>
        inner.ShutdownAsync(how, cancellationToken);

    public ValueTask<TcpResult> CloseAsync(CancellationToken cancellationToken = default) => inner.CloseAsync(cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
