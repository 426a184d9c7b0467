namespace TcpBackends.Benchmarks.Harness;

/// <summary>The connections of a server. One that fails in a way that nobody expected ends the server.</summary>
public sealed class Served
{
    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Accepts until cancelled, or until something fails.</summary>
    public async Task WhileAsync(Task accepting) => await await Task.WhenAny(accepting, _failed.Task);

    /// <summary>Serves a connection. What the task would throw goes to <see cref="WhileAsync"/>.</summary>
    public async Task RunAsync<TConnection>(TConnection connection, Func<TConnection, Task> serve)
    {
        try
        {
            await serve(connection);
        }
        catch (Exception exception)
        {
            _failed.TrySetException(exception);
        }
    }
}
