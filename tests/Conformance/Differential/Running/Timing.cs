namespace TcpBackends.Tests.Conformance.Differential.Running;

internal static class Timing
{
    /// <summary>How long what must happen may take.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(4);

    /// <summary>Erlang counts whole milliseconds.</summary>
    public static readonly TimeSpan Granularity = TimeSpan.FromMilliseconds(1);

    /// <summary>Looks until the condition holds.</summary>
    /// <returns>Whether it did in time.</returns>
    public static async Task<bool> WithinLimitAsync(Func<bool> condition, CancellationToken token)
    {
        long deadline = Environment.TickCount64 + (long)Limit.TotalMilliseconds;
        while (!condition())
        {
            if (Environment.TickCount64 > deadline)
            {
                return false;
            }

            await Eventually.NextTickAsync(token);
        }

        return true;
    }

    /// <summary>Looks until the condition holds, or the value has not changed for a number of looks in which it may rest.</summary>
    public static Task<bool> HoldsOrRestsAsync<T>(
        Func<bool> condition, Func<T> observe, Func<bool> mayRest, int times, CancellationToken token)
    {
        T last = observe();
        int seen = 0;
        return WithinLimitAsync(
            () =>
            {
                if (condition())
                {
                    return true;
                }

                T now = observe();
                seen = mayRest() && EqualityComparer<T>.Default.Equals(now, last) ? seen + 1 : 0;
                last = now;
                return seen >= times;
            },
            token);
    }

    /// <summary>What has completed continues on the thread pool: waits until nothing is waiting there.</summary>
    public static async Task ContinuationsAsync(CancellationToken token)
    {
        do
        {
            await Eventually.NextTickAsync(token);
        }
        while (ThreadPool.PendingWorkItemCount > 0);
    }
}
