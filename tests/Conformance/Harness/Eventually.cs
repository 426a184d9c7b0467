namespace TcpBackends.Tests.Conformance.Harness;

/// <summary>Bounded waits for something observable.</summary>
public static class Eventually
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    /// <summary>Looks again and again until the condition holds; the watchdog bounds it.</summary>
    public static async Task TrueAsync(Func<bool> condition, string what, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(condition);
        using var timer = new PeriodicTimer(Tick);
        while (!condition())
        {
            try
            {
                await timer.WaitForNextTickAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                Assert.Fail($"Watchdog: it never came about that {what}.");
            }
        }
    }

    /// <summary>The pause between two looks.</summary>
    public static async Task NextTickAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Tick);
        await timer.WaitForNextTickAsync(cancellationToken);
    }

    /// <summary>Looks until the value has been the same a number of times in a row, and acceptable all the while.</summary>
    public static async Task<T> StableAsync<T>(
        Func<T> observe, Predicate<T> isAcceptable, int times, string what, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(observe);
        ArgumentNullException.ThrowIfNull(isAcceptable);
        T last = observe();
        int seen = 0;
        bool IsStable()
        {
            T now = observe();
            seen = isAcceptable(now) && EqualityComparer<T>.Default.Equals(now, last) ? seen + 1 : 0;
            last = now;
            return seen >= times;
        }

        await TrueAsync(IsStable, what, cancellationToken);
        return last;
    }
}
