namespace TcpBackends.Core.Waiting;

/// <summary>
/// A caller goes on inline on a thread that watches sockets, and what it sends meanwhile may go out together: when its turn is over, since it
/// often has much to say, as when many requests came together and each is answered; or when the round is, in which all have
/// their turn for whom something came at once. Whoever watches that thread sees to it that nothing is left for long while a caller is at it.
/// </summary>
internal sealed class InlineTurn
{
    [ThreadStatic]
    private static InlineTurn? _current;

    private readonly Lock _lock = new();
    private readonly List<ITurnWork> _work = [];
    private readonly List<ITurnWork> _workOfRound = [];
    private bool _isClosed;

    /// <summary>The turn of this thread; null: there is none.</summary>
    public static InlineTurn? Current => _current;

    /// <summary>Whether something is left to the end of the round; for the thread whose turns they are.</summary>
    public bool HasWorkOfRound => _workOfRound.Count > 0;

    /// <summary>Begins on this thread.</summary>
    public void Begin() => _current = this;

    /// <summary>Ends on this thread.</summary>
    public void End()
    {
        _current = null;
        DoAll(_work);
    }

    /// <summary>The turns are over that belong together.</summary>
    public void EndRound() => DoAll(_workOfRound);

    /// <summary>Leaves something to the end of the turn. False: another thread has gone on in place of this one.</summary>
    public bool TryAdd(ITurnWork work) => TryAdd(_work, work);

    /// <summary>Leaves something to the end of the round. False: as with <see cref="TryAdd(ITurnWork)"/>.</summary>
    public bool TryAddToRound(ITurnWork work) => TryAdd(_workOfRound, work);

    /// <summary>The caller goes on, but what was left to the end waits no longer.</summary>
    public void LetGo()
    {
        lock (_lock)
        {
            _work.RemoveAll(static work => !work.OnTurnGoesOn());
            _workOfRound.RemoveAll(static work => !work.OnTurnGoesOn());
        }
    }

    /// <summary>Another thread goes on in place of this one, on which nothing is left to the end any more.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _isClosed = true;
        }

        DoAll(_work);
        DoAll(_workOfRound);
    }

    private bool TryAdd(List<ITurnWork> list, ITurnWork work)
    {
        lock (_lock)
        {
            if (!_isClosed)
            {
                list.Add(work);
            }

            return !_isClosed;
        }
    }

    private void DoAll(List<ITurnWork> list)
    {
        while (TryTake(list) is { } work)
        {
            work.OnTurnEnd(this);
        }
    }

    private ITurnWork? TryTake(List<ITurnWork> list)
    {
        // Only the thread of the turn adds, and none once it is closed, so that no lock is needed to see that there is nothing.
        if (list.Count == 0)
        {
            return null;
        }

        lock (_lock)
        {
            if (list.Count == 0)
            {
                return null;
            }

            ITurnWork last = list[^1];
            list.RemoveAt(list.Count - 1);
            return last;
        }
    }
}
