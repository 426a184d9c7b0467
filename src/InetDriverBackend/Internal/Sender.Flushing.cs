using TcpBackends.Core.Io;
using TcpBackends.Core.Waiting;

namespace TcpBackends.InetDriver.Internal;

/// <summary>The background: what happens to the queue.</summary>
internal sealed partial class Sender
{
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
            TcpError error = io.Shutdown(how);
            _brokenPipeIsOurs |= error != TcpError.None && how != TcpShutdown.Read;
            return error;
        }

        // As in OTP, of several that are postponed the one of writing alone is done.
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
                aftermath.FlushError = sent.Error;
                aftermath.LostBytes = QueuedBytes;
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
            _brokenPipeIsOurs = true;
            aftermath.InputChanged = how == TcpShutdown.ReadWrite;
        }
        else
        {
            BreakUnsynchronized(error, oweSend: true, ref aftermath);
        }
    }

    private bool BreakUnsynchronized(TcpError error, bool oweSend, ref Aftermath aftermath)
    {
        bool isReset = error == TcpError.EConnReset || (error == TcpError.EPipe && !_brokenPipeIsOurs);
        bool showReset = options.Settings.ShowEconnreset && isReset;
        BreakUnsynchronized(oweSend, showReset, ref aftermath);
        return showReset;
    }

    /// <summary>The connection is broken: input and output are dropped, and whoever waits at the mark is told.</summary>
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
        _queue?.Clear();
        io.EndWaitWritable();
        UnblockUnsynchronized(error, ref wakeups);
    }
}
