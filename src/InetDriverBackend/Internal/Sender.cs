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
internal sealed partial class Sender(
    IIoStream io, Lock stateLock, Lifetime lifetime, OptionStore options, ISettlement settlement, TimeProvider clock)
    : IWaiterOwner, IThreadPoolWorkItem, ITurnWork
{
    private ByteQueue? _queue;

    // The queue of which the kernel is being given something; null: of none.
    private ByteQueue? _flushed;

    // Whether it had no room the last time.
    private bool _kernelIsFull;

    // The port is busy: a call brought the queue to the mark. It may have given up waiting since.
    private bool _busy;
    private SendWaiter? _blocked;
    private WaiterQueue<SendWaiter> _suspended;
    private SendWaiter? _spare;
    private TcpShutdown? _deferredShutdown;

    // As in OTP, a shutdown that was postponed is so for ever, also once it was done.
    private bool _wasShutdownDeferred;

    // Whether EPIPE says nothing of the peer. As in OTP: after a shutdown that failed, and not after any other.
    private bool _brokenPipeIsOurs;
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

        WireMessage.Frame(options.Settings.Packet, data, out WireMessage message);
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

        // What went well leaves nothing to be settled.
        if (waiter is not null || !result.IsOk)
        {
            settlement.Settle(ref aftermath);

            // What was delayed is due now, and the caller would only wait for another thread to send it.
            FlushDelayed();
        }

        waiter?.ListenForCancellation();
        return waiter?.Task ?? new ValueTask<TcpSendResult>(result);
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

        if (_wasShutdownDeferred)
        {
            // As in OTP, sending after a shutdown that was postponed ends the connection and loses what is queued.
            BreakUnsynchronized(oweSend: false, oweReset: false, ref aftermath);
            result = TcpError.Closed;
            return true;
        }

        CountUnsynchronized(message);
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

        // After a queue that was dropped while it was written.
        bool delay = options.Settings.DelaySend || _flushed is not null;
        TcpError error = delay ? TcpError.None : message.SendOnce(io);
        _kernelIsFull = error == TcpError.EAgain;
        if (error == TcpError.EAgain || (error == TcpError.None && message.Remaining > 0))
        {
            AppendUnsynchronized(message);
            if (error == TcpError.None)
            {
                // One write is the caller's, the rest is the background's: what that meets is not this call's answer.
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
        long before = _queue.Length;
        try
        {
            _queue.Append(message.Header);
            _queue.Append(message.Body);
        }
        catch
        {
            // The caller's memory may be gone. Half a packet must not stay: the peer would take the next one for the rest.
            _queue.Truncate(before);
            throw;
        }
    }
}
