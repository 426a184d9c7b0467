namespace TcpBackends.Tests.RealPeers.Programs;

/// <summary>The time limit of one test.</summary>
internal sealed class Deadline : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(5);

    private readonly CancellationTokenSource _source = new(Limit);

    public CancellationToken Token => _source.Token;

    public void Dispose() => _source.Dispose();

    /// <summary>Looks again and again until the condition holds.</summary>
    public async Task UntilAsync(Func<bool> condition)
    {
        using var timer = new PeriodicTimer(Tick);
        while (!condition())
        {
            await timer.WaitForNextTickAsync(Token);
        }
    }
}
