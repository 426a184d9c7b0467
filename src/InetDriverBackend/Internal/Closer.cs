using TcpBackends.Core.Io;
using TcpBackends.Core.Waiting;

namespace TcpBackends.InetDriver.Internal;

/// <summary>
/// Closing: waits for the queue to be sent, and when it has waited long enough leaves the rest to the background. Until it gives up the
/// connection stays usable. All under the connection's state lock.
/// </summary>
internal sealed class Closer(
    IIoSocket io,
    Lock stateLock,
    Lifetime lifetime,
    Sender sender,
    ISettlement settlement,
    LingeringConnections lingering,
    TimeProvider clock) : IWaiterOwner
{
    private WaiterQueue<CloseWaiter> _waiters;

    // Set while the queue of a connection that is closed for its user is still being sent.
    private TaskCompletionSource? _detached;

    /// <summary>Completes when the queue of a connection that was closed meanwhile is sent or lost.</summary>
    public Task Ended => Volatile.Read(ref _detached)?.Task ?? Task.CompletedTask;

    public ValueTask<TcpResult> CloseAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<TcpResult>(cancellationToken);
        }

        CloseWaiter? waiter = null;
        TcpLinger linger = TcpLinger.Off;
        var aftermath = default(Aftermath);
        lock (stateLock)
        {
            if (lifetime.Phase == Phase.Gone)
            {
                return new ValueTask<TcpResult>(TcpResult.Ok);
            }

            if (lifetime.HasDescriptor)
            {
                io.GetLinger(out linger);
            }

            if (!lifetime.HasDescriptor || linger == TcpLinger.Reset || sender.IsDrainedUnsynchronized)
            {
                EndUnsynchronized(ref aftermath);
            }
            else
            {
                waiter = new CloseWaiter(this, clock);
                _waiters.Enqueue(waiter);
                waiter.Begin(linger, cancellationToken);
            }
        }

        if (waiter is not null)
        {
            waiter.ListenForCancellation();
            return waiter.Task;
        }

        aftermath.EndsDescriptor = linger is not { Enabled: true, Seconds: > 0 };
        settlement.Settle(ref aftermath);
        return aftermath.EndsDescriptor ? new ValueTask<TcpResult>(TcpResult.Ok) : LingerAsync(linger);
    }

    /// <summary>The queue is empty, or lost: the closes that wait are done.</summary>
    public void OnDrained()
    {
        lock (stateLock)
        {
            if (!sender.IsDrainedUnsynchronized || (_waiters.IsEmpty && _detached is null))
            {
                return;
            }
        }

        Abandon();
    }

    /// <summary>Closes for good; what is still queued is lost.</summary>
    public void Abandon()
    {
        TaskCompletionSource? detached;
        var aftermath = default(Aftermath);
        lock (stateLock)
        {
            detached = _detached;
            _detached = null;
            EndUnsynchronized(ref aftermath);
            aftermath.EndsDescriptor = true;
        }

        settlement.Settle(ref aftermath);
        if (detached is not null)
        {
            lingering.Remove(this);
            detached.SetResult();
        }
    }

    public void OnDeadline(Waiter waiter)
    {
        var aftermath = default(Aftermath);
        lock (stateLock)
        {
            if (!waiter.HasExpired() || ((CloseWaiter)waiter).TryGoOn(sender.LastProgress))
            {
                return;
            }

            DetachUnsynchronized(ref aftermath);
        }

        settlement.Settle(ref aftermath);
    }

    public void OnCanceled(Waiter waiter, CancellationToken token)
    {
        var aftermath = default(Aftermath);
        lock (stateLock)
        {
            if (!waiter.IsCanceledBy(token))
            {
                return;
            }

            _waiters.Remove((CloseWaiter)waiter);
            ((CloseWaiter)waiter).Cancel();
            aftermath.Wakeups.Add(waiter);
            DetachUnsynchronized(ref aftermath);
        }

        settlement.Settle(ref aftermath);
    }

    public void OnEnded(Waiter waiter)
    {
        // Each close has a waiter of its own.
    }

    private async ValueTask<TcpResult> LingerAsync(TcpLinger linger)
    {
        await IoClosing.CloseAsync(io, linger).ConfigureAwait(false);
        return TcpResult.Ok;
    }

    private void EndUnsynchronized(ref Aftermath aftermath)
    {
        lifetime.CloseUnsynchronized();
        sender.ReleaseUnsynchronized(dropQueue: true, ref aftermath.Wakeups);
        CompleteUnsynchronized(ref aftermath.Wakeups);
        aftermath.EndsInput = true;
    }

    /// <summary>Gives up waiting: for its user the connection is closed, its queue is sent in the background.</summary>
    private void DetachUnsynchronized(ref Aftermath aftermath)
    {
        lifetime.CloseUnsynchronized();
        sender.ReleaseUnsynchronized(dropQueue: false, ref aftermath.Wakeups);
        CompleteUnsynchronized(ref aftermath.Wakeups);
        aftermath.EndsInput = true;
        aftermath.Drained = sender.IsDrainedUnsynchronized;
        _detached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lingering.Add(this);
    }

    private void CompleteUnsynchronized(ref Wakeups wakeups)
    {
        while (!_waiters.IsEmpty)
        {
            CloseWaiter waiter = _waiters.Dequeue();
            waiter.Finish(TcpResult.Ok);
            wakeups.Add(waiter);
        }
    }
}
