using TcpBackends.Core.Waiting;

namespace TcpBackends.InetDriver.Internal;

/// <summary>A close that waits until the queue is sent.</summary>
internal sealed class CloseWaiter(IWaiterOwner owner, TimeProvider clock) : Waiter<TcpResult>(owner, clock)
{
    private static readonly TimeSpan WithoutProgress = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan InAll = TimeSpan.FromSeconds(180);

    private long _started;
    private bool _endsAtDeadline;

    /// <param name="linger">With a linger time it waits so long at most, otherwise as long as bytes move.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public void Begin(TcpLinger linger, CancellationToken cancellationToken)
    {
        Begin(cancellationToken);
        _started = Clock.GetTimestamp();
        _endsAtDeadline = linger.Enabled;
        StartDeadline(linger.Enabled ? TimeSpan.FromSeconds(linger.Seconds) : WithoutProgress);
    }

    /// <summary>After its deadline: goes on waiting if bytes have moved in the meantime. False: it gives up.</summary>
    /// <param name="lastProgress">When the kernel last took queued bytes, as a timestamp of the clock.</param>
    public bool TryGoOn(long lastProgress)
    {
        long now = Clock.GetTimestamp();
        TimeSpan idle = Clock.GetElapsedTime(Math.Max(lastProgress, _started), now);
        TimeSpan left = InAll - Clock.GetElapsedTime(_started, now);
        if (_endsAtDeadline || idle >= WithoutProgress || left <= TimeSpan.Zero)
        {
            return false;
        }

        StartDeadline(TimeSpan.FromTicks(Math.Min(left.Ticks, (WithoutProgress - idle).Ticks)));
        return true;
    }

    public void Cancel() => Fail(new OperationCanceledException(Token));
}
