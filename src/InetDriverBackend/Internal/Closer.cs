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

    // Closed for its user, while its queue is still being sent.
    private bool _isDetached;
    private TaskCompletionSource? _ended;

    // The descriptor, which the kernel closes once it has sent everything, or the linger time is over. Whoever closes waits for that.
    private Lazy<Task>? _descriptor;

    /// <summary>Completes when what a close left to be sent is sent or lost.</summary>
    public Task Ended => Volatile.Read(ref _ended)?.Task ?? Task.CompletedTask;

    public ValueTask<TcpResult> CloseAsync(CancellationToken cancellationToken)
    {
        CloseWaiter? waiter = null;
        TcpLinger linger = TcpLinger.Off;
        var aftermath = default(Aftermath);
        lock (stateLock)
        {
            if (lifetime.Phase == Phase.Gone)
            {
                return WaitForDescriptor(cancellationToken);
            }

            if (lifetime.HasDescriptor)
            {
                io.GetLinger(out linger);
            }

            if (!lifetime.HasDescriptor || linger == TcpLinger.Reset || sender.IsDrainedUnsynchronized || !TryLinger())
            {
                aftermath.EndsDescriptor = !LetLingerUnsynchronized(linger);
                EndUnsynchronized(TcpCloseReason.LocalClose, ref aftermath);
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
            return WaitForQueueAsync(waiter, cancellationToken);
        }

        settlement.Settle(ref aftermath);

        // A close that waited may have left it among those that linger.
        OnClosed();
        return WaitForDescriptor(cancellationToken);
    }

    /// <summary>Closes without anybody waiting: what is queued is sent in the background.</summary>
    public void CloseForOwner(TcpCloseReason reason)
    {
        TcpLinger linger = TcpLinger.Off;
        var aftermath = default(Aftermath);
        lock (stateLock)
        {
            if (lifetime.Phase == Phase.Gone)
            {
                return;
            }

            if (lifetime.HasDescriptor)
            {
                io.GetLinger(out linger);
            }

            if (!lifetime.HasDescriptor || linger == TcpLinger.Reset || sender.IsDrainedUnsynchronized || !TryLinger())
            {
                EndUnsynchronized(reason, ref aftermath);
                aftermath.EndsDescriptor = true;
            }
            else
            {
                DetachUnsynchronized(reason, ref aftermath);
            }
        }

        settlement.Settle(ref aftermath);
        if (aftermath.EndsDescriptor)
        {
            OnClosed();
        }
    }

    /// <summary>The queue is empty, or lost: the closes that wait are done.</summary>
    public void OnDrained() => End(onlyIfDrained: true);

    /// <summary>
    /// As <see cref="OnDrained"/>, for a caller that holds the receive lock: what is to be done, <see cref="OnClosed"/> at last, is left to it.
    /// </summary>
    public bool TryEndDrained(ref Aftermath aftermath) => TryEnd(onlyIfDrained: true, ref aftermath);

    /// <summary>The descriptor is closed, and nothing is left to be sent.</summary>
    public void OnClosed()
    {
        lingering.Remove(this);
        Volatile.Read(ref _ended)?.TrySetResult();
    }

    /// <summary>Closes for good; what is still queued is lost.</summary>
    public void Abandon() => End(onlyIfDrained: false);

    public void OnDeadline(Waiter waiter)
    {
        var aftermath = default(Aftermath);
        lock (stateLock)
        {
            if (!waiter.HasExpired() || ((CloseWaiter)waiter).TryGoOn(sender.LastProgress))
            {
                return;
            }

            DetachUnsynchronized(TcpCloseReason.LocalClose, ref aftermath);
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
            if (_waiters.IsEmpty)
            {
                DetachUnsynchronized(TcpCloseReason.LocalClose, ref aftermath);
            }
        }

        settlement.Settle(ref aftermath);
    }

    public void OnEnded(Waiter waiter)
    {
        // Each close has a waiter of its own.
    }

    private async ValueTask<TcpResult> WaitForQueueAsync(CloseWaiter waiter, CancellationToken cancellationToken)
    {
        TcpResult result = await waiter.Task.ConfigureAwait(false);
        await WaitForDescriptor(cancellationToken).ConfigureAwait(false);
        return result;
    }

    private ValueTask<TcpResult> WaitForDescriptor(CancellationToken cancellationToken)
    {
        return Volatile.Read(ref _descriptor) is { } descriptor ? WaitAsync() : new ValueTask<TcpResult>(TcpResult.Ok);

        async ValueTask<TcpResult> WaitAsync()
        {
            await descriptor.Value.WaitAsync(cancellationToken).ConfigureAwait(false);
            return TcpResult.Ok;
        }
    }

    /// <summary>Makes the backend the owner of what is going to be sent. False: the backend has ended.</summary>
    private bool TryLinger()
    {
        _ended ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return lingering.TryAdd(this);
    }

    private void End(bool onlyIfDrained)
    {
        var aftermath = default(Aftermath);
        if (TryEnd(onlyIfDrained, ref aftermath))
        {
            settlement.Settle(ref aftermath);
            OnClosed();
        }
    }

    private bool TryEnd(bool onlyIfDrained, ref Aftermath aftermath)
    {
        lock (stateLock)
        {
            // A send may have been accepted since the queue was found empty, so this is decided under the same lock.
            bool isAwaited = _isDetached || !_waiters.IsEmpty;
            if (onlyIfDrained && !(isAwaited && sender.IsDrainedUnsynchronized))
            {
                return false;
            }

            _isDetached = false;

            // As in OTP, it waits for the kernel as long as the option says now.
            var linger = TcpLinger.Off;
            bool lingers = onlyIfDrained && !_waiters.IsEmpty && io.GetLinger(out linger) == TcpError.None && LetLingerUnsynchronized(linger);
            EndUnsynchronized(TcpCloseReason.LocalClose, ref aftermath);
            aftermath.EndsDescriptor = !lingers;
        }

        return true;
    }

    /// <summary>Leaves it to those that close to close the descriptor, if that takes time. False: it does not.</summary>
    private bool LetLingerUnsynchronized(TcpLinger linger)
    {
        if (linger is not { Enabled: true, Seconds: > 0 })
        {
            return false;
        }

        Volatile.Write(ref _descriptor, new Lazy<Task>(() => IoClosing.CloseAsync(io, linger)));
        return true;
    }

    private void EndUnsynchronized(TcpCloseReason reason, ref Aftermath aftermath)
    {
        lifetime.CloseUnsynchronized(reason);
        sender.ReleaseUnsynchronized(dropQueue: true, ref aftermath.Wakeups);
        CompleteUnsynchronized(ref aftermath.Wakeups);
        aftermath.EndsInput = true;
    }

    /// <summary>Gives up waiting: for its user the connection is closed, its queue is sent in the background.</summary>
    private void DetachUnsynchronized(TcpCloseReason reason, ref Aftermath aftermath)
    {
        lifetime.CloseUnsynchronized(reason);
        sender.ReleaseUnsynchronized(dropQueue: false, ref aftermath.Wakeups);
        CompleteUnsynchronized(ref aftermath.Wakeups);
        aftermath.EndsInput = true;
        aftermath.Drained = sender.IsDrainedUnsynchronized;
        _isDetached = true;
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
