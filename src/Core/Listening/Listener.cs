using System.Net;
using TcpBackends.Core.Connecting;
using TcpBackends.Core.Delivery;
using TcpBackends.Core.Io;
using TcpBackends.Core.Logging;
using TcpBackends.Core.Options;
using TcpBackends.Core.Waiting;

namespace TcpBackends.Core.Listening;

/// <summary>A listening socket, the same for both backends but for <see cref="ListenerRules"/>.</summary>
internal sealed class Listener : ITcpListener, IIoEvents, IOptionGate, IOwned, IActiveMode
{
    private readonly Lock _ownershipLock = new();
    private readonly Ownership _ownership;
    private readonly IIoSocket _io;
    private readonly ListenerRules _rules;
    private readonly OptionStore _options;
    private readonly AcceptQueue _accepts;
    private readonly SystemInheritance _inheritance;
    private bool _activeIsSet;
    private int _closed;

    public Listener(
        IIoSocket io,
        SocketSettings settings,
        OptionRules optionRules,
        ListenerRules rules,
        Func<IIoSocket, SocketSettings, IOpened> open,
        TimeProvider clock,
        BackendLog log)
    {
        _io = io;
        _rules = rules;
        _inheritance = new SystemInheritance(io, optionRules, settings.IsAdopted, log);
        _ownership = new Ownership(this, this);
        _options = new OptionStore(new OptionTarget(io, optionRules, this, this, log), settings);
        _accepts = new AcceptQueue(
            io,
            io,
            accepted =>
            {
                _inheritance.ApplyTo(accepted);
                return open(accepted, Inherited(optionRules));
            },
            (socket, owner) =>
            {
                socket.Begin(owner, InheritedActive(owner));
                _inheritance.Tell();
            },
            clock,
            new AcceptPauseLog(io, log));
        io.Start(this);
    }

    public string BackendName => _rules.BackendName;

    public TcpResult<EndPoint> LocalEndPoint
    {
        get
        {
            TcpError error = _io.TryGetName(remote: false, out EndPoint? name);
            return error == TcpError.None ? name! : error == TcpError.EBadF ? _rules.AfterClose : error;
        }
    }

    public ITcpOptionAccess Options => _options;

    public TcpResult<TcpStatistics> Statistics => IsClosed ? _rules.AfterClose : default(TcpStatistics);

    public ITcpMailbox Owner
    {
        get
        {
            lock (_ownershipLock)
            {
                return _ownership.Owner;
            }
        }
    }

    public Task<TcpCloseReason> Ended
    {
        get
        {
            lock (_ownershipLock)
            {
                return _ownership.Ended;
            }
        }
    }

    TcpActive IActiveMode.Active
    {
        get
        {
            lock (_ownershipLock)
            {
                return _ownership.Active;
            }
        }
    }

    private bool IsClosed => Volatile.Read(ref _closed) != 0;

    public ValueTask<TcpResult<ITcpSocket>> AcceptAsync(
        TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        Timeouts.Check(timeout);
        return _accepts.AcceptAsync(null, timeout, cancellationToken);
    }

    public ValueTask<TcpResult<ITcpSocket>> AcceptAsync(
        ITcpMailbox owner, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(owner);
        Timeouts.Check(timeout);
        return _accepts.AcceptAsync(Mailbox.Of(owner, nameof(owner)), timeout, cancellationToken);
    }

    /// <summary>Gives a new listener its owner, and the mode of the sockets that it accepts.</summary>
    public void Begin(Mailbox? owner, TcpActive? active)
    {
        var wakeups = default(Wakeups);
        lock (_ownershipLock)
        {
            _ownership.Begin(owner);
        }

        if (active is not null || owner is not null)
        {
            ((IActiveMode)this).Change(active ?? TcpActive.True, ref wakeups);
        }

        wakeups.Run();
        if (owner is { HasEnded: true })
        {
            ((IMailboxDependent)this).OnOwnerEnded(owner);
        }
    }

    public ValueTask<TcpResult> CloseAsync(CancellationToken cancellationToken = default)
    {
        return new ValueTask<TcpResult>(TryClose(TcpCloseReason.LocalClose) ? TcpError.None : _rules.CloseAgain);
    }

    public async ValueTask DisposeAsync() => await CloseAsync().ConfigureAwait(false);

    void IIoEvents.OnReadable() => _accepts.OnReadable();

    void IIoEvents.OnWritable()
    {
        // A listener is never writable; an error on it wakes both directions.
    }

    TcpError IOwned.HandOver(Mailbox from, Mailbox to)
    {
        TcpError error;
        var wakeups = default(Wakeups);
        lock (_ownershipLock)
        {
            error = _ownership.HandOver(from, to, ref wakeups, out _);
        }

        wakeups.Run();
        return error;
    }

    void IMailboxDependent.OnOwnerEnded(Mailbox ended)
    {
        bool isOwner;
        lock (_ownershipLock)
        {
            isOwner = _ownership.Owner == ended;
        }

        if (isOwner)
        {
            TryClose(TcpCloseReason.OwnerEnded);
        }
    }

    TcpError IActiveMode.Change(TcpActive value, ref Wakeups wakeups)
    {
        lock (_ownershipLock)
        {
            TcpError error = _ownership.SetActive(value, _rules.FalseTellsPassive, ref wakeups);
            _activeIsSet |= error == TcpError.None;
            return error;
        }
    }

    void IActiveMode.Resume(ref Wakeups wakeups)
    {
        // Listeners deliver nothing.
    }

    void IActiveMode.Finish(ref Wakeups wakeups) => wakeups.Run();

    private bool TryClose(TcpCloseReason reason)
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
        {
            return false;
        }

        // The acceptors first: none must see the descriptor go.
        _accepts.Close();
        _io.Dispose();
        var wakeups = default(Wakeups);
        lock (_ownershipLock)
        {
            _ownership.End(reason, ref wakeups);
        }

        wakeups.Run();
        return true;
    }

    private TcpActive InheritedActive(Mailbox? owner)
    {
        lock (_ownershipLock)
        {
            return _activeIsSet ? _ownership.Active : owner is null ? TcpActive.False : TcpActive.True;
        }
    }

    private SocketSettings Inherited(OptionRules optionRules)
    {
        SocketSettings settings = _options.Settings;
        if (settings.NetworkNamespace is not null || settings.IsAdopted)
        {
            settings = settings with { NetworkNamespace = null, IsAdopted = false };
        }

        return optionRules.On(TcpOptions.LineDelimiter).InheritedBy == TcpOptionFamilies.All
            ? settings
            : settings with { LineDelimiter = optionRules.Defaults.LineDelimiter };
    }

    TcpError IOptionGate.CheckOption(TcpOption? option, bool isSystem, bool isSet)
    {
        if (isSystem && isSet)
        {
            _inheritance.Changed();
        }

        return IsClosed ? _rules.AfterClose : TcpError.None;
    }
}
