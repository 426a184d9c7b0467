using System.Buffers;
using TcpBackends.Core.Io;
using TcpBackends.Core.Options;
using TcpBackends.Core.Send;
using TcpBackends.Core.Waiting;

namespace TcpBackends.DirectSocket.Internal;

/// <summary>
/// Direct output: a send goes to the kernel from where its data lies, and waits until the kernel has taken all of it. Others wait behind it.
/// All under the connection's state lock.
/// </summary>
internal sealed class Sender(
    IIoStream io, Lock stateLock, Lifetime lifetime, OptionStore options, ISettlement settlement, TimeProvider clock)
    : IWaiterOwner
{
    private WaiterQueue<SendWaiter> _waiters;
    private SendWaiter? _spare;
    private long _bytes;
    private long _packets;

    public long Bytes => Interlocked.Read(ref _bytes);

    public long Packets => Interlocked.Read(ref _packets);

    public ValueTask<TcpSendResult> SendAsync(ReadOnlySequence<byte> data, CancellationToken cancellationToken)
    {
        SocketSettings settings = options.Settings;
        var message = new WireMessage(settings.Packet, data);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromException<TcpSendResult>(
                new TcpSendCanceledException(0, message.CopyRemaining(), cancellationToken));
        }

        SendWaiter? waiter = null;
        TcpSendResult result;
        var aftermath = default(Aftermath);
        lock (stateLock)
        {
            if (!TrySendUnsynchronized(ref message, isFirst: _waiters.IsEmpty, out result))
            {
                if (settings.SendTimeout == TimeSpan.Zero)
                {
                    result = TimeOutUnsynchronized(message, ref aftermath);
                }
                else
                {
                    waiter = Interlocked.Exchange(ref _spare, null) ?? new SendWaiter(this, clock);
                    waiter.Begin(message, cancellationToken);
                    _waiters.Enqueue(waiter);
                    waiter.StartDeadline(settings.SendTimeout);
                }
            }
        }

        settlement.Settle(ref aftermath);
        waiter?.ListenForCancellation();
        return waiter?.Task ?? new ValueTask<TcpSendResult>(result);
    }

    public void OnWritable()
    {
        var wakeups = default(Wakeups);
        lock (stateLock)
        {
            ContinueUnsynchronized(ref wakeups);
        }

        wakeups.Run();
    }

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

    /// <summary>Checks the call against the state and, if it is its turn, sends. False: it has to wait.</summary>
    private bool TrySendUnsynchronized(ref WireMessage message, bool isFirst, out TcpSendResult result)
    {
        result = lifetime.RefuseSend();
        if (!result.IsOk)
        {
            return true;
        }

        _packets++;
        _bytes += message.Length;
        return isFirst && TryContinueUnsynchronized(ref message, out result);
    }

    private bool TryContinueUnsynchronized(ref WireMessage message, out TcpSendResult result)
    {
        TcpError error = message.SendTo(io);
        result = error is TcpError.EConnReset or TcpError.EPipe ? BreakUnsynchronized() : error;
        return error != TcpError.EAgain;
    }

    private void ContinueUnsynchronized(ref Wakeups wakeups)
    {
        while (_waiters.First is { } waiter && TryContinueUnsynchronized(ref waiter.Message, out TcpSendResult result))
        {
            FinishUnsynchronized(_waiters.Dequeue(), result, ref wakeups);
        }
    }

    /// <summary>The connection is broken: the sender is told, and nothing else changes.</summary>
    private TcpError BreakUnsynchronized()
    {
        lifetime.FailSendUnsynchronized();
        return options.Settings.ShowEconnreset ? TcpError.EConnReset : TcpError.Closed;
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
