using TcpBackends.Core.Connecting;
using TcpBackends.Core.Delivery;
using TcpBackends.Core.Io;
using TcpBackends.Core.Waiting;

namespace TcpBackends.Core.Listening;

/// <summary>
/// Hands connections to accepts, first in, first out. A connection is taken from the kernel only for an accept that waits, under the lock
/// under which an accept leaves, so none is lost to one that has given up.
/// </summary>
internal sealed class AcceptQueue(
    IIoNaming naming,
    IIoStream stream,
    Func<IIoSocket, IOpened> open,
    Action<IOpened, Mailbox?> begin,
    TimeProvider clock)
    : IWaiterOwner
{
    private readonly Lock _lock = new();
    private WaiterQueue<AcceptWaiter> _waiters;
    private bool _closed;

    public ValueTask<TcpResult<ITcpSocket>> AcceptAsync(
        Mailbox? owner, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<TcpResult<ITcpSocket>>(cancellationToken);
        }

        AcceptWaiter? waiter = null;
        TcpResult<ITcpSocket> result;
        IOpened? accepted = null;
        lock (_lock)
        {
            if (_closed || owner is { HasEnded: true })
            {
                return new ValueTask<TcpResult<ITcpSocket>>(TcpError.Closed);
            }

            if (!_waiters.IsEmpty || !TryAcceptUnsynchronized(out accepted, out TcpError error))
            {
                error = TcpError.Timeout;
                if (timeout != TimeSpan.Zero)
                {
                    waiter = new AcceptWaiter(this, clock, owner, begin);
                    waiter.Begin(cancellationToken);
                    _waiters.Enqueue(waiter);
                    waiter.StartDeadline(timeout);
                }
            }

            result = accepted is null ? new TcpResult<ITcpSocket>(error) : new TcpResult<ITcpSocket>(accepted);
        }

        if (accepted is not null)
        {
            begin(accepted, owner);
        }

        waiter?.ListenForCancellation();
        return waiter?.Task ?? new ValueTask<TcpResult<ITcpSocket>>(result);
    }

    public void OnReadable()
    {
        var wakeups = default(Wakeups);
        lock (_lock)
        {
            while (!_closed && !_waiters.IsEmpty)
            {
                TcpError error = TcpError.Closed;
                IOpened? accepted = null;
                if (_waiters.First!.Mailbox is not { HasEnded: true } && !TryAcceptUnsynchronized(out accepted, out error))
                {
                    break;
                }

                AcceptWaiter waiter = _waiters.Dequeue();
                if (accepted is null)
                {
                    waiter.Finish(error);
                }
                else
                {
                    waiter.Finish(accepted);
                }

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
    private bool TryAcceptUnsynchronized(out IOpened? opened, out TcpError error)
    {
        opened = null;
        while (true)
        {
            error = naming.TryAccept(out IIoSocket? accepted);
            if (error == TcpError.None)
            {
                opened = open(accepted!);
                return true;
            }

            if (error != TcpError.EAgain)
            {
                error = error == TcpError.EBadF ? TcpError.Closed : error;
                return true;
            }

            if (stream.WaitReadable())
            {
                return false;
            }
        }
    }
}
