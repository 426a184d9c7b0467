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
                TcpSendResult result = TimeOutUnsynchronized(send.Message, ref aftermath);
                FinishUnsynchronized(send, result, ref aftermath.Wakeups);
                ContinueUnsynchronized(ref aftermath.Wakeups);
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
                ref WireMessage message = ref send.Message;
                long accepted = message.Length - message.Remaining;
                _waiters.Remove(send);
                send.Cancel(accepted, message.CopyRemaining());
                wakeups.Add(send);
                ContinueUnsynchronized(ref wakeups);
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
        while (_waiters.First is { } waiter && TryContinueUnsynchronized(ref waiter.Message, out TcpSendResult result))
        {
            FinishUnsynchronized(_waiters.Dequeue(), result, ref wakeups);
        }
    }

    private TcpSendResult TimeOutUnsynchronized(in WireMessage message, ref Aftermath aftermath)
    {
        if (!options.Settings.SendTimeoutClose)
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
