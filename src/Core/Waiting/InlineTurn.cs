namespace TcpBackends.Core.Waiting;

/// <summary>
/// A caller goes on inline on a thread that watches sockets, and what it sends meanwhile may go out together when it has come to an end:
/// it often has much to say, as when many requests came together and each is answered. Whoever watches that thread sees to
/// it that nothing is left for long while the caller is at it.
/// </summary>
internal sealed class InlineTurn
{
    [ThreadStatic]
    private static InlineTurn? _current;

    private readonly Lock _lock = new();
    private readonly List<ITurnWork> _work = [];
    private bool _isClosed;

    /// <summary>The turn of this thread; null: there is none.</summary>
    public static InlineTurn? Current => _current;

    /// <summary>Begins on this thread.</summary>
    public void Begin() => _current = this;

    /// <summary>Ends on this thread.</summary>
    public void End()
    {
        _current = null;
        DoAll();
    }

    /// <summary>Leaves something to the end. False: another thread has gone on in place of this one.</summary>
    public bool TryAdd(ITurnWork work)
    {
        lock (_lock)
        {
            if (!_isClosed)
            {
                _work.Add(work);
            }

            return !_isClosed;
        }
    }

    /// <summary>The caller goes on, but what was left to the end waits no longer.</summary>
    public void LetGo()
    {
        lock (_lock)
        {
            _work.RemoveAll(static work => !work.OnTurnGoesOn());
        }
    }

    /// <summary>Another thread goes on in place of this one, on which nothing is left to the end any more.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _isClosed = true;
        }

        DoAll();
    }

    private void DoAll()
    {
        while (TryTake() is { } work)
        {
            work.OnTurnEnd(this);
        }
    }

    private ITurnWork? TryTake()
    {
        // Only the thread of the turn adds, and none once it is closed, so that no lock is needed to see that there is nothing.
        if (_work.Count == 0)
        {
            return null;
        }

        lock (_lock)
        {
            if (_work.Count == 0)
            {
                return null;
            }

            ITurnWork last = _work[^1];
            _work.RemoveAt(_work.Count - 1);
            return last;
        }
    }
}
