using TcpBackends.Core.Io;
using TcpBackends.Core.Waiting;

namespace TcpBackends.Core.Listening;

/// <summary>
/// Hands connections to accepts, first in, first out. A connection is taken from the kernel only for an accept that waits, under the lock
/// under which an accept leaves, so none is lost to one that has given up.
/// </summary>
internal sealed class AcceptQueue(IIoNaming naming, IIoStream stream, Func<IIoSocket, ITcpSocket> open, TimeProvider clock)
    : IWaiterOwner
{
    private readonly Lock _lock = new();
    private WaiterQueue<AcceptWaiter> _waiters;
    private bool _closed;

    public ValueTask<TcpResult<ITcpSocket>> AcceptAsync(TimeSpan? timeout, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<TcpResult<ITcpSocket>>(cancellationToken);
        }

        AcceptWaiter waiter;
        lock (_lock)
        {
            if (_closed)
            {
                return new ValueTask<TcpResult<ITcpSocket>>(TcpError.Closed);
            }

            if (_waiters.IsEmpty && TryAcceptUnsynchronized(out TcpResult<ITcpSocket> result))
            {
                return new ValueTask<TcpResult<ITcpSocket>>(result);
            }

            if (timeout == TimeSpan.Zero)
            {
                return new ValueTask<TcpResult<ITcpSocket>>(TcpError.Timeout);
            }

            waiter = new AcceptWaiter(this, clock);
            waiter.Begin(cancellationToken);
            _waiters.Enqueue(waiter);
            waiter.StartDeadline(timeout);
        }

        waiter.ListenForCancellation();
        return waiter.Task;
    }

    public void OnReadable()
    {
        var wakeups = default(Wakeups);
        lock (_lock)
        {
            while (!_closed && !_waiters.IsEmpty && TryAcceptUnsynchronized(out TcpResult<ITcpSocket> result))
            {
                AcceptWaiter waiter = _waiters.Dequeue();
                waiter.Finish(result);
                wakeups.Add(waiter);
            }
        }

        wakeups.Run();
    }

    public void Close()
    {
        var wakeups = default(Wakeups);
        lock (_lock)
        {
            _closed = true;
            while (!_waiters.IsEmpty)
            {
                AcceptWaiter waiter = _waiters.Dequeue();
                waiter.Finish(TcpError.Closed);
                wakeups.Add(waiter);
            }
        }

        wakeups.Run();
    }

    public void OnDeadline(Waiter waiter)
    {
        lock (_lock)
        {
            if (!waiter.HasExpired())
            {
                return;
            }

            _waiters.Remove((AcceptWaiter)waiter);
            ((AcceptWaiter)waiter).Finish(TcpError.Timeout);
        }

        waiter.Complete();
    }

    public void OnCanceled(Waiter waiter, CancellationToken token)
    {
        lock (_lock)
        {
            if (!waiter.IsCanceledBy(token))
            {
                return;
            }

            _waiters.Remove((AcceptWaiter)waiter);
            ((AcceptWaiter)waiter).Cancel();
        }

        waiter.Complete();
    }

    public void OnEnded(Waiter waiter)
    {
        // Accepts are rare beside sends and receives; each has a waiter of its own.
    }

    /// <summary>False: there is no connection, and a notification is on its way.</summary>
    private bool TryAcceptUnsynchronized(out TcpResult<ITcpSocket> result)
    {
        while (true)
        {
            TcpError error = naming.TryAccept(out IIoSocket? accepted);
            if (error == TcpError.None)
            {
                result = new TcpResult<ITcpSocket>(open(accepted!));
                return true;
            }

            if (error != TcpError.EAgain)
            {
                result = error == TcpError.EBadF ? TcpError.Closed : error;
                return true;
            }

            if (stream.WaitReadable())
            {
                result = TcpError.EAgain;
                return false;
            }
        }
    }
}
