using TcpBackends.Core.Waiting;

namespace TcpBackends.InetDriver.Internal;

/// <summary>
/// When what was queued without trying is written. In inline turns at the end of their round, what all of them sent in a row, so that a peer
/// that is woken by the first finds the others; elsewhere once its sender pauses, and before a receive waits, which mostly is for
/// the answer. In both at the mark, at a shutdown and a close. While a sender is at it, it writes itself at the mark: another thread that
/// wrote each few bytes at once would slow it down, since the two take the lock and the memory from each other.
/// </summary>
internal sealed partial class Sender
{
    private const int MostLooks = 4;
    private const int SpinsBetweenLooks = 50;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    private ITimer? _pauseTimer;
    private bool _flushIsScheduled;

    // In whose round it is written; null: in none.
    private InlineTurn? _turn;
    private bool _senderFlushes;

    /// <summary>Writes now what was delayed; for a caller that has nothing more to send.</summary>
    public void FlushDelayed()
    {
        if (Volatile.Read(ref _flushIsScheduled) && QueuedBytes > 0)
        {
            // Unless another thread is at it, since what that has not got may be the last that comes for a while.
            bool hasFlushed = Flush();
            Volatile.Write(ref _senderFlushes, hasFlushed && InlineTurn.Current is null);
        }
    }

    /// <summary>Writes now what was delayed, unless that is done anyway when the round ends in which the caller has its turn.</summary>
    public void FlushBeforeWait()
    {
        if (InlineTurn.Current is not { } turn || turn != Volatile.Read(ref _turn))
        {
            FlushDelayed();
        }
    }

    void IThreadPoolWorkItem.Execute() => FlushUnless(IsGrowing());

    void ITurnWork.OnTurnEnd(InlineTurn turn)
    {
        lock (stateLock)
        {
            _flushIsScheduled = _senderFlushes = false;
            _turn = null;
        }

        Flush();
    }

    bool ITurnWork.OnTurnGoesOn()
    {
        Volatile.Write(ref _turn, null);
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        return false;
    }

    private void ScheduleFlushUnsynchronized()
    {
        if (_flushIsScheduled)
        {
            return;
        }

        _flushIsScheduled = true;
        _turn = options.Settings.DelaySend ? InlineTurn.Current : null;
        if (_turn is null || !_turn.TryAddToRound(this))
        {
            _turn = null;
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    /// <summary>Whether a sender is at it, within some microseconds.</summary>
    private bool IsGrowing()
    {
        if (!options.Settings.DelaySend)
        {
            return false;
        }

        long before = Bytes;
        for (int looks = 0; looks < MostLooks; looks++)
        {
            Thread.SpinWait(SpinsBetweenLooks);
            long now = Bytes;
            if (now == before)
            {
                return false;
            }

            before = now;
        }

        return true;
    }

    /// <summary>Writes what is queued, unless its sender is at it and may do so itself; then looks again after a pause.</summary>
    private void FlushUnless(bool isGrowing)
    {
        lock (stateLock)
        {
            _flushIsScheduled = (isGrowing || _senderFlushes) && lifetime.HasDescriptor;
            _senderFlushes = false;
            if (_flushIsScheduled)
            {
                SetPauseUnsynchronized();
                return;
            }
        }

        Flush();
    }

    private void SetPauseUnsynchronized()
    {
        // Time that really passes, whatever clock the timeouts have.
        Timers.Set(
            ref _pauseTimer,
            TimeProvider.System,
            static state => ((Sender)state!).FlushUnless(isGrowing: false),
            this,
            Pause);
    }
}
