using System.Buffers;
using TcpBackends.Core.Io;
using TcpBackends.Core.Options;
using TcpBackends.Core.Send;
using TcpBackends.Core.Waiting;

namespace TcpBackends.DirectSocket.Internal;

/// <summary>
/// Direct output: a send goes to the kernel from where its data lies, and waits until the kernel has taken all of it. Others wait behind it.
/// All under the connection's state lock.
/// </summary>
internal sealed partial class Sender(
    IIoStream io, Lock stateLock, Lifetime lifetime, OptionStore options, ISettlement settlement, TimeProvider clock)
    : IWaiterOwner
{
    private WaiterQueue<SendWaiter> _waiters;
    private SendWaiter? _spare;
    private long _bytes;
    private long _packets;

    public long Bytes => Interlocked.Read(ref _bytes);

    public long Packets => Interlocked.Read(ref _packets);

    public ValueTask<TcpSendResult> SendAsync(ReadOnlySequence<byte> data, CancellationToken cancellationToken)
    {
        SocketSettings settings = options.Settings;
        WireMessage.Frame(settings.Packet, data, out WireMessage message);
        if (message.Length > Array.MaxLength)
        {
            // What is not sent in time is given back in one array.
            throw new ArgumentOutOfRangeException(
                nameof(data), data.Length, $"A packet with its header has at most {Array.MaxLength} bytes.");
        }

        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromException<TcpSendResult>(
                new TcpSendCanceledException(0, message.CopyRemaining(), cancellationToken));
        }

        SendWaiter? waiter = null;
        TcpSendResult result;
        var aftermath = default(Aftermath);
        lock (stateLock)
        {
            if (!TrySendUnsynchronized(ref message, isFirst: _waiters.IsEmpty, out result))
            {
                if (settings.SendTimeout == TimeSpan.Zero)
                {
                    EndWaitUnsynchronized();
                    result = TimeOutUnsynchronized(message, settings.SendTimeoutClose, ref aftermath);
                }
                else
                {
                    waiter = Interlocked.Exchange(ref _spare, null) ?? new SendWaiter(this, clock);
                    waiter.Begin(message, cancellationToken);
                    waiter.ShowsReset = settings.ShowEconnreset;
                    waiter.ClosesOnTimeout = settings.SendTimeoutClose;
                    _waiters.Enqueue(waiter);
                    waiter.StartDeadline(settings.SendTimeout);
                }
            }
        }

        // What went well leaves nothing to be settled.
        if (!result.IsOk)
        {
            settlement.Settle(ref aftermath);
        }

        waiter?.ListenForCancellation();
        return waiter?.Task ?? new ValueTask<TcpSendResult>(result);
    }

    public void OnWritable()
    {
        var wakeups = default(Wakeups);
        lock (stateLock)
        {
            ContinueUnsynchronized(ref wakeups);
        }

        wakeups.Run();
    }

    /// <summary>Checks the call against the state and, if it is its turn, sends. False: it has to wait.</summary>
    private bool TrySendUnsynchronized(ref WireMessage message, bool isFirst, out TcpSendResult result)
    {
        result = lifetime.RefuseSend();
        if (!result.IsOk)
        {
            return true;
        }

        // Without time to wait there is one write, whatever it leaves.
        SocketSettings settings = options.Settings;
        bool once = settings.SendTimeout == TimeSpan.Zero;
        return isFirst && TryContinueUnsynchronized(ref message, once, settings.ShowEconnreset, out result);
    }

    private bool TryContinueUnsynchronized(
        ref WireMessage message, bool once, bool showsReset, out TcpSendResult result)
    {
        long remaining = message.Remaining;
        TcpError error = once ? message.SendOnce(io) : message.SendTo(io);
        error = error == TcpError.None && message.Remaining > 0 ? TcpError.EAgain : error;
        _bytes += remaining - message.Remaining;
        _packets += error == TcpError.None ? 1 : 0;
        result = error is TcpError.EConnReset or TcpError.EPipe ? BreakUnsynchronized(error, showsReset) : error;
        return error != TcpError.EAgain;
    }

    /// <summary>The connection is broken: the sender is told, and nothing else changes.</summary>
    private TcpError BreakUnsynchronized(TcpError error, bool showsReset)
    {
        lifetime.FailSendUnsynchronized(error);
        return showsReset ? TcpError.EConnReset : TcpError.Closed;
    }
}
