using System.Diagnostics;
using TcpBackends.Core.Waiting;

namespace TcpBackends.Core.Io.Linux;

/// <summary>
/// Lets the thread that leads a loop go on with what a caller does after its wait. Code that is not ours may take long there, or wait
/// for something that only the loop brings. So the time is measured, and after some slow ones the thread pool has its turn for a while;
/// and <see cref="LoopWatch"/> gives the lead to another thread if one does not come back.
/// </summary>
internal sealed class LoopTurns(ParameterizedThreadStart lead)
{
    /// <summary>The name of each thread that leads.</summary>
    public const string ThreadName = "TcpBackends epoll";

    // A thread that has lost its processor looks slow, too, but not several times in a row.
    private const int SlowRuns = 4;
    private const int EventsAfterSlow = 64;

    private const int IntervalsAway = 4;
    private const int EventsAfterReplacement = 1024;

    private static readonly long Slow = Stopwatch.Frequency / 10_000;

    // So long what is left to the end of a round waits, even if much else is to be done in it.
    private static readonly long LongestRound = Stopwatch.Frequency / 4_000;

    // Twice the number of the lead, and 1 while code that is not ours runs.
    private long _state;
    private int _runs;
    private int _runsSeen;
    private int _eventsForPool;
    private int _slowRuns;
    private int _away;

    // When the turn began that first left something to the end of the round; 0: none has.
    private long _roundBegan;
    private InlineTurn _turn = new();

    public void Start() => StartThread(lead, Volatile.Read(ref _state));

    /// <summary>Whether the next event may end with <see cref="TryRun"/>.</summary>
    public bool AllowInline() => _eventsForPool == 0 || --_eventsForPool == 0;

    /// <summary>Completes a wait, and goes on with what the caller does then.</summary>
    /// <param name="waiter">The wait.</param>
    /// <param name="held">The lead that this thread has.</param>
    /// <returns>False: it has lost the lead.</returns>
    public bool TryRun(Waiter waiter, long held)
    {
        // While nothing runs nobody can replace this thread, so this is its own turn. Read later, it might be that of the thread that has the
        // lead now, and what is left to that waits for the next event there, or for ever.
        InlineTurn turn = _turn;
        long start = Stopwatch.GetTimestamp();
        Enter(held);
        turn.Begin();
        waiter.Complete(inline: true);
        turn.End();
        long end = Stopwatch.GetTimestamp();
        if (!TryLeave(held))
        {
            return false;
        }

        if (end - start < Slow)
        {
            _slowRuns = 0;
        }
        else if (++_slowRuns >= SlowRuns)
        {
            _slowRuns--;
            _eventsForPool = EventsAfterSlow;
        }

        _roundBegan = !turn.HasWorkOfRound ? 0 : _roundBegan == 0 ? start : _roundBegan;
        return TryEndLongRound(held);
    }

    /// <summary>There is nothing more to do at once.</summary>
    /// <returns>False: this thread has lost the lead.</returns>
    public bool TryEndRound(long held)
    {
        _roundBegan = 0;
        InlineTurn turn = _turn;
        if (!turn.HasWorkOfRound)
        {
            return true;
        }

        // It is much if somebody had much to say to many.
        Enter(held);
        turn.EndRound();
        return TryLeave(held);
    }

    /// <summary>There is more to do, but what was left to the end of the round may have waited long enough.</summary>
    /// <returns>False: this thread has lost the lead.</returns>
    public bool TryEndLongRound(long held) =>
        !_turn.HasWorkOfRound || Stopwatch.GetTimestamp() - _roundBegan <= LongestRound || TryEndRound(held);

    /// <summary>Called at intervals: replaces a thread that has been away for some.</summary>
    /// <returns>Whether something has run since the last call, or runs now.</returns>
    public bool Check()
    {
        long state = Volatile.Read(ref _state);
        int runs = Volatile.Read(ref _runs);
        bool isNew = runs != _runsSeen;
        bool isAway = (state & 1) != 0;
        _runsSeen = runs;
        _away = isAway && !isNew ? _away + 1 : 0;
        if (_away > 0)
        {
            Volatile.Read(ref _turn).LetGo();
        }

        if (_away == IntervalsAway && !TryStart(state))
        {
            // There is no thread to be had. It may come back, or there may be one next time.
            _away--;
        }

        return isNew || isAway;
    }

    /// <summary>From now on this thread may be away.</summary>
    private void Enter(long held)
    {
        Volatile.Write(ref _runs, _runs + 1);
        Interlocked.Exchange(ref _state, held | 1);
        LoopWatch.Wake();
    }

    /// <summary>It is back. False: another thread leads.</summary>
    private bool TryLeave(long held) => Interlocked.CompareExchange(ref _state, held, held | 1) == (held | 1);

    // It serves the process until it ends, as the runtime's own socket threads do.
    private static void StartThread(ParameterizedThreadStart run, long state) =>
        new Thread(run) { IsBackground = true, Name = ThreadName }.UnsafeStart(state);

    private bool TryStart(long state)
    {
        try
        {
            StartThread(Replace, state);
            return true;
        }
        catch (OutOfMemoryException)
        {
            return false;
        }
    }

    /// <summary>Takes the lead from a thread that is still away, and leads.</summary>
    private void Replace(object? away)
    {
        var state = (long)away!;
        if (Interlocked.CompareExchange(ref _state, state + 1, state) == state)
        {
            _turn.Close();
            _roundBegan = 0;
            Volatile.Write(ref _turn, new InlineTurn());
            _eventsForPool = EventsAfterReplacement;
            lead(state + 1);
        }
    }
}
