using System.Net;

namespace TcpBackends.Tests.Conformance.Harness;

/// <summary>A listener that answers no more connection requests: its queue is full and nobody accepts.</summary>
public sealed class FullListener : IAsyncDisposable
{
    private readonly RawListener _listener;
    private readonly RawPeer _waiting;

    private FullListener(RawListener listener, RawPeer waiting)
    {
        _listener = listener;
        _waiting = waiting;
    }

    public EndPoint LocalEndPoint => _listener.LocalEndPoint;

    /// <summary>The connection requests that the kernel goes on sending, unanswered.</summary>
    public int UnansweredRequests =>
        KernelTcp.FindByRemote(LocalEndPoint).Count(entry => entry.State == KernelTcpState.SynSent);

    public static async Task<FullListener> OpenAsync(CancellationToken cancellationToken)
    {
        RawListener listener = RawListener.Open(backlog: 0);
        return new FullListener(listener, await RawPeer.ConnectAsync(listener.LocalEndPoint, cancellationToken));
    }

    public Task RequestedAsync(int count, CancellationToken cancellationToken) =>
        Eventually.TrueAsync(
            () => UnansweredRequests == count, $"{count} connection requests were under way", cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _waiting.DisposeAsync();
        await _listener.DisposeAsync();
    }
}
