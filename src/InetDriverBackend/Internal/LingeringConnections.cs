using System.Collections.Concurrent;

namespace TcpBackends.InetDriver.Internal;

/// <summary>The closed connections whose queue is still being sent. The backend owns them.</summary>
internal sealed class LingeringConnections(TimeProvider clock)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<Closer, bool> _connections = new();

    public void Add(Closer connection) => _connections.TryAdd(connection, true);

    public void Remove(Closer connection) => _connections.TryRemove(connection, out _);

    /// <summary>Waits until all is sent, at most 5 s, and then closes what is left.</summary>
    public async Task EndAsync()
    {
        Closer[] connections = [.. _connections.Keys];
        if (connections.Length == 0)
        {
            return;
        }

        try
        {
            await Task.WhenAll(connections.Select(connection => connection.Ended))
                .WaitAsync(Grace, clock)
                .ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            End();
        }
    }

    /// <summary>Closes what is left at once.</summary>
    public void End()
    {
        foreach (Closer connection in _connections.Keys)
        {
            connection.Abandon();
        }
    }
}
