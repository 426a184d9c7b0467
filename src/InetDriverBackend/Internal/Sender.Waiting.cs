using TcpBackends.Core.Send;
using TcpBackends.Core.Waiting;

namespace TcpBackends.InetDriver.Internal;

/// <summary>The calls that wait: one at the mark, the others before their data is queued.</summary>
internal sealed partial class Sender
{
    /// <summary>As <see cref="ResumeUnsynchronized"/>, once it is decided what became of a connection that broke.</summary>
    public void ResumeBroken(ref Wakeups wakeups)
    {
        var aftermath = default(Aftermath);
        lock (stateLock)
        {
            ResumeUnsynchronized(ref aftermath);
        }

        wakeups.Append(aftermath.Wakeups);
    }

    /// <summary>Answers those who were waiting before their data was queued, by the state that the connection is in now.</summary>
    public void ResumeUnsynchronized(ref Aftermath aftermath)
    {
        while (!_busy && !aftermath.IsBroken && !_suspended.IsEmpty)
        {
            SendWaiter waiter = _suspended.Dequeue();
            try
            {
                if (lifetime.Phase == Phase.Gone)
                {
                    FinishUnsynchronized(waiter, TcpError.EInval, ref aftermath.Wakeups);
                }
                else if (TrySubmitUnsynchronized(waiter, ref aftermath, out TcpSendResult result))
                {
                    FinishUnsynchronized(waiter, result, ref aftermath.Wakeups);
                }
                else
                {
                    BlockUnsynchronized(waiter);
                }
            }
            catch (Exception exception)
            {
                // Its memory may be gone. That is the caller's affair, and not that of the thread that happens to be here.
                FailUnsynchronized(waiter, exception, ref aftermath.Wakeups);
            }
        }
    }

    /// <summary>Only now does its data come to the driver, which frames it as is asked for now.</summary>
    private bool TrySubmitUnsynchronized(SendWaiter waiter, ref Aftermath aftermath, out TcpSendResult result)
    {
        waiter.Reframe(options.Settings.Packet);
        return TrySubmitUnsynchronized(ref waiter.Message, ref aftermath, out result);
    }

    /// <summary>Completes every call that waits; the queue stays if it is still to be sent.</summary>
    public void ReleaseUnsynchronized(bool dropQueue, ref Wakeups wakeups)
    {
        if (dropQueue)
        {
            _deferredShutdown = null;
            DropQueueUnsynchronized(TcpError.Closed, ref wakeups);
        }
        else
        {
            UnblockUnsynchronized(TcpError.Closed, ref wakeups);
        }

        while (!_suspended.IsEmpty)
        {
            // As in OTP: its data never came to the driver, and now there is none any more.
            FinishUnsynchronized(_suspended.Dequeue(), TcpError.EInval, ref wakeups);
        }
    }

    public void OnDeadline(Waiter waiter)
    {
        var aftermath = default(Aftermath);
        lock (stateLock)
        {
            if (waiter.HasExpired())
            {
                TimeOutUnsynchronized((SendWaiter)waiter, ref aftermath);
            }
        }

        settlement.Settle(ref aftermath);
    }

    public void OnCanceled(Waiter waiter, CancellationToken token)
    {
        lock (stateLock)
        {
            if (!waiter.IsCanceledBy(token))
            {
                return;
            }

            var send = (SendWaiter)waiter;
            if (_blocked == send)
            {
                // Its data is queued and will be sent. The port stays busy, so that the queue keeps its bound.
                _blocked = null;
                send.Cancel(send.Message.Length, []);
            }
            else
            {
                _suspended.Remove(send);
                send.Cancel(0, []);
            }

            StartNextClockUnsynchronized(_suspended.First);
        }

        waiter.Complete();
    }

    public void OnEnded(Waiter waiter)
    {
        var send = (SendWaiter)waiter;
        send.ForgetMessage();
        Volatile.Write(ref _spare, send);
    }

    private SendWaiter CreateWaiterUnsynchronized(in WireMessage message, CancellationToken cancellationToken)
    {
        SendWaiter waiter = Interlocked.Exchange(ref _spare, null) ?? new SendWaiter(this, clock);
        waiter.Begin(message, cancellationToken);
        return waiter;
    }

    /// <summary>
    /// The clock of a suspended call starts when the blocked one ends. If that has given up waiting, nothing else would start it.
    /// </summary>
    private void StartNextClockUnsynchronized(SendWaiter? suspended)
    {
        if (suspended is not null && suspended == _suspended.First && _blocked is null)
        {
            suspended.StartDeadline(options.Settings.SendTimeout);
        }
    }

    /// <summary>A send that timed out stays queued, or is queued now.</summary>
    private void TimeOutUnsynchronized(SendWaiter waiter, ref Aftermath aftermath)
    {
        if (waiter == _blocked)
        {
            UnblockUnsynchronized(TcpError.Timeout, ref aftermath.Wakeups);
        }
        else
        {
            _suspended.Remove(waiter);
            try
            {
                waiter.Reframe(options.Settings.Packet);
                CountUnsynchronized(waiter.Message);
                AppendUnsynchronized(waiter.Message);
                FinishUnsynchronized(waiter, TcpError.Timeout, ref aftermath.Wakeups);
            }
            catch (Exception exception)
            {
                FailUnsynchronized(waiter, exception, ref aftermath.Wakeups);
            }
        }

        if (options.Settings.SendTimeoutClose)
        {
            CloseOnTimeoutUnsynchronized(ref aftermath);
        }

        ResumeUnsynchronized(ref aftermath);
        StartNextClockUnsynchronized(_suspended.First);
    }

    private void BlockUnsynchronized(SendWaiter waiter)
    {
        _busy = true;
        _blocked = waiter;
        waiter.StartDeadline(options.Settings.SendTimeout);
    }

    private void UnblockUnsynchronized(TcpError error, ref Wakeups wakeups)
    {
        _busy = false;
        if (_blocked is { } waiter)
        {
            _blocked = null;
            FinishUnsynchronized(waiter, error, ref wakeups);
        }
    }

    private static void FinishUnsynchronized(SendWaiter waiter, TcpSendResult result, ref Wakeups wakeups)
    {
        waiter.Finish(result);
        wakeups.Add(waiter);
    }

    private static void FailUnsynchronized(SendWaiter waiter, Exception exception, ref Wakeups wakeups)
    {
        waiter.Fail(exception);
        wakeups.Add(waiter);
    }
}
