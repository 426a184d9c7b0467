namespace TcpBackends.Core.Waiting;

/// <summary>Makes timers that outlive the call that needs them, so that they must not keep its execution context.</summary>
internal static class Timers
{
    public static ITimer Create(TimeProvider clock, TimerCallback callback, object state, TimeSpan due)
    {
        bool flows = !ExecutionContext.IsFlowSuppressed();
        AsyncFlowControl control = flows ? ExecutionContext.SuppressFlow() : default;
        ITimer timer = clock.CreateTimer(callback, state, due, Timeout.InfiniteTimeSpan);
        if (flows)
        {
            control.Undo();
        }

        return timer;
    }
}
