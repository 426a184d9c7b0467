namespace TcpBackends.Core.Waiting;

/// <summary>Waiters, first in, first out. Guarded by their owner's lock.</summary>
internal struct WaiterQueue<TWaiter>
    where TWaiter : Waiter
{
    private TWaiter? _first;
    private TWaiter? _last;

    public readonly TWaiter? First => _first;

    public readonly bool IsEmpty => _first is null;

    public void Enqueue(TWaiter waiter)
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

    public TWaiter Dequeue()
    {
        TWaiter waiter = _first!;
        _first = (TWaiter?)waiter.Next;
        _last = _first is null ? null : _last;
        waiter.Next = null;
        return waiter;
    }

    public void Remove(TWaiter waiter)
    {
        Waiter? previous = null;
        for (Waiter? current = _first; current != waiter; current = current!.Next)
        {
            previous = current;
        }

        if (previous is null)
        {
            Dequeue();
            return;
        }

        previous.Next = waiter.Next;
        _last = waiter.Next is null ? (TWaiter)previous : _last;
        waiter.Next = null;
    }
}
