using TcpBackends.Core.Waiting;

namespace TcpBackends.InetDriver.Internal;

/// <summary>A close that waits until the queue is sent.</summary>
internal sealed class CloseWaiter(IWaiterOwner owner, TimeProvider clock) : Waiter<TcpResult>(owner, clock)
{
    private static readonly TimeSpan WithoutProgress = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan InAll = TimeSpan.FromSeconds(180);

    private long _started;
    private long _flushedBytes;
    private bool _endsAtDeadline;

    /// <param name="linger">With a linger time it waits so long at most, otherwise as long as bytes move.</param>
    /// <param name="flushedBytes">The bytes sent from the queue so far.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public void Begin(TcpLinger linger, long flushedBytes, CancellationToken cancellationToken)
    {
        Begin(cancellationToken);
        _started = Clock.GetTimestamp();
        _flushedBytes = flushedBytes;
        _endsAtDeadline = linger.Enabled;
        StartDeadline(linger.Enabled ? TimeSpan.FromSeconds(linger.Seconds) : WithoutProgress);
    }

    /// <summary>After its deadline: goes on waiting if bytes have moved since. False: it gives up.</summary>
    public bool TryGoOn(long flushedBytes)
    {
        if (_endsAtDeadline || flushedBytes == _flushedBytes || Clock.GetElapsedTime(_started) >= InAll)
        {
            return false;
        }

        _flushedBytes = flushedBytes;
        StartDeadline(WithoutProgress);
        return true;
    }

    public void Cancel() => Fail(new OperationCanceledException(Token));
}
