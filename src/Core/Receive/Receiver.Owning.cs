using TcpBackends.Core.Delivery;
using TcpBackends.Core.Waiting;

namespace TcpBackends.Core.Receive;

/// <summary>The owner, which is told what arrives in active mode, and when it ends.</summary>
internal sealed partial class Receiver
{
    private Ownership? _ownership;

    // This side closes it, of which the owner is not told.
    private bool _isClosing;

    public ITcpMailbox Owner
    {
        get
        {
            lock (_lock)
            {
                return OwnershipUnsynchronized().Owner;
            }
        }
    }

    public Task<TcpCloseReason> Ended
    {
        get
        {
            lock (_lock)
            {
                return OwnershipUnsynchronized().Ended;
            }
        }
    }

    public TcpActive Active
    {
        get
        {
            lock (_lock)
            {
                return _ownership?.Active ?? TcpActive.False;
            }
        }
    }

    /// <summary>Whether messages are told; may be outdated.</summary>
    public bool IsActive => Volatile.Read(ref _ownership) is { IsActive: true };

    /// <summary>Gives a new socket its owner and its mode.</summary>
    public void Begin(Mailbox? owner, TcpActive active)
    {
        if (owner is null && active == TcpActive.False)
        {
            return;
        }

        var wakeups = default(Wakeups);
        lock (_lock)
        {
            OwnershipUnsynchronized().Begin(owner);
        }

        Change(active, ref wakeups);
        _sizesBuffer = false;
        Resume(ref wakeups);
        Finish(ref wakeups);
    }

    public TcpError HandOver(Mailbox from, Mailbox to)
    {
        TcpError error;
        var wakeups = default(Wakeups);
        lock (_lock)
        {
            error = OwnershipUnsynchronized().HandOver(from, to, ref wakeups, out bool endIsRead);
            if (endIsRead && IsActive)
            {
                // As in OTP, where it turns passive for a moment, and active again.
                _readsHalfClosed = host.IsHalfClosed;
                _sizesBuffer = SizesBuffer(_ownership!.Active.Mode);
                TellIfEndedUnsynchronized(ref wakeups);
                DeliverUnsynchronized(ref wakeups);
            }
        }

        Finish(ref wakeups);
        return error;
    }

    /// <summary>The connection has ended for good.</summary>
    public void End(ref Wakeups wakeups)
    {
        lock (_lock)
        {
            _ownership?.End(host.EndReason, ref wakeups);
        }
    }

    /// <summary>This side closes it: takes back the word that it is closed, if the owner has not read it, and tells it no more.</summary>
    public void WithdrawClosed()
    {
        lock (_lock)
        {
            _isClosing = true;
            _ownership?.WithdrawClosed();
        }
    }

    public bool IsOwnedBy(Mailbox mailbox)
    {
        lock (_lock)
        {
            return _ownership?.Owner == mailbox;
        }
    }

    private Ownership OwnershipUnsynchronized()
    {
        if (_ownership is null)
        {
            var ownership = new Ownership(host.Socket, (IOwned)host.Socket);
            EndIfOverUnsynchronized(ownership);
            if (_isClosing)
            {
                ownership.WithdrawClosed();
            }

            Volatile.Write(ref _ownership, ownership);
        }

        return _ownership;
    }

    private void EndIfOverUnsynchronized(Ownership ownership)
    {
        if (host.EndReason is var reason && reason != TcpCloseReason.None)
        {
            var nobody = default(Wakeups);
            ownership.End(reason, ref nobody);
        }

        ownership.Announce(host.DownReason);
    }
}
