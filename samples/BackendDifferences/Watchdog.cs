namespace TcpBackends.Samples.BackendDifferences;

/// <summary>Bounds the whole run: first by cancelling what is left, at last by ending the process.</summary>
internal sealed class Watchdog : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan HardLimit = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource _cancellation = new(Patience);
    private readonly Timer _timer = new(_ => End(), null, HardLimit, Timeout.InfiniteTimeSpan);

    public CancellationToken Token => _cancellation.Token;

    public void Dispose()
    {
        _timer.Dispose();
        _cancellation.Dispose();
    }

    private static void End()
    {
        Console.Error.WriteLine($"Gave up: not finished after {HardLimit.TotalSeconds} s.");
        Environment.Exit(ExitCode.Disagrees);
    }
}
