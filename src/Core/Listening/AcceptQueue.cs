using TcpBackends.Core.Connecting;
using TcpBackends.Core.Delivery;
using TcpBackends.Core.Io;
using TcpBackends.Core.Waiting;

namespace TcpBackends.Core.Listening;

/// <summary>
/// Hands connections to accepts, first in, first out. A connection is taken from the kernel only for an accept that waits, under the lock
/// under which an accept leaves, so none is lost to one that has given up.
/// </summary>
internal sealed class AcceptQueue : IWaiterOwner
{
    private readonly IIoNaming _naming;
    private readonly IIoWaits _waits;
    private readonly Func<IIoSocket, IOpened> _open;
    private readonly Action<IOpened, Mailbox?> _begin;
    private readonly TimeProvider _clock;
    private readonly Lock _lock = new();
    private readonly AcceptPause _pause;
    private WaiterQueue<AcceptWaiter> _waiters;
    private bool _closed;

    public AcceptQueue(
        IIoNaming naming,
        IIoWaits waits,
        Func<IIoSocket, IOpened> open,
        Action<IOpened, Mailbox?> begin,
        TimeProvider clock,
        AcceptPauseLog log)
    {
        _naming = naming;
        _waits = waits;
        _open = open;
        _begin = begin;
        _clock = clock;
        _pause = new AcceptPause(OnReadable, clock, log);
    }

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
                error = TimeoutUnsynchronized();
                if (timeout != TimeSpan.Zero)
                {
                    waiter = new AcceptWaiter(this, _clock, owner, _begin);
                    if (owner is not null && !owner.TryAdd(waiter))
                    {
                        return new ValueTask<TcpResult<ITcpSocket>>(TcpError.Closed);
                    }

                    waiter.Begin(cancellationToken);
                    _waiters.Enqueue(waiter);
                    waiter.StartDeadline(timeout);
                    if (_waiters.First == waiter)
                    {
                        _pause.Schedule();
                    }
                }

                EndWaitUnsynchronized();
            }

            result = accepted is null ? new TcpResult<ITcpSocket>(error) : new TcpResult<ITcpSocket>(accepted);
        }

        if (accepted is not null)
        {
            _begin(accepted, owner);
        }

        _pause.Tell();
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

            if (!_closed && !_waiters.IsEmpty)
            {
                _pause.Schedule();
            }
        }

        wakeups.Run();
        _pause.Tell();
    }

    public void Close()
    {
        var wakeups = default(Wakeups);
        lock (_lock)
        {
            _closed = true;
            _pause.Close();
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

            LeaveUnsynchronized((AcceptWaiter)waiter);
            ((AcceptWaiter)waiter).Finish(TimeoutUnsynchronized());
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

            LeaveUnsynchronized((AcceptWaiter)waiter);
            ((AcceptWaiter)waiter).Cancel();
        }

        waiter.Complete();
    }

    public void OnMailboxEnded(AcceptWaiter waiter)
    {
        lock (_lock)
        {
            if (!waiter.IsPending)
            {
                return;
            }

            LeaveUnsynchronized(waiter);
            waiter.Finish(TcpError.Closed);
        }

        waiter.Complete();
    }

    public void OnEnded(Waiter waiter)
    {
        // Accepts are rare beside sends and receives; each has a waiter of its own.
    }

    private void LeaveUnsynchronized(AcceptWaiter waiter)
    {
        _waiters.Remove(waiter);
        EndWaitUnsynchronized();
    }

    private void EndWaitUnsynchronized()
    {
        if (_waiters.IsEmpty)
        {
            _waits.EndWaitReadable();
        }
    }

    /// <summary>What an accept is told whose time is over: the reason, if the system has nothing to accept with.</summary>
    private TcpError TimeoutUnsynchronized() => _pause.Cause != TcpError.None ? _pause.Cause : TcpError.Timeout;

    /// <summary>False: there is no connection, and a notification is on its way, or there is a pause.</summary>
    private bool TryAcceptUnsynchronized(out IOpened? opened, out TcpError error)
    {
        opened = null;
        while (true)
        {
            error = _naming.TryAccept(out IIoSocket? accepted);
            if (AcceptPause.IsCausedBy(error))
            {
                _pause.Begin(error);
                return false;
            }

            _pause.End();
            if (error == TcpError.None)
            {
                opened = _open(accepted!);
                return true;
            }

            if (error != TcpError.EAgain)
            {
                error = error == TcpError.EBadF ? TcpError.Closed : error;
                return true;
            }

            if (_waits.WaitReadable())
            {
                return false;
            }
        }
    }
}
