using System.Buffers;
using TcpBackends.Core.Buffers;
using TcpBackends.Core.Io;
using TcpBackends.Core.Waiting;

namespace TcpBackends.InetDriver.Internal;

/// <summary>The background: what happens to the queue.</summary>
internal sealed partial class Sender
{
    private const int MostTurns = 16;

    public void OnWritable()
    {
        Flush();
        var aftermath = default(Aftermath);
        lock (stateLock)
        {
            FinishShutdownUnsynchronized(ref aftermath);
        }

        settlement.Settle(ref aftermath);
    }

    /// <summary>Shuts down now, or when the queue is empty.</summary>
    public TcpError ShutdownUnsynchronized(TcpShutdown how)
    {
        if (how == TcpShutdown.Read || QueuedBytes == 0)
        {
            TcpError error = io.Shutdown(how);
            _brokenPipeIsOurs |= error != TcpError.None && how != TcpShutdown.Read;
            return error;
        }

        // As in OTP, of several that are postponed the one of writing alone is done.
        _wasShutdownDeferred = true;
        _deferredShutdown = _deferredShutdown is null || how == TcpShutdown.Write ? how : _deferredShutdown;
        return TcpError.None;
    }

    /// <summary>The peer's stream has ended: who waits at the mark is told, and then the queue is dropped.</summary>
    /// <returns>Whether somebody was told.</returns>
    public bool EndInputUnsynchronized(bool dropQueue, ref Wakeups wakeups)
    {
        bool told = _blocked is not null;
        _deferredShutdown = dropQueue ? null : _deferredShutdown;
        if (told || dropQueue)
        {
            DropQueueUnsynchronized(TcpError.Closed, ref wakeups);
        }

        return told;
    }

    /// <summary>
    /// Writes the queue to the kernel, unless another thread does already. Not under the lock while the kernel works, so that
    /// others can go on queueing.
    /// </summary>
    /// <returns>Whether it has written anything, or tried to.</returns>
    private bool Flush()
    {
        int turns = MostTurns;
        bool hasBegun = false;
        while (TryBeginFlush(out ReadOnlySequence<byte> bytes))
        {
            hasBegun = true;
            if (!TryFlush(bytes, ref turns))
            {
                break;
            }
        }

        return hasBegun;
    }

    private bool TryBeginFlush(out ReadOnlySequence<byte> bytes)
    {
        lock (stateLock)
        {
            if (_flushed is not null || QueuedBytes == 0)
            {
                bytes = default;
                return false;
            }

            _flushed = _queue!;
            bytes = _flushed.Bytes;
            return true;
        }
    }

    /// <summary>Writes once.</summary>
    /// <returns>Whether to go on, if anything is queued.</returns>
    private bool TryFlush(in ReadOnlySequence<byte> bytes, ref int turns)
    {
        IoResult sent;
        try
        {
            sent = io.TrySend([], bytes);
        }
        catch
        {
            // There was no memory for it. Nothing was sent, and another one may try.
            lock (stateLock)
            {
                _flushed = null;
            }

            throw;
        }

        bool goesOn;
        var aftermath = default(Aftermath);
        lock (stateLock)
        {
            goesOn = EndFlushUnsynchronized(sent, ref aftermath);
            bool isTurnOver = --turns == 0 || (options.Settings.DelaySend && sent.Bytes == bytes.Length);
            if (goesOn && isTurnOver && QueuedBytes > 0)
            {
                // Others have their turn, and it may have been queued by a sender who is at it.
                ScheduleFlushUnsynchronized();
                goesOn = false;
            }
        }

        settlement.Settle(ref aftermath);
        return goesOn;
    }

    /// <summary>The kernel has answered.</summary>
    /// <returns>Whether to go on, if anything is queued.</returns>
    private bool EndFlushUnsynchronized(IoResult sent, ref Aftermath aftermath)
    {
        ByteQueue flushed = _flushed!;
        _flushed = null;
        _kernelIsFull = sent.WouldBlock;
        if (flushed != _queue)
        {
            // It was dropped meanwhile.
            flushed.Clear();
            ShutDownOnceWritableUnsynchronized(ref aftermath);
            return true;
        }

        if (sent.WouldBlock)
        {
            return !io.WaitWritable();
        }

        if (sent.Error != TcpError.None)
        {
            aftermath.FlushError = sent.Error;
            aftermath.LostBytes = QueuedBytes;
            BreakUnsynchronized(sent.Error, oweSend: true, ref aftermath);
            return false;
        }

        flushed.Consume(sent.Bytes);
        LastProgress = clock.GetTimestamp();
        if (QueuedBytes <= options.Settings.LowWatermark)
        {
            UnblockUnsynchronized(TcpError.None, ref aftermath.Wakeups);
            ResumeUnsynchronized(ref aftermath);
        }

        if (QueuedBytes == 0)
        {
            aftermath.Drained = true;
            FinishShutdownUnsynchronized(ref aftermath);
        }

        return true;
    }

    /// <summary>The queue was dropped: a shutdown that was postponed is done as soon as the kernel has room, as in OTP.</summary>
    public void ShutDownOnceWritableUnsynchronized(ref Aftermath aftermath)
    {
        if (_deferredShutdown is null || QueuedBytes > 0 || _flushed is not null)
        {
            // Whoever writes what was dropped comes back here.
            return;
        }

        // Only after an attempt that found no room does the kernel tell of it.
        if (!_kernelIsFull || !io.WaitWritable())
        {
            FinishShutdownUnsynchronized(ref aftermath);
        }
    }

    private void FinishShutdownUnsynchronized(ref Aftermath aftermath)
    {
        if (QueuedBytes > 0 || _deferredShutdown is not { } how)
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
            // Never a reset: the kernel tells of one by ENOTCONN here.
            BreakUnsynchronized(oweSend: true, oweReset: false, ref aftermath);
        }
    }

    private bool BreakUnsynchronized(TcpError error, bool oweSend, ref Aftermath aftermath)
    {
        bool isReset = error == TcpError.EConnReset || (error == TcpError.EPipe && !_brokenPipeIsOurs);
        bool showReset = options.Settings.ShowEconnreset && isReset;
        BreakUnsynchronized(oweSend, showReset, ref aftermath);
        return showReset;
    }

    /// <summary>
    /// The connection is broken: input and output are dropped, and whoever waits at the mark is told. The others are once the owner was told.
    /// </summary>
    private void BreakUnsynchronized(bool oweSend, bool oweReset, ref Aftermath aftermath)
    {
        bool owesSend = oweSend && _blocked is null;

        // The queue first: who sees that the connection is broken must not see its bytes.
        _deferredShutdown = null;
        DropQueueUnsynchronized(oweReset ? TcpError.EConnReset : TcpError.Closed, ref aftermath.Wakeups);
        lifetime.BreakUnsynchronized(owesSend, oweReset);
        aftermath.EndsDescriptor = true;
        aftermath.IsBroken = true;
    }

    private void CloseOnTimeoutUnsynchronized(ref Aftermath aftermath)
    {
        lifetime.TimeOutUnsynchronized();
        _deferredShutdown = null;
        DropQueueUnsynchronized(TcpError.Closed, ref aftermath.Wakeups);
        aftermath.EndsDescriptor = true;
    }

    private void DropQueueUnsynchronized(TcpError error, ref Wakeups wakeups)
    {
        if (_queue is not null && _queue == _flushed)
        {
            // The kernel may be reading it. Who writes it gives its blocks back.
            Volatile.Write(ref _queue, null);
        }
        else
        {
            _queue?.Clear();
        }

        io.EndWaitWritable();
        UnblockUnsynchronized(error, ref wakeups);
    }
}
