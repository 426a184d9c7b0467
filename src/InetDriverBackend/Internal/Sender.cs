using System.Buffers;
using TcpBackends.Core.Buffers;
using TcpBackends.Core.Io;
using TcpBackends.Core.Options;
using TcpBackends.Core.Send;
using TcpBackends.Core.Waiting;

namespace TcpBackends.InetDriver.Internal;

/// <summary>
/// The driver's output. With nothing queued a send goes to the kernel at once and what that does not take is queued, whatever its
/// size. With something queued the data is appended, and the call that brings the queue to the high watermark waits until it has fallen to the
/// low one; meanwhile other calls wait before their data is queued. All under the connection's state lock.
/// </summary>
internal sealed class Sender(
    IIoStream io, Lock stateLock, Lifetime lifetime, OptionStore options, ISettlement settlement, TimeProvider clock)
    : IWaiterOwner, IThreadPoolWorkItem
{
    private ByteQueue? _queue;

    // The port is busy: a call brought the queue to the mark. It may have given up waiting since.
    private bool _busy;
    private SendWaiter? _blocked;
    private WaiterQueue<SendWaiter> _suspended;
    private SendWaiter? _spare;
    private TcpShutdown? _deferredShutdown;
    private bool _flushIsScheduled;
    private long _bytes;
    private long _packets;

    public long Bytes => Interlocked.Read(ref _bytes);

    public long Packets => Interlocked.Read(ref _packets);

    public long QueuedBytes => Volatile.Read(ref _queue)?.Length ?? 0;

    /// <summary>When the kernel last took queued bytes, as a timestamp of the clock.</summary>
    public long LastProgress { get; private set; }

    public bool IsDrainedUnsynchronized => QueuedBytes == 0 && !_busy && _suspended.IsEmpty;

    public ValueTask<TcpSendResult> SendAsync(ReadOnlySequence<byte> data, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromException<TcpSendResult>(
                new TcpSendCanceledException(0, ReadOnlyMemory<byte>.Empty, cancellationToken));
        }

        var message = new WireMessage(options.Settings.Packet, data);
        SendWaiter? waiter = null;
        TcpSendResult result = default;
        var aftermath = default(Aftermath);
        lock (stateLock)
        {
            if (_busy && lifetime.HasDescriptor)
            {
                waiter = CreateWaiterUnsynchronized(message, cancellationToken);
                _suspended.Enqueue(waiter);
                StartNextClockUnsynchronized(waiter);
            }
            else if (!TrySubmitUnsynchronized(ref message, ref aftermath, out result))
            {
                waiter = CreateWaiterUnsynchronized(message, cancellationToken);
                BlockUnsynchronized(waiter);
            }
        }

        settlement.Settle(ref aftermath);
        waiter?.ListenForCancellation();
        return waiter?.Task ?? new ValueTask<TcpSendResult>(result);
    }

    public void OnWritable()
    {
        var aftermath = default(Aftermath);
        lock (stateLock)
        {
            FlushUnsynchronized(ref aftermath);
        }

        settlement.Settle(ref aftermath);
    }

    /// <summary>Writes what delayed sends have gathered.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        var aftermath = default(Aftermath);
        lock (stateLock)
        {
            _flushIsScheduled = false;
            FlushUnsynchronized(ref aftermath);
        }

        settlement.Settle(ref aftermath);
    }

    /// <summary>Shuts down now, or when the queue is empty.</summary>
    public TcpError ShutdownUnsynchronized(TcpShutdown how)
    {
        if (how == TcpShutdown.Read || QueuedBytes == 0)
        {
            return io.Shutdown(how);
        }

        _deferredShutdown = _deferredShutdown is null || how == TcpShutdown.ReadWrite ? how : _deferredShutdown;
        return TcpError.None;
    }

    /// <summary>The peer's stream has ended: who waits at the mark is told, and then the queue is dropped.</summary>
    /// <returns>Whether somebody was told.</returns>
    public bool EndInputUnsynchronized(bool dropQueue, ref Wakeups wakeups)
    {
        bool told = _blocked is not null;
        if (told || dropQueue)
        {
            DropQueueUnsynchronized(TcpError.Closed, ref wakeups);
        }

        return told;
    }

    /// <summary>Answers those who were waiting before their data was queued, by the state that the connection is in now.</summary>
    public void ResumeUnsynchronized(ref Aftermath aftermath)
    {
        while (!_busy && !_suspended.IsEmpty)
        {
            SendWaiter waiter = _suspended.Dequeue();
            if (TrySubmitUnsynchronized(ref waiter.Message, ref aftermath, out TcpSendResult result))
            {
                FinishUnsynchronized(waiter, result, ref aftermath.Wakeups);
            }
            else
            {
                BlockUnsynchronized(waiter);
            }
        }
    }

    /// <summary>Completes every call that waits; the queue stays if it is still to be sent.</summary>
    public void ReleaseUnsynchronized(bool dropQueue, ref Wakeups wakeups)
    {
        if (dropQueue)
        {
            DropQueueUnsynchronized(TcpError.Closed, ref wakeups);
        }
        else
        {
            UnblockUnsynchronized(TcpError.Closed, ref wakeups);
        }

        while (!_suspended.IsEmpty)
        {
            FinishUnsynchronized(_suspended.Dequeue(), TcpError.Closed, ref wakeups);
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
            CountUnsynchronized(waiter.Message);
            AppendUnsynchronized(waiter.Message);
            FinishUnsynchronized(waiter, TcpError.Timeout, ref aftermath.Wakeups);
        }

        if (options.Settings.SendTimeoutClose)
        {
            CloseOnTimeoutUnsynchronized(ref aftermath);
        }

        ResumeUnsynchronized(ref aftermath);
        StartNextClockUnsynchronized(_suspended.First);
    }

    private void CountUnsynchronized(in WireMessage message)
    {
        _packets++;
        _bytes += message.Length;
    }

    /// <summary>Gives a packet to the kernel or to the queue. False: it is queued, and its call has to wait.</summary>
    private bool TrySubmitUnsynchronized(ref WireMessage message, ref Aftermath aftermath, out TcpSendResult result)
    {
        result = lifetime.RefuseSendUnsynchronized();
        if (!result.IsOk)
        {
            return true;
        }

        CountUnsynchronized(message);
        if (_deferredShutdown is not null)
        {
            // As in OTP, sending after a shutdown that is still to come ends the connection and loses what is queued.
            BreakUnsynchronized(oweSend: false, oweReset: false, ref aftermath);
            result = TcpError.Closed;
            return true;
        }

        return QueuedBytes == 0
            ? SubmitToKernelUnsynchronized(ref message, ref aftermath, out result)
            : TryAppendUnsynchronized(ref message, ref aftermath, out result);
    }

    private bool SubmitToKernelUnsynchronized(
        ref WireMessage message, ref Aftermath aftermath, out TcpSendResult result)
    {
        result = TcpSendResult.Ok;
        if (message.Length == 0)
        {
            return true;
        }

        bool delay = options.Settings.DelaySend;
        TcpError error = delay ? TcpError.EAgain : message.SendTo(io);
        if (error == TcpError.EAgain)
        {
            AppendUnsynchronized(message);
            if (delay)
            {
                ScheduleFlushUnsynchronized();
            }
        }
        else if (error != TcpError.None)
        {
            bool showReset = BreakUnsynchronized(error, oweSend: false, ref aftermath);
            result = showReset ? TcpError.EConnReset : TcpError.Closed;
        }

        return true;
    }

    private bool TryAppendUnsynchronized(ref WireMessage message, ref Aftermath aftermath, out TcpSendResult result)
    {
        result = TcpSendResult.Ok;
        AppendUnsynchronized(message);
        if (QueuedBytes < options.Settings.HighWatermark)
        {
            return true;
        }

        if (options.Settings.SendTimeout != TimeSpan.Zero)
        {
            return false;
        }

        result = TcpError.Timeout;
        if (options.Settings.SendTimeoutClose)
        {
            CloseOnTimeoutUnsynchronized(ref aftermath);
        }

        return true;
    }

    private void AppendUnsynchronized(in WireMessage message)
    {
        _queue ??= new ByteQueue();
        _queue.Append(message.Header);
        _queue.Append(message.Body);
    }

    private void BlockUnsynchronized(SendWaiter waiter)
    {
        _busy = true;
        _blocked = waiter;
        waiter.StartDeadline(options.Settings.SendTimeout);
    }

    private void ScheduleFlushUnsynchronized()
    {
        if (!_flushIsScheduled)
        {
            _flushIsScheduled = true;
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    private void FlushUnsynchronized(ref Aftermath aftermath)
    {
        while (QueuedBytes > 0)
        {
            IoResult sent = io.TrySend([], _queue!.Bytes);
            if (sent.WouldBlock)
            {
                if (io.WaitWritable())
                {
                    break;
                }
            }
            else if (sent.Error != TcpError.None)
            {
                BreakUnsynchronized(sent.Error, oweSend: true, ref aftermath);
                ResumeUnsynchronized(ref aftermath);
                return;
            }
            else
            {
                _queue.Consume(sent.Bytes);
                LastProgress = clock.GetTimestamp();
                if (QueuedBytes <= options.Settings.LowWatermark)
                {
                    UnblockUnsynchronized(TcpError.None, ref aftermath.Wakeups);
                    ResumeUnsynchronized(ref aftermath);
                }
            }
        }

        if (QueuedBytes == 0)
        {
            aftermath.Drained = true;
            FinishShutdownUnsynchronized(ref aftermath);
        }
    }

    private void FinishShutdownUnsynchronized(ref Aftermath aftermath)
    {
        if (_deferredShutdown is not { } how)
        {
            return;
        }

        _deferredShutdown = null;
        TcpError error = io.Shutdown(how);
        if (error == TcpError.None)
        {
            aftermath.InputChanged = how == TcpShutdown.ReadWrite;
        }
        else
        {
            BreakUnsynchronized(error, oweSend: true, ref aftermath);
        }
    }

    private bool BreakUnsynchronized(TcpError error, bool oweSend, ref Aftermath aftermath)
    {
        bool showReset = options.Settings.ShowEconnreset && (error is TcpError.EConnReset or TcpError.EPipe);
        BreakUnsynchronized(oweSend, showReset, ref aftermath);
        return showReset;
    }

    /// <summary>The connection is broken: input and output are dropped, and whoever waits at the mark is told.</summary>
    private void BreakUnsynchronized(bool oweSend, bool oweReset, ref Aftermath aftermath)
    {
        lifetime.BreakUnsynchronized(oweSend && _blocked is null, oweReset);
        _deferredShutdown = null;
        DropQueueUnsynchronized(oweReset ? TcpError.EConnReset : TcpError.Closed, ref aftermath.Wakeups);
        aftermath.EndsDescriptor = true;
    }

    private void CloseOnTimeoutUnsynchronized(ref Aftermath aftermath)
    {
        lifetime.TimeOutUnsynchronized();
        DropQueueUnsynchronized(TcpError.Closed, ref aftermath.Wakeups);
        aftermath.EndsDescriptor = true;
    }

    private void DropQueueUnsynchronized(TcpError error, ref Wakeups wakeups)
    {
        _queue?.Clear();
        UnblockUnsynchronized(error, ref wakeups);
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
}
