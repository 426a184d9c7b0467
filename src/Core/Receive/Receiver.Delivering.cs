using TcpBackends.Core.Delivery;
using TcpBackends.Core.Io;
using TcpBackends.Core.Options;
using TcpBackends.Core.Waiting;

namespace TcpBackends.Core.Receive;

/// <summary>Active mode: what is read becomes messages to the owner, as long as nobody waits for it in a receive.</summary>
internal sealed partial class Receiver : IActiveMode, IThreadPoolWorkItem
{
    /// <summary>After so many reads others get their turn on the thread.</summary>
    private const int MostReadsAtOnce = 64;

    private bool _hasOverflowed;

    // Room in the mailbox for the packet that is being taken.
    private bool _hasReserved;
    private bool _isScheduled;

    // Half closed, and another mode was set: as in OTP it goes on reading, until it meets the end again or what is no packet.
    private bool _readsHalfClosed;

    // The mode that was set gives the buffer its size.
    private bool _sizesBuffer;

    // The mailbox had no room, the owner was told so, and it is going to be closed.
    private bool _isOver;

    // The mode was set, and delivery is to begin.
    private bool _isArmed;

    public TcpError Change(TcpActive value, ref Wakeups wakeups)
    {
        lock (_lock)
        {
            if (_ownership is null && value == TcpActive.False)
            {
                return TcpError.None;
            }

            if (_isOver)
            {
                return TcpError.EInval;
            }

            _isArmed = true;
            Ownership ownership = OwnershipUnsynchronized();
            TcpActiveMode before = ownership.Active.Mode;
            TcpError error = ownership.SetActive(value, rules.FalseTellsPassive, ref wakeups);
            TcpActiveMode after = ownership.Active.Mode;
            _readsHalfClosed = host.IsHalfClosed && after != TcpActiveMode.False && (_readsHalfClosed || after != before);
            _sizesBuffer = before == TcpActiveMode.False && SizesBuffer(after);
            EndWaitUnsynchronized();
            return error;
        }
    }

    public void Resume(ref Wakeups wakeups)
    {
        if (Volatile.Read(ref _ownership) is null && !rules.OptionsServeReceives)
        {
            return;
        }

        lock (_lock)
        {
            if (rules.OptionsServeReceives)
            {
                ServeUnsynchronized(ref wakeups);
            }

            if (_isArmed)
            {
                // Another option tells nothing.
                TellIfEndedUnsynchronized(ref wakeups);
            }

            _isArmed = false;
            DeliverUnsynchronized(ref wakeups);
            EndWaitUnsynchronized();
        }
    }

    /// <summary>The connection broke, and the descriptor is gone: who waits is told, and the owner of an active socket.</summary>
    public void Break(ref Wakeups wakeups)
    {
        lock (_lock)
        {
            AbortUnsynchronized(TcpError.Closed, ref wakeups);
            if (_ownership is { IsActive: true })
            {
                TellClosedUnsynchronized(host.OnBreakTold(), ref wakeups);
            }
        }
    }

    /// <summary>Goes on after others had their turn.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        Volatile.Write(ref _isScheduled, false);
        OnReadable();
    }

    private void GoOnLater()
    {
        if (!_isScheduled)
        {
            _isScheduled = true;
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    private void DeliverUnsynchronized(ref Wakeups wakeups)
    {
        if (_isArmed)
        {
            // The options that were set together with the mode are not published yet; Resume follows.
            return;
        }

        try
        {
            DeliverWhileActiveUnsynchronized(ref wakeups);
        }
        catch (OutOfMemoryException)
        {
            // The peer chooses the length of a packet, and nobody waits here who could be told by an exception.
            ReleaseUnsynchronized();
            MeetEndUnsynchronized(TcpError.ENoMem, ref wakeups);
        }
    }

    private void DeliverWhileActiveUnsynchronized(ref Wakeups wakeups)
    {
        for (int reads = 0; _ownership is { IsActive: true } ownership && _waiters.IsEmpty && IsReadingUnsynchronized();)
        {
            SocketSettings settings = host.Settings;
            Received received = default;
            int missing = 0;
            MessageQueue mailbox = ownership.Owner.Queue;
            if (mailbox.IsBounded && _input is { } input && input.HasPacket(settings, _lengthLeftByPoll))
            {
                _hasReserved = mailbox.TryReserve();
                if (!_hasReserved)
                {
                    OverflowUnsynchronized(ownership, ref wakeups);
                    return;
                }
            }

            if (TryTakeUnsynchronized(ReceiveRequest.Active, settings, ref wakeups, out received, out missing))
            {
                if (received.Error == TcpError.None)
                {
                    _hasReserved = false;
                    ownership.TellPacket(ToMessage(received, settings.Deliver), ref wakeups);
                }

                ReleaseUnsynchronized();
                continue;
            }

            ReleaseUnsynchronized();
            if (++reads > MostReadsAtOnce)
            {
                GoOnLater();
                return;
            }

            if (_sizesBuffer)
            {
                SizeBufferUnsynchronized(ReceiveRequest.Active, settings);
            }

            if (io.IsDrained && io.WaitReadable())
            {
                return;
            }

            bool hadSize = _sizesBuffer || _input is { HasSize: true };
            IoResult read = ReadUnsynchronized(ReceiveRequest.Active, settings, missing, ref received, out _);
            if (read.WouldBlock)
            {
                if (!hadSize)
                {
                    // As large as the option says when something comes, unless a receive has begun with it before.
                    _input!.ForgetSize();
                }

                if (io.WaitReadable())
                {
                    return;
                }
            }
            else if (read.Error != TcpError.None || read.Bytes == 0)
            {
                MeetEndUnsynchronized(read.Error, ref wakeups);
                return;
            }

            _sizesBuffer = false;
        }
    }

    private bool SizesBuffer(TcpActiveMode mode) => rules.CountSizesBuffer && mode is TcpActiveMode.Once or TcpActiveMode.Count;

    private bool IsReadingUnsynchronized() => host.IsReceiving || (_readsHalfClosed && host.IsHalfClosed);

    /// <summary>Gives back the room in the mailbox, if no packet has come for it.</summary>
    private void ReleaseUnsynchronized()
    {
        if (_hasReserved)
        {
            _hasReserved = false;
            _ownership!.Owner.Queue.Release();
        }
    }

    private TcpMessage ToMessage(in Received received, TcpDeliver deliver)
    {
        TcpPacket packet = received.Packet;
        return deliver == TcpDeliver.Port
            ? new TcpPortMessage(host.Socket, packet)
            : packet.Http is { } http ? new TcpHttpMessage(host.Socket, http)
            : new TcpDataMessage(host.Socket, packet);
    }

    /// <summary>The stream has ended: the owner is told, if it is active.</summary>
    /// <returns>What a receive is told that has met it.</returns>
    private TcpError MeetEndUnsynchronized(TcpError cause, ref Wakeups wakeups)
    {
        bool isActive = _ownership is { IsActive: true };
        _readsHalfClosed = false;
        _input?.Clear();
        TcpError told = host.OnInputEnded(cause, isActive, ref wakeups, out bool isNews);
        if (!isActive)
        {
            _ownership?.Announce(host.DownReason);
            return told;
        }

        if (isNews || host.IsHalfClosed)
        {
            // Half closed it was met before, perhaps by a receive, and the owner is told once.
            TellClosedUnsynchronized(told, ref wakeups);
        }

        return rules.ActiveEndIsClosed ? TcpError.Closed : told;
    }

    /// <summary>The peer has sent what is no packet: the owner is told, if it is active.</summary>
    /// <returns>What a receive is told that has met it.</returns>
    private TcpError MeetInvalidUnsynchronized(ref Wakeups wakeups)
    {
        bool isActive = _ownership is { IsActive: true };
        _readsHalfClosed = false;
        host.OnInvalidPacket(isActive, ref wakeups);
        if (!isActive)
        {
            return TcpError.EMsgSize;
        }

        if (rules.InvalidPacketCloses)
        {
            TellClosedUnsynchronized(TcpError.EMsgSize, ref wakeups);
        }
        else
        {
            _ownership!.TellError(TcpError.EMsgSize, ref wakeups);
            _ownership.StopActive();
        }

        return rules.ActiveEndIsClosed ? TcpError.Closed : TcpError.EMsgSize;
    }

    /// <summary>Whoever arms a socket whose stream has ended is told so.</summary>
    private void TellIfEndedUnsynchronized(ref Wakeups wakeups)
    {
        bool hasEnded = !host.IsReceiving && !host.IsHalfClosed && host.EndReason == TcpCloseReason.None;
        if (hasEnded && _ownership is { IsActive: true })
        {
            TellClosedUnsynchronized(host.OnEndTold(), ref wakeups);
        }
    }

    private void TellClosedUnsynchronized(TcpError cause, ref Wakeups wakeups)
    {
        _ownership!.TellClosed(cause, ref wakeups);
        if (rules.EndTurnsPassive)
        {
            _ownership.StopActive();
        }

        if (host.EndReason is var reason && reason != TcpCloseReason.None)
        {
            _ownership.End(reason, ref wakeups);
        }

        _ownership.Announce(host.DownReason);
    }

    private void OverflowUnsynchronized(Ownership ownership, ref Wakeups wakeups)
    {
        ownership.StopActive();
        if (ownership.Owner.Overflow == TcpMailboxOverflow.TurnPassive)
        {
            ownership.TellPassive(ref wakeups);
            return;
        }

        _isOver = true;
        host.OnOverflow();
        ownership.TellClosed(TcpError.ENoBufs, ref wakeups);
        _hasOverflowed = true;
    }

    public void Finish(ref Wakeups wakeups)
    {
        wakeups.Run();
        if (Volatile.Read(ref _hasOverflowed) && Interlocked.Exchange(ref _hasOverflowed, false))
        {
            host.EndOverflow();
        }
    }
}
