using TcpBackends.Core.Send;
using TcpBackends.Core.Waiting;

namespace TcpBackends.DirectSocket.Internal;

/// <summary>The calls that wait: the first has begun or begins next.</summary>
internal sealed partial class Sender
{
    /// <summary>Completes every call that waits.</summary>
    public void ReleaseUnsynchronized(TcpError error, ref Wakeups wakeups)
    {
        while (!_waiters.IsEmpty)
        {
            FinishUnsynchronized(_waiters.Dequeue(), error, ref wakeups);
        }

        EndWaitUnsynchronized();
    }

    public void OnDeadline(Waiter waiter)
    {
        var aftermath = default(Aftermath);
        lock (stateLock)
        {
            if (waiter.HasExpired())
            {
                var send = (SendWaiter)waiter;
                _waiters.Remove(send);
                try
                {
                    send.Finish(TimeOutUnsynchronized(send.Message, send.ClosesOnTimeout, ref aftermath));
                }
                catch (Exception exception)
                {
                    // The rest lies in the caller's memory, which may be gone, or there is no room for a copy.
                    send.Fail(exception);
                }

                aftermath.Wakeups.Add(send);
                ContinueUnsynchronized(ref aftermath.Wakeups);
                EndWaitUnsynchronized();
            }
        }

        settlement.Settle(ref aftermath);
    }

    public void OnCanceled(Waiter waiter, CancellationToken token)
    {
        var wakeups = default(Wakeups);
        lock (stateLock)
        {
            if (waiter.IsCanceledBy(token))
            {
                var send = (SendWaiter)waiter;
                long accepted = send.Message.Length - send.Message.Remaining;
                _waiters.Remove(send);
                CancelUnsynchronized(send, accepted);
                wakeups.Add(send);
                ContinueUnsynchronized(ref wakeups);
                EndWaitUnsynchronized();
            }
        }

        wakeups.Run();
    }

    public void OnEnded(Waiter waiter)
    {
        var send = (SendWaiter)waiter;
        send.ForgetMessage();
        Volatile.Write(ref _spare, send);
    }

    private void ContinueUnsynchronized(ref Wakeups wakeups)
    {
        while (_waiters.First is { } waiter)
        {
            try
            {
                if (!TryContinueUnsynchronized(ref waiter.Message, once: false, waiter.ShowsReset, out TcpSendResult result))
                {
                    return;
                }

                waiter.Finish(result);
            }
            catch (Exception exception)
            {
                // The caller's memory may be gone. That is its own affair, and not that of the thread that happens to be here.
                waiter.Fail(exception);
            }

            _waiters.Dequeue();
            wakeups.Add(waiter);
        }
    }

    private void EndWaitUnsynchronized()
    {
        if (_waiters.IsEmpty)
        {
            io.EndWaitWritable();
        }
    }

    private static void CancelUnsynchronized(SendWaiter send, long accepted)
    {
        try
        {
            send.Cancel(accepted, send.Message.CopyRemaining());
        }
        catch (Exception exception)
        {
            send.Fail(exception);
        }
    }

    private TcpSendResult TimeOutUnsynchronized(in WireMessage message, bool closes, ref Aftermath aftermath)
    {
        if (!closes)
        {
            return TcpSendResult.TimedOut(message.CopyRemaining());
        }

        lifetime.CloseUnsynchronized(TcpCloseReason.SendTimeout);
        ReleaseUnsynchronized(TcpError.Closed, ref aftermath.Wakeups);
        aftermath.EndsDescriptor = true;
        return TcpError.Timeout;
    }

    private static void FinishUnsynchronized(SendWaiter waiter, TcpSendResult result, ref Wakeups wakeups)
    {
        waiter.Finish(result);
        wakeups.Add(waiter);
    }
}
