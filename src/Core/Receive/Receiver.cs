using TcpBackends.Core.Io;
using TcpBackends.Core.Options;
using TcpBackends.Core.Waiting;
using TcpBackends.Framing;

namespace TcpBackends.Core.Receive;

/// <summary>
/// The receiving half of a connection: what was read ahead, the receives that wait, and whom else it goes to. The kernel is asked on
/// the caller's thread first. Its lock may be held while the sending half's is taken, never the other way round.
/// </summary>
internal sealed partial class Receiver(IIoStream io, IReceiveHost host, ReceiveRules rules, TimeProvider clock) : IWaiterOwner
{
    private readonly Lock _lock = new();
    private ReadAhead? _input;
    private WaiterQueue<ReceiveWaiter> _waiters;
    private ReceiveWaiter? _spare;
    private int _lengthLeftByPoll;
    private long _bytes;
    private long _packets;

    public long Bytes => Interlocked.Read(ref _bytes);

    public long Packets => Interlocked.Read(ref _packets);

    public ValueTask<TcpResult<TcpPacket>> ReceiveAsync(
        int length, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Timeouts.Check(timeout);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<TcpResult<TcpPacket>>(cancellationToken);
        }

        var request = new ReceiveRequest(length, default, HasDestination: false);
        ReceiveWaiter? waiter = Begin(request, timeout, cancellationToken, out Received received);
        return waiter is null ? new ValueTask<TcpResult<TcpPacket>>(received.ToPacket()) : waiter.PacketTask;
    }

    public ValueTask<TcpResult<int>> ReceiveAsync(
        Memory<byte> destination, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        if (destination.IsEmpty)
        {
            throw new ArgumentException("The buffer is empty: nothing could be received.", nameof(destination));
        }

        Timeouts.Check(timeout);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<TcpResult<int>>(cancellationToken);
        }

        var request = new ReceiveRequest(0, destination, HasDestination: true);
        ReceiveWaiter? waiter = Begin(request, timeout, cancellationToken, out Received received);
        return waiter is null ? new ValueTask<TcpResult<int>>(received.ToCount()) : waiter.CountTask;
    }

    /// <summary>Serves the receives that wait, as far as there is data.</summary>
    public void OnReadable()
    {
        var wakeups = default(Wakeups);
        lock (_lock)
        {
            PumpUnsynchronized(ref wakeups);
        }

        Finish(ref wakeups);
    }

    /// <summary>Drops what was read ahead and completes every receive that waits.</summary>
    public void Abort(TcpError error, ref Wakeups wakeups)
    {
        lock (_lock)
        {
            AbortUnsynchronized(error, ref wakeups);
        }
    }

    public void OnDeadline(Waiter waiter)
    {
        var wakeups = default(Wakeups);
        lock (_lock)
        {
            if (waiter.HasExpired())
            {
                _lengthLeftByPoll = 0;
                Leave((ReceiveWaiter)waiter, ref wakeups);
                ((ReceiveWaiter)waiter).Finish(new Received(TcpError.Timeout));
                wakeups.Add(waiter);
                PumpUnsynchronized(ref wakeups);
                EndWaitUnsynchronized();
            }
        }

        Finish(ref wakeups);
    }

    public void OnCanceled(Waiter waiter, CancellationToken token)
    {
        var wakeups = default(Wakeups);
        lock (_lock)
        {
            if (waiter.IsCanceledBy(token))
            {
                Leave((ReceiveWaiter)waiter, ref wakeups);
                ((ReceiveWaiter)waiter).Cancel();
                wakeups.Add(waiter);
                PumpUnsynchronized(ref wakeups);
                EndWaitUnsynchronized();
            }
        }

        Finish(ref wakeups);
    }

    public void OnEnded(Waiter waiter)
    {
        var receive = (ReceiveWaiter)waiter;
        receive.ForgetRequest();
        Volatile.Write(ref _spare, receive);
    }

    private ReceiveWaiter? Begin(
        in ReceiveRequest request, TimeSpan? timeout, CancellationToken cancellationToken, out Received received)
    {
        ReceiveWaiter? waiter = null;
        var wakeups = default(Wakeups);
        lock (_lock)
        {
            if (!_waiters.IsEmpty && rules.Queues && _ownership is not { IsActive: true })
            {
                received = default;
                waiter = EnqueueUnsynchronized(request, timeout, cancellationToken);
            }
            else if (!TryReceiveUnsynchronized(request, timeout, ref wakeups, out received))
            {
                if (timeout == TimeSpan.Zero)
                {
                    received = new Received(TcpError.Timeout);
                    EndWaitUnsynchronized();
                    _lengthLeftByPoll = rules.PollLeavesLength && request.Length > 0 ? request.Length : _lengthLeftByPoll;
                }
                else
                {
                    waiter = EnqueueUnsynchronized(request, timeout, cancellationToken);
                    waiter.StartDeadline(timeout);
                }
            }
        }

        wakeups.Run();
        if (waiter is not null)
        {
            host.OnReceiveWaits();
            waiter.ListenForCancellation();
        }

        return waiter;
    }

    private ReceiveWaiter EnqueueUnsynchronized(
        in ReceiveRequest request, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        ReceiveWaiter waiter = Interlocked.Exchange(ref _spare, null) ?? new ReceiveWaiter(this, clock);
        waiter.Begin(request, timeout, cancellationToken);
        _waiters.Enqueue(waiter);
        return waiter;
    }

    /// <summary>Checks the call against the state and, if it is allowed, tries. False: it has to wait.</summary>
    private bool TryReceiveUnsynchronized(
        in ReceiveRequest request, TimeSpan? timeout, ref Wakeups wakeups, out Received received)
    {
        SocketSettings settings = host.Settings;
        bool hasBadLength = rules.LengthNeedsRaw && request.Length > 0 && settings.Packet != PacketType.Raw;
        TcpError refusal = RefuseUnsynchronized(isInvalid: hasBadLength || _ownership is { IsActive: true });
        if (refusal == TcpError.None && request.Length > rules.MaximumLength)
        {
            refusal = TcpError.ENoMem;
        }

        if (refusal == TcpError.None && !_waiters.IsEmpty)
        {
            refusal = TcpError.EAlready;
        }

        if (refusal != TcpError.None)
        {
            received = new Received(refusal);
            return true;
        }

        _lengthLeftByPoll = request.Length > 0 ? 0 : _lengthLeftByPoll;
        bool hasLimit = timeout is not null && timeout != Timeout.InfiniteTimeSpan;
        return TryServeUnsynchronized(request, isPoll: timeout == TimeSpan.Zero, asks: hasLimit, ref wakeups, out received);
    }

    private TcpError RefuseUnsynchronized(bool isInvalid)
    {
        TcpError refusal = host.RefuseReceive();
        return refusal == TcpError.None && isInvalid ? TcpError.EInval : refusal;
    }

    private void PumpUnsynchronized(ref Wakeups wakeups)
    {
        ServeUnsynchronized(ref wakeups);
        DeliverUnsynchronized(ref wakeups);
    }

    private void ServeUnsynchronized(ref Wakeups wakeups)
    {
        while (_waiters.First is { } waiter)
        {
            Received received = default;
            Exception? failure = null;
            try
            {
                if (!TryServeUnsynchronized(waiter.Request, isPoll: false, asks: false, ref wakeups, out received))
                {
                    return;
                }
            }
            catch (Exception exception)
            {
                // The caller's buffer may be gone, or there is no room for the packet. That is the caller's affair, and not that
                // of the thread that happens to be here.
                failure = exception;
            }

            // The end of the stream may have completed it already.
            if (waiter.IsPending)
            {
                Leave(waiter, ref wakeups);
                waiter.Decide(received, failure);
                wakeups.Add(waiter);
            }
        }
    }

    /// <summary>Takes a waiter out of the queue; the clock of the next one starts when it becomes the first.</summary>
    private void Leave(ReceiveWaiter waiter, ref Wakeups wakeups)
    {
        bool wasFirst = _waiters.First == waiter;
        _waiters.Remove(waiter);
        while (wasFirst && _waiters.First is { } next)
        {
            TcpError refusal = RefuseUnsynchronized(isInvalid: false);
            if (refusal == TcpError.None)
            {
                next.StartDeadline(next.Timeout);
                return;
            }

            _waiters.Dequeue();
            next.Finish(new Received(refusal));
            wakeups.Add(next);
        }
    }

    private void AbortUnsynchronized(TcpError error, ref Wakeups wakeups)
    {
        _input?.Clear();
        if (rules.EndTurnsPassive)
        {
            _ownership?.StopActive();
        }

        while (!_waiters.IsEmpty)
        {
            ReceiveWaiter waiter = _waiters.Dequeue();
            waiter.Finish(new Received(error));
            wakeups.Add(waiter);
        }

        EndWaitUnsynchronized();
    }

    private void EndWaitUnsynchronized()
    {
        if (_waiters.IsEmpty && _ownership is not { IsActive: true })
        {
            io.EndWaitReadable();
        }
    }
}
