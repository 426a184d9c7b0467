using System.Net;
using System.Threading.Channels;

namespace TcpBackends.Tests.Unit.Hosting.Fakes;

/// <summary>Accepts what the test gives it.</summary>
internal sealed class FakeListener : ITcpListener
{
    private readonly Channel<TcpResult<ITcpSocket>> _pending = Channel.CreateUnbounded<TcpResult<ITcpSocket>>();
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string BackendName => TcpBackendNames.Inet;

    public TcpResult<EndPoint> LocalEndPoint => new IPEndPoint(IPAddress.Loopback, 5678);

    public Task Closed => _closed.Task;

    public ITcpMailbox Owner => throw new NotSupportedException();

    public Task<TcpCloseReason> Ended => throw new NotSupportedException();

    public ITcpOptionAccess Options => throw new NotSupportedException();

    public TcpResult<TcpStatistics> Statistics => throw new NotSupportedException();

    public void Offer(TcpResult<ITcpSocket> outcome) => _pending.Writer.TryWrite(outcome);

    public FakeSocket Connect()
    {
        var socket = new FakeSocket();
        Offer(new TcpResult<ITcpSocket>(socket));
        return socket;
    }

    public ValueTask<TcpResult<ITcpSocket>> AcceptAsync(
        ITcpMailbox owner, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        AcceptAsync(timeout, cancellationToken);

    public async ValueTask<TcpResult<ITcpSocket>> AcceptAsync(
        TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        while (await _pending.Reader.WaitToReadAsync(cancellationToken))
        {
            if (_pending.Reader.TryRead(out TcpResult<ITcpSocket> outcome)) return outcome;
        }

        return TcpError.Closed;
    }

    public ValueTask<TcpResult> CloseAsync(CancellationToken cancellationToken = default)
    {
        _pending.Writer.TryComplete();
        _closed.TrySetResult();
        return new(TcpResult.Ok);
    }

    public async ValueTask DisposeAsync() => await CloseAsync();
}
