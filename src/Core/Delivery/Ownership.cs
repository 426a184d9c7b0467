using TcpBackends.Core.Waiting;

namespace TcpBackends.Core.Delivery;

/// <summary>
/// Who owns an endpoint, what the owner has been told, and when the endpoint ends. Made when there is an owner, or somebody asks.
/// Guarded by the endpoint's lock.
/// </summary>
internal sealed class Ownership(ITcpEndpoint endpoint, IOwned owned)
{
    private TaskCompletionSource<TcpCloseReason>? _ended;
    private TcpCloseReason _reason;
    private TcpCloseReason _announced;
    private Mailbox? _owner;
    private ActiveState _active;
    private bool _closedWasTold;

    public bool IsActive => _active.IsActive;

    public TcpActive Active => _active.Value;

    /// <summary>The owner; without another one a mailbox of its own.</summary>
    public Mailbox Owner => _owner ??= OwnMailbox();

    public Task<TcpCloseReason> Ended
    {
        get
        {
            if (_ended is null)
            {
                _ended = new TaskCompletionSource<TcpCloseReason>(TaskCreationOptions.RunContinuationsAsynchronously);
                if (_announced != TcpCloseReason.None)
                {
                    _ended.SetResult(_announced);
                }
            }

            return _ended.Task;
        }
    }

    private bool HasEnded => _reason != TcpCloseReason.None;

    public void Begin(Mailbox? owner)
    {
        _owner = owner;
        owner?.TryAdd(owned);
    }

    public TcpError SetActive(TcpActive value, bool falseTellsPassive, ref Wakeups wakeups)
    {
        bool leftCount = falseTellsPassive && Active.Mode == TcpActiveMode.Count && value.Mode == TcpActiveMode.False;
        if (HasEnded)
        {
            return TcpError.EInval;
        }

        TcpError error = _active.Set(value, out bool ranOut);
        if (ranOut || leftCount)
        {
            TellPassive(ref wakeups);
        }

        return error;
    }

    /// <summary>Tells of a packet, for which the mailbox has room.</summary>
    public void TellPacket(TcpMessage message, ref Wakeups wakeups)
    {
        Tell(message, ref wakeups);
        if (_active.CountPacket())
        {
            TellPassive(ref wakeups);
        }
    }

    /// <summary>The socket is passive now, whatever it was.</summary>
    public void StopActive() => _active = default;

    public void TellPassive(ref Wakeups wakeups) => Tell(new TcpPassiveMessage(endpoint), ref wakeups);

    public void TellError(TcpError error, ref Wakeups wakeups) =>
        Tell(new TcpErrorMessage((ITcpSocket)endpoint, error), ref wakeups);

    /// <summary>Tells of the end of the stream, once; before that of the error that brought it, unless that is just closed.</summary>
    public void TellClosed(TcpError cause, ref Wakeups wakeups)
    {
        if (cause is not (TcpError.None or TcpError.Closed))
        {
            // As in OTP, also when a send meets a reset after the end was told.
            TellError(cause, ref wakeups);
        }

        if (!_closedWasTold)
        {
            _closedWasTold = true;
            Tell(new TcpClosedMessage((ITcpSocket)endpoint), ref wakeups);
        }
    }

    /// <summary>Takes back the word that it is closed, if the owner has not read it, and does not tell it any more.</summary>
    public void WithdrawClosed()
    {
        if (_closedWasTold)
        {
            Owner.Queue.Withdraw(message => message is TcpClosedMessage && message.Endpoint == endpoint);
        }

        _closedWasTold = true;
    }

    /// <summary>Gives it to another owner, with its data that lies unread.</summary>
    /// <param name="from">Who gives.</param>
    /// <param name="to">Who gets.</param>
    /// <param name="wakeups">Callers to be woken.</param>
    /// <param name="endIsRead">Whether it has another owner now, who need not read first that it is closed.</param>
    public TcpError HandOver(Mailbox from, Mailbox to, ref Wakeups wakeups, out bool endIsRead)
    {
        endIsRead = false;
        if (HasEnded)
        {
            return TcpError.Closed;
        }

        if (Owner == to)
        {
            return TcpError.None;
        }

        if (Owner != from || from.HasEnded)
        {
            return TcpError.NotOwner;
        }

        if (!to.TryAdd(owned))
        {
            return TcpError.BadArg;
        }

        // Nothing is posted meanwhile, since that needs the endpoint's lock.
        List<TcpMessage> unread = from.Queue.Withdraw(message =>
            message is TcpDataMessage or TcpPortMessage or TcpClosedMessage && message.Endpoint == endpoint);
        endIsRead = unread is not [.., TcpClosedMessage];
        to.Queue.Append(unread, ref wakeups);
        _owner = to;
        from.Remove(owned, ref wakeups);
        return TcpError.None;
    }

    /// <summary>It has ended for good: the owner has nothing to do with it any more.</summary>
    public void End(TcpCloseReason reason, ref Wakeups wakeups)
    {
        if (HasEnded)
        {
            return;
        }

        Announce(reason);
        _reason = reason;
        _active = default;
        _owner?.Remove(owned, ref wakeups);
    }

    /// <summary>Tells those who wait for its end, once. It may still have an owner.</summary>
    public void Announce(TcpCloseReason reason)
    {
        if (_announced == TcpCloseReason.None && reason != TcpCloseReason.None)
        {
            _announced = reason;
            _ended?.SetResult(reason);
        }
    }

    private void Tell(TcpMessage message, ref Wakeups wakeups) => Owner.Queue.Post(message, ref wakeups);

    private Mailbox OwnMailbox()
    {
        var own = new Mailbox(new TcpMailboxOptions(), isOfOne: true);
        own.TryAdd(owned);
        if (HasEnded)
        {
            var nobody = default(Wakeups);
            own.Remove(owned, ref nobody);
        }

        return own;
    }
}
