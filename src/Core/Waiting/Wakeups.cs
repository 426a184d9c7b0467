namespace TcpBackends.Core.Waiting;

/// <summary>Waiters whose result is decided, to be woken, in order, when all locks are left.</summary>
internal struct Wakeups
{
    private Waiter? _first;
    private Waiter? _last;

    public void Add(Waiter waiter)
    {
        waiter.Next = null;
        if (_last is null)
        {
            _first = waiter;
        }
        else
        {
            _last.Next = waiter;
        }

        _last = waiter;
    }

    /// <summary>Adds those of another list, which must not be used any more.</summary>
    public void Append(Wakeups others)
    {
        if (others._first is null)
        {
            return;
        }

        if (_last is null)
        {
            _first = others._first;
        }
        else
        {
            _last.Next = others._first;
        }

        _last = others._last;
    }

    public void Run()
    {
        for (Waiter? waiter = _first; waiter is not null;)
        {
            // Once woken it may be in use again, so its link is read before.
            Waiter? next = waiter.Next;
            waiter.Next = null;
            waiter.Complete();
            waiter = next;
        }

        this = default;
    }
}
