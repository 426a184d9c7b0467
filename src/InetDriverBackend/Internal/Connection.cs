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

namespace TcpBackends.InetDriver.Internal;

/// <summary>A connection of the driver: its receiving half, its sending half, and what one means for the other.</summary>
internal sealed class Connection : IOpened, IOwned, IIoEvents, IReceiveHost, IOptionGate, ISettlement
{
    private readonly IIoSocket _io;
    private readonly BackendLog _log;
    private readonly Lock _stateLock = new();
    private readonly Lifetime _lifetime = new();
    private readonly OptionStore _options;
    private readonly Receiver _receiver;
    private readonly Sender _sender;
    private readonly Closer _closer;
    private volatile bool _inputIsShutDown;

    public Connection(IIoSocket io, SocketSettings settings, TimeProvider clock, BackendLog log, LingeringConnections lingering)
    {
        _io = io;
        _log = log;
        _receiver = new Receiver(io, this, Rules.Receive, clock);
        _options = new OptionStore(new OptionTarget(io, Rules.Options, _receiver, this, log), settings);
        _sender = new Sender(io, _stateLock, _lifetime, _options, this, clock);
        _closer = new Closer(io, _stateLock, _lifetime, _sender, this, lingering, clock);
        io.Start(this);
    }

    public string BackendName => TcpBackendNames.Inet;

    public TcpCloseReason CloseReason => _lifetime.Reason;

    public ITcpOptionAccess Options => _options;

    public ITcpMailbox Owner => _receiver.Owner;

    public Task<TcpCloseReason> Ended => _receiver.Ended;

    public TcpResult<EndPoint> LocalEndPoint => NameOf(remote: false, afterwards: TcpError.EBadF);

    public TcpResult<EndPoint> RemoteEndPoint => NameOf(remote: true, afterwards: TcpError.ENotConn);

    public TcpResult<TcpStatistics> Statistics => _lifetime.Phase == Phase.Gone
        ? TcpError.EInval
        : new TcpStatistics(
            _receiver.Bytes, _receiver.Packets, _sender.Bytes, _sender.Packets, _sender.QueuedBytes);

    ITcpSocket IReceiveHost.Socket => this;

    SocketSettings IReceiveHost.Settings => _options.Settings;

    bool IReceiveState.IsReceiving => _lifetime.Phase == Phase.Connected;

    bool IReceiveState.IsHalfClosed => _lifetime.Phase == Phase.HalfClosed;

    TcpCloseReason IReceiveState.EndReason => _lifetime.Phase == Phase.Gone ? _lifetime.Reason : TcpCloseReason.None;

    TcpCloseReason IReceiveState.DownReason => ((IReceiveState)this).EndReason;

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
        bool wasShutDown = _inputIsShutDown;

        // Before it is: the end of the stream that follows is the own doing.
        _inputIsShutDown |= how != TcpShutdown.Write;
        lock (_stateLock)
        {
            error = _lifetime.Phase switch
            {
                Phase.Gone => TcpError.Closed,
                Phase.DescriptorClosed => TcpError.ENotConn,
                _ => _sender.ShutdownUnsynchronized(how),
            };
        }

        _sender.FlushDelayed();
        if (error != TcpError.None)
        {
            _inputIsShutDown = wasShutDown;
        }
        else if (how != TcpShutdown.Write)
        {
            _receiver.OnReadable();
        }

        return new ValueTask<TcpResult>(error);
    }

    public ValueTask<TcpResult> CloseAsync(CancellationToken cancellationToken = default)
    {
        _receiver.WithdrawClosed();
        ValueTask<TcpResult> closing = _closer.CloseAsync(cancellationToken);
        _sender.FlushDelayed();
        return closing;
    }

    public async ValueTask DisposeAsync() => await CloseAsync().ConfigureAwait(false);

    void IIoEvents.OnReadable() => _receiver.OnReadable();

    void IIoEvents.OnWritable() => _sender.OnWritable();

    TcpError IOwned.HandOver(Mailbox from, Mailbox to) => _receiver.HandOver(from, to);

    void IMailboxDependent.OnOwnerEnded(Mailbox ended)
    {
        if (_receiver.IsOwnedBy(ended))
        {
            _closer.CloseForOwner(TcpCloseReason.OwnerEnded);
        }
    }

    void IReceiveHost.OnReceiveWaits() => _sender.FlushBeforeWait();

    void IReceiveHost.OnOverflow() => _lifetime.BeginClose(TcpCloseReason.MailboxOverflow);

    void IReceiveHost.EndOverflow() => _closer.CloseForOwner(TcpCloseReason.MailboxOverflow);

    TcpError IReceiveState.RefuseReceive()
    {
        // The common case takes no lock: receiving does not meet the senders.
        if (_lifetime.Phase == Phase.Connected)
        {
            return TcpError.None;
        }

        lock (_stateLock)
        {
            return _lifetime.RefuseReceiveUnsynchronized();
        }
    }

    TcpError IInputEnding.OnEndTold()
    {
        lock (_stateLock)
        {
            return _lifetime.TellEndUnsynchronized(_options.Settings.ExitOnClose);
        }
    }

    TcpError IInputEnding.OnBreakTold()
    {
        lock (_stateLock)
        {
            return _lifetime.TellBreakUnsynchronized(_options.Settings.ExitOnClose);
        }
    }

    TcpError IInputEnding.OnInputEnded(TcpError cause, bool isActive, ref Wakeups wakeups, out bool isNews)
    {
        bool isReset = cause == TcpError.EConnReset;
        bool isOrderly = cause == TcpError.None || (isReset && !_options.Settings.ShowEconnreset);
        TcpCloseReason reason = cause == TcpError.None && _inputIsShutDown ? TcpCloseReason.LocalClose
            : cause == TcpError.None ? TcpCloseReason.PeerClose
            : isReset ? TcpCloseReason.PeerReset
            : TcpCloseReason.SystemError;
        return EndInput(reason, isOrderly ? TcpError.Closed : cause, isOrderly, isActive, ref wakeups, out isNews);
    }

    void IInputEnding.OnInvalidPacket(bool isActive, ref Wakeups wakeups) =>
        EndInput(TcpCloseReason.InvalidPacket, TcpError.EMsgSize, oweSend: false, isActive, ref wakeups, out _);

    TcpError IOptionGate.CheckOption(TcpOption? option, bool isSystem, bool isSet) => _lifetime.Phase switch
    {
        Phase.Gone => TcpError.EInval,
        Phase.DescriptorClosed when isSystem => isSet && Rules.Options.Reports(option!) ? TcpError.EInval : TcpError.NotAvailable,
        _ => TcpError.None,
    };

    void ISettlement.Settle(ref Aftermath aftermath)
    {
        if (aftermath.IsBroken)
        {
            _receiver.Break(ref aftermath.Wakeups);
            _sender.ResumeBroken(ref aftermath.Wakeups);
        }
        else if (aftermath.EndsDescriptor || aftermath.EndsInput)
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
        if (aftermath.InputChanged)
        {
            _receiver.OnReadable();
        }

        if (aftermath.Drained || aftermath.EndsDescriptor)
        {
            _closer.OnDrained();
        }

        if (aftermath.FlushError != TcpError.None)
        {
            _log.FlushFailed(aftermath.FlushError, aftermath.LostBytes);
        }
    }

    /// <summary>
    /// Under the receive lock. Without <c>exit_on_close</c> the descriptor stays, and as in OTP receiving even goes on after a packet that
    /// is not allowed, with what comes next.
    /// </summary>
    private TcpError EndInput(
        TcpCloseReason reason, TcpError answer, bool oweSend, bool isActive, ref Wakeups wakeups, out bool isNews)
    {
        var aftermath = default(Aftermath);
        bool exitOnClose = _options.Settings.ExitOnClose;
        lock (_stateLock)
        {
            // With exit_on_close turned on meanwhile, the next receive meets the end again.
            isNews = _lifetime.Phase == Phase.Connected || (exitOnClose && _lifetime.Phase == Phase.HalfClosed);
            if (!_lifetime.HasDescriptor)
            {
                // A send or a close was faster.
                return TcpError.Closed;
            }

            // As in OTP also if the kernel was asked again: who waits at the mark is told by each receive that meets the end.
            bool told = _sender.EndInputUnsynchronized(dropQueue: exitOnClose, ref wakeups);
            if (exitOnClose || isActive || reason != TcpCloseReason.InvalidPacket)
            {
                _lifetime.EndInputUnsynchronized(reason, exitOnClose, isActive, oweSend && !told);
            }

            _sender.ResumeUnsynchronized(ref aftermath);
            if (!exitOnClose)
            {
                _sender.ShutDownOnceWritableUnsynchronized(ref aftermath);
            }
        }

        if (aftermath.IsBroken)
        {
            if (isActive)
            {
                // Whoever met the end tells the owner; the shutdown that failed met no reset, which would have to be told before.
                _ = ((IInputEnding)this).OnBreakTold();
            }

            _sender.ResumeBroken(ref aftermath.Wakeups);
        }

        // A close may have been waiting for the queue that is dropped now.
        bool isClosed = _closer.TryEndDrained(ref aftermath);
        if (exitOnClose || aftermath.EndsDescriptor)
        {
            IoClosing.CloseNow(_io);
        }

        if (isClosed)
        {
            _receiver.Abort(TcpError.Closed, ref aftermath.Wakeups);
            _receiver.End(ref aftermath.Wakeups);
            _closer.OnClosed();
        }

        wakeups.Append(aftermath.Wakeups);
        return answer;
    }

    private TcpResult<EndPoint> NameOf(bool remote, TcpError afterwards)
    {
        TcpError error = _lifetime.Phase switch
        {
            Phase.Gone => TcpError.EInval,
            Phase.DescriptorClosed => afterwards,
            _ => TcpError.None,
        };
        if (error != TcpError.None)
        {
            return error;
        }

        error = _io.TryGetName(remote, out EndPoint? name);
        return error == TcpError.None ? name!
            : error != TcpError.EBadF ? error
            : _lifetime.Phase == Phase.Gone ? TcpError.EInval
            : afterwards;
    }
}
