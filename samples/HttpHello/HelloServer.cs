namespace TcpBackends.Samples.HttpHello;

/// <summary>Accepts connections and serves each until it ends.</summary>
internal sealed class HelloServer(ITcpListener listener)
{
    private const int MaximumConnections = 1024;

    private static readonly TimeSpan PauseAfterFailedAccept = TimeSpan.FromMilliseconds(100);

    private readonly HashSet<Task> _connections = [];

    /// <summary>Runs until it is stopped and every request that has begun is answered.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                await RemoveEndedAsync(stop);
                TcpResult<ITcpSocket> accepted = await listener.AcceptAsync(cancellationToken: stop);
                if (accepted.TryGetValue(out ITcpSocket? socket))
                {
                    _connections.Add(ServeAsync(socket, stop));
                }
                else
                {
                    Console.Error.WriteLine($"Accepting failed: {accepted.Error.ToAtom()}");
                    await Task.Delay(PauseAfterFailedAccept, stop);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await listener.CloseAsync(CancellationToken.None);
            await Task.WhenAll(_connections);
        }
    }

    private static async Task ServeAsync(ITcpSocket socket, CancellationToken stop)
    {
        await using (socket)
        {
            await new HelloConnection(socket).RunAsync(stop);
        }
    }

    /// <summary>Forgets connections that have ended, and waits for one if there are too many.</summary>
    private async Task RemoveEndedAsync(CancellationToken stop)
    {
        if (_connections.Count >= MaximumConnections)
        {
            await Task.WhenAny(_connections).WaitAsync(stop);
        }

        foreach (Task ended in _connections.Where(connection => connection.IsCompleted).ToArray())
        {
            _connections.Remove(ended);
            await ended;
        }
    }
}
