namespace TcpBackends.Core.Waiting;

/// <summary>Sets timers that outlive the call that needs them, so that they must not keep its execution context.</summary>
internal static class Timers
{
    /// <summary>Sets a timer, which is made when it is needed first, to fire once.</summary>
    public static void Set(ref ITimer? timer, TimeProvider clock, TimerCallback callback, object state, TimeSpan due)
    {
        if (timer is not null)
        {
            timer.Change(due, Timeout.InfiniteTimeSpan);
            return;
        }

        bool flows = !ExecutionContext.IsFlowSuppressed();
        AsyncFlowControl control = flows ? ExecutionContext.SuppressFlow() : default;
        timer = clock.CreateTimer(callback, state, due, Timeout.InfiniteTimeSpan);
        if (flows)
        {
            control.Undo();
        }
    }
}
