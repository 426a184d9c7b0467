using System.Buffers;
using System.Net;
using TcpBackends.Core;
using TcpBackends.Core.Connecting;
using TcpBackends.Core.Delivery;
using TcpBackends.Core.Io;
using TcpBackends.Core.Logging;
using TcpBackends.Core.Options;
using TcpBackends.Core.Receive;
using TcpBackends.Core.Waiting;

namespace TcpBackends.DirectSocket.Internal;

/// <summary>A connection of the socket module: its receiving half, its sending half, and what one means for the other.</summary>
internal sealed class Connection : IOpened, IOwned, IIoEvents, IReceiveHost, IOptionGate, ISettlement
{
    /// <summary>What is gone together with the receiving side.</summary>
    private static readonly TcpOption[] ReadSide =
    [
        TcpOptions.Active, TcpOptions.Mode, TcpOptions.Header, TcpOptions.Deliver, TcpOptions.LineDelimiter, TcpOptions.ExitOnClose,
    ];

    private readonly IIoSocket _io;
    private readonly Lock _stateLock = new();
    private readonly Lifetime _lifetime = new();
    private readonly OptionStore _options;
    private readonly Receiver _receiver;
    private readonly Sender _sender;
    private readonly Closer _closer;

    public Connection(IIoSocket io, SocketSettings settings, TimeProvider clock, BackendLog log)
    {
        _io = io;
        _receiver = new Receiver(io, this, Rules.Receive, clock);
        _options = new OptionStore(new OptionTarget(io, Rules.Options, _receiver, this, log), settings);
        _sender = new Sender(io, _stateLock, _lifetime, _options, this, clock);
        _closer = new Closer(io, _stateLock, _lifetime, _sender, this);
        io.Start(this);
    }

    public string BackendName => TcpBackendNames.Socket;

    public TcpCloseReason CloseReason => _lifetime.Reason;

    public ITcpOptionAccess Options => _options;

    public ITcpMailbox Owner => _receiver.Owner;

    public Task<TcpCloseReason> Ended => _receiver.Ended;

    public TcpResult<EndPoint> LocalEndPoint => NameOf(remote: false);

    public TcpResult<EndPoint> RemoteEndPoint => NameOf(remote: true);

    public TcpResult<TcpStatistics> Statistics => _lifetime.HasDescriptor
        ? new TcpStatistics(_receiver.Bytes, _receiver.Packets, _sender.Bytes, _sender.Packets, PendingBytes: 0)
        : TcpError.Closed;

    ITcpSocket IReceiveHost.Socket => this;

    SocketSettings IReceiveHost.Settings => _options.Settings;

    bool IReceiveState.IsReceiving => _lifetime.Phase == Phase.Connected;

    bool IReceiveState.IsHalfClosed => false;

    TcpCloseReason IReceiveState.EndReason => _lifetime.Phase == Phase.Gone ? _lifetime.Reason : TcpCloseReason.None;

    // As in OTP the descriptor counts, and not the process behind it, which can still be handed over.
    TcpCloseReason IReceiveState.DownReason => _lifetime.HasDescriptor ? TcpCloseReason.None : _lifetime.Reason;

    public void Begin(Mailbox? owner, TcpActive active)
    {
        _receiver.Begin(owner, active);
        if (owner is { HasEnded: true })
        {
            // Unless it was handed over already, since messages were told.
            ((IMailboxDependent)this).OnOwnerEnded(owner);
        }
    }

    public ValueTask<TcpSendResult> SendAsync(
        ReadOnlySequence<byte> data, CancellationToken cancellationToken = default) =>
        _sender.SendAsync(data, cancellationToken);

    public ValueTask<TcpResult<TcpPacket>> ReceiveAsync(
        int length = 0, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        _receiver.ReceiveAsync(length, timeout, cancellationToken);

    public ValueTask<TcpResult<int>> ReceiveAsync(
        Memory<byte> destination, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        _receiver.ReceiveAsync(destination, timeout, cancellationToken);

    public ValueTask<TcpResult> ShutdownAsync(TcpShutdown how, CancellationToken cancellationToken = default)
    {
        Shutdowns.Check(how);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<TcpResult>(cancellationToken);
        }

        TcpError error;
        lock (_stateLock)
        {
            error = ShutdownUnsynchronized(how);
        }

        if (error == TcpError.None)
        {
            var aftermath = new Aftermath { EndsInput = how != TcpShutdown.Write };
            Settle(ref aftermath);
            if (how != TcpShutdown.Read)
            {
                // A send that waits must find out now.
                _sender.OnWritable();
            }
        }

        return new ValueTask<TcpResult>(error);
    }

    public ValueTask<TcpResult> CloseAsync(CancellationToken cancellationToken = default) =>
        _closer.CloseAsync(cancellationToken);

    public async ValueTask DisposeAsync() => await CloseAsync().ConfigureAwait(false);

    void IIoEvents.OnReadable() => _receiver.OnReadable();

    void IIoEvents.OnWritable()
    {
        if (_receiver.IsActive)
        {
            // A reset is to be found by who tells of it in a message, and not by a send.
            _receiver.OnReadable();
        }

        _sender.OnWritable();
    }

    TcpError IOwned.HandOver(Mailbox from, Mailbox to) => _receiver.HandOver(from, to);

    void IMailboxDependent.OnOwnerEnded(Mailbox ended)
    {
        if (_receiver.IsOwnedBy(ended))
        {
            _closer.CloseForOwner(TcpCloseReason.OwnerEnded);
        }
    }

    void IReceiveHost.OnReceiveWaits()
    {
        // Nothing is queued here.
    }

    void IReceiveHost.OnOverflow() => _lifetime.BeginClose(TcpCloseReason.MailboxOverflow);

    void IReceiveHost.EndOverflow() => _closer.CloseForOwner(TcpCloseReason.MailboxOverflow);

    TcpError IReceiveState.RefuseReceive() => _lifetime.RefuseReceive();

    TcpError IInputEnding.OnEndTold() => TcpError.None;

    TcpError IInputEnding.OnBreakTold() => TcpError.None;

    TcpError IInputEnding.OnInputEnded(TcpError cause, bool isActive, ref Wakeups wakeups, out bool isNews)
    {
        lock (_stateLock)
        {
            isNews = _lifetime.Phase == Phase.Connected;
            if (!isNews)
            {
                // A shutdown or a close was faster.
                return TcpError.Closed;
            }

            // After a reset that a send has met the kernel tells of an end like any other, and the descriptor stays, as in OTP.
            bool isReset = cause == TcpError.EConnReset || (cause == TcpError.None && _lifetime.ResetWasSeen);
            TcpError error = !isReset && cause != TcpError.None ? cause
                : isReset && _options.Settings.ShowEconnreset ? TcpError.EConnReset
                : TcpError.Closed;
            TcpCloseReason reason = isReset ? TcpCloseReason.PeerReset
                : cause == TcpError.None ? TcpCloseReason.PeerClose
                : TcpCloseReason.SystemError;
            _lifetime.EndInputUnsynchronized(reason, closesDescriptor: cause != TcpError.None);
            if (cause == TcpError.None)
            {
                return error;
            }

            // A send that waits beside messages is told no more than that it is over; its owner is told why.
            _sender.ReleaseUnsynchronized(isReset && !isActive ? error : TcpError.Closed, ref wakeups);
            IoClosing.CloseNow(_io);
            return error;
        }
    }

    void IInputEnding.OnInvalidPacket(bool isActive, ref Wakeups wakeups)
    {
        // The connection stays usable, and what was read ahead can still be received as packet raw.
    }

    TcpError IOptionGate.CheckOption(TcpOption? option, bool isSystem, bool isSet) => _lifetime.Phase switch
    {
        Phase.Gone => TcpError.Closed,
        Phase.DescriptorClosed => !isSet && (isSystem || IsOfTheSystem(option)) ? TcpError.NotAvailable : TcpError.EInval,
        Phase.ReadClosed or Phase.ReadWriteClosed when option is not null && ReadSide.Contains(option) => TcpError.EInval,
        _ => TcpError.None,
    };

    void ISettlement.Settle(ref Aftermath aftermath) => Settle(ref aftermath);

    /// <summary>OTP keeps these with the options of the system, or does not know them.</summary>
    private static bool IsOfTheSystem(TcpOption? option) =>
        option == TcpOptions.Buffer || (option is not null && Rules.Options.Lacks(option));

    private void Settle(ref Aftermath aftermath)
    {
        if (aftermath.EndsDescriptor || aftermath.EndsInput)
        {
            _receiver.Abort(TcpError.Closed, ref aftermath.Wakeups);
        }

        if (aftermath.EndsDescriptor)
        {
            IoClosing.CloseNow(_io);
        }

        if (_lifetime.Phase == Phase.Gone)
        {
            _receiver.End(ref aftermath.Wakeups);
        }

        aftermath.Wakeups.Run();
    }

    private TcpError ShutdownUnsynchronized(TcpShutdown how)
    {
        if (!_lifetime.HasDescriptor)
        {
            return TcpError.Closed;
        }

        bool alreadyRead = _lifetime.Phase == Phase.ReadClosed;
        if ((alreadyRead && how == TcpShutdown.Read)
            || (_lifetime.Phase == Phase.ReadWriteClosed && how == TcpShutdown.ReadWrite))
        {
            // The kernel is not asked: it may have forgotten the connection since.
            return TcpError.None;
        }

        // As in OTP: what was shut down in part cannot be shut down in another way that includes that part.
        if ((alreadyRead && how == TcpShutdown.ReadWrite)
            || _lifetime.Phase == Phase.ReadWriteClosed)
        {
            return TcpError.ENotConn;
        }

        TcpError error = _io.Shutdown(how);
        if (error == TcpError.None)
        {
            _lifetime.ShutDownUnsynchronized(how);
        }

        return error;
    }

    private TcpResult<EndPoint> NameOf(bool remote)
    {
        TcpError error = _io.TryGetName(remote, out EndPoint? name);
        return error == TcpError.EBadF || !_lifetime.HasDescriptor ? TcpError.Closed
            : error != TcpError.None ? error
            : name!;
    }
}
