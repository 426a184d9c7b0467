using System.Collections.Concurrent;

namespace TcpBackends.InetDriver.Internal;

/// <summary>The connections that a close has left to be sent, or still waits for. The backend owns them.</summary>
internal sealed class LingeringConnections(TimeProvider clock)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<Closer, bool> _connections = new();

    private volatile bool _hasEnded;

    /// <summary>False: the backend is disposed, so nothing may linger.</summary>
    public bool TryAdd(Closer connection)
    {
        _connections.TryAdd(connection, true);
        bool hasEnded = _hasEnded;
        if (hasEnded)
        {
            _connections.TryRemove(connection, out _);
        }

        return !hasEnded;
    }

    public void Remove(Closer connection) => _connections.TryRemove(connection, out _);

    /// <summary>Lets no more linger, waits until all is sent, at most 5 s, and then closes what is left.</summary>
    public async Task EndAsync()
    {
        _hasEnded = true;
        Closer[] connections = [.. _connections.Keys];
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
        _hasEnded = true;
        foreach (Closer connection in _connections.Keys)
        {
            connection.Abandon();
        }
    }
}
