using System.Buffers;
using TcpBackends.Core.Waiting;

namespace TcpBackends.Core.Io.Linux;

/// <summary>A non-blocking socket by system call.</summary>
/// <param name="descriptor">The descriptor, which it owns.</param>
/// <param name="isPlainTcp">
/// Whether it is TCP, and nobody else has had it. Only of those is it known that a short read takes all there is, and what becomes of bytes that
/// are announced to be followed by more.
/// </param>
internal sealed unsafe partial class LinuxSocket(int descriptor, bool isPlainTcp) : IIoSocket, ITurnWork
{
    private readonly EpollEntry _entry = new();
    private IIoEvents? _events;
    private EpollLoop? _loop;
    private UseCount _uses;

    private bool _hasBegunToConnect;

    // Why a wait could not be set up; the next attempt in that direction answers with it, the one after tries again.
    private TcpError _readError;
    private TcpError _writeError;

    private bool _hasUnreceived;

    // Who sees to it that what the kernel keeps, because more was announced, is let go; null: nothing is kept.
    private InlineTurn? _holder;
    private bool _isPlainTcp = isPlainTcp;

    /// <summary>Nobody has it any more, and it waits for nothing.</summary>
    ~LinuxSocket() => IoClosing.CloseNow(this);

    /// <summary>What the descriptor was like before it was adopted; null: it was opened here.</summary>
    public DescriptorFlags? FlagsBefore { get; init; }

    public bool IsDrained => Volatile.Read(ref _isPlainTcp) && _entry.Read.IsDrained;

    public void Start(IIoEvents events) => Volatile.Write(ref _events, events);

    public bool WaitReadable()
    {
        _readError = Register();
        return _readError == TcpError.None && _entry.Read.Want(this);
    }

    public bool WaitWritable()
    {
        _writeError = Register();
        return _writeError == TcpError.None && _entry.Write.Want(this);
    }

    public void EndWaitReadable() => _entry.Read.WantNoMore();

    public void EndWaitWritable() => _entry.Write.WantNoMore();

    public void OnReadable() => Volatile.Read(ref _events)!.OnReadable();

    public void OnWritable() => Volatile.Read(ref _events)!.OnWritable();

    public IoResult TryReceive(Span<byte> destination)
    {
        _entry.Read.BeginAttempt();
        if (TryBegin(ref _readError) is var error && error != TcpError.None)
        {
            return error;
        }

        IoResult result;
        fixed (byte* buffer = destination)
        {
            do
            {
                nint count = LibC.Receive(descriptor, buffer, (nuint)destination.Length, flags: 0);
                result = count >= 0 ? new IoResult((int)count, TcpError.None) : LinuxErrno.Last();
            }
            while (result.Error == TcpError.EIntr);
        }

        _uses.Exit();
        if (result.Error == TcpError.None && result.Bytes < destination.Length && Volatile.Read(ref _loop) is not null)
        {
            _entry.Read.HasTakenAll(isEnd: result.Bytes == 0);
        }

        return result;
    }

    public IoResult TrySend(ReadOnlySpan<byte> header, in ReadOnlySequence<byte> body)
    {
        _entry.Write.BeginAttempt();
        if (TryBegin(ref _writeError) is var error && error != TcpError.None)
        {
            return error;
        }

        try
        {
            IoResult result;
            int more = _hasUnreceived && Volatile.Read(ref _isPlainTcp) && TryHold() ? LibC.MsgMore : 0;
            do
            {
                long offered = long.MaxValue;
                nint count = body.IsSingleSegment
                    ? GatherSend.One(descriptor, header, body.FirstSpan, more)
                    : GatherSend.Many(descriptor, header, body, more, out offered);
                result = count < 0
                    ? LinuxErrno.Last()
                    : new IoResult((int)count, TcpError.None, count == offered && offered < header.Length + body.Length);
            }
            while (result.Error == TcpError.EIntr);

            if (more != 0 && Volatile.Read(ref _holder) is null)
            {
                // It was let go for good meanwhile.
                Push();
            }

            return result;
        }
        finally
        {
            // The caller's memory may be gone, which throws.
            _uses.Exit();
        }
    }

    public void SetUnreceived(bool any) => _hasUnreceived = any;

    void ITurnWork.OnTurnEnd(InlineTurn turn)
    {
        EndHold(turn);
        Push();
    }

    bool ITurnWork.OnTurnGoesOn()
    {
        Push();
        return true;
    }

    /// <summary>
    /// Whether what is sent now may be kept by the kernel, since more of what was read ahead waits for the caller, who will probably answer
    /// it, too. Only where somebody will let it go.
    /// </summary>
    private bool TryHold()
    {
        if (InlineTurn.Current is not { } turn)
        {
            return false;
        }

        // What another one keeps goes out with what is sent now.
        InlineTurn? holder = Volatile.Read(ref _holder) ?? Interlocked.CompareExchange(ref _holder, turn, null);
        if (holder is not null || turn.TryAdd(this))
        {
            return holder is null || holder == turn;
        }

        EndHold(turn);
        return false;
    }

    private void EndHold(InlineTurn turn) => Interlocked.CompareExchange(ref _holder, null, turn);

    /// <summary>Lets go what the kernel keeps because more was announced.</summary>
    private void Push()
    {
        lock (_entry)
        {
            // The user may have put the cork in meanwhile.
            if (_isPlainTcp && _uses.TryEnter())
            {
                PullCork();
                _uses.Exit();
            }
        }
    }

    /// <summary>Lets go what the kernel keeps, whether the cork was in or not.</summary>
    private void PullCork()
    {
        int off = 0;
        _ = LibC.SetSockOpt(descriptor, LibC.ProtocolTcp, LibC.TcpCork, &off, sizeof(int));
    }

    public TcpError Shutdown(TcpShutdown how)
    {
        if (!_uses.TryEnter())
        {
            return TcpError.EBadF;
        }

        TcpError error = Outcome(LibC.Shutdown(descriptor, (int)how));
        _uses.Exit();
        return error;
    }

    /// <summary>Closes the descriptor, after the system calls of other threads, none of which block.</summary>
    public void Dispose()
    {
        if (!_uses.TryClose())
        {
            return;
        }

        GC.SuppressFinalize(this);
        _loop?.Remove(_entry);

        // Whatever close reports, Linux has released the descriptor.
        _ = LibC.Close(descriptor);
    }

    public TcpError GetDescriptor(out int number)
    {
        number = descriptor;
        if (!_uses.TryEnter())
        {
            return TcpError.EBadF;
        }

        _uses.Exit();
        return TcpError.None;
    }

    public void Abandon()
    {
        if (!_uses.TryClose())
        {
            return;
        }

        _loop?.Remove(_entry);

        // It is not closed, so the kernel does not take it out of its set by itself.
        _loop?.Leave(descriptor);
        if (_hasBegunToConnect)
        {
            Descriptor.EndAttempt(descriptor);
        }

        if (FlagsBefore is { } flags)
        {
            Descriptor.Restore(descriptor, flags);
        }
    }

    private static TcpError Outcome(int returned) => returned >= 0 ? TcpError.None : LinuxErrno.Last();

    /// <summary>Begins an attempt, unless the wait before it could not be set up. Followed by Exit.</summary>
    private TcpError TryBegin(ref TcpError stored)
    {
        TcpError error = stored;
        stored = TcpError.None;
        return error != TcpError.None ? error : _uses.TryEnter() ? TcpError.None : TcpError.EBadF;
    }

    /// <summary>
    /// Joins an epoll set at the first wait, so that a connection that never waits costs no system call for it. The kernel
    /// then reports at once what is ready already, so nothing is missed.
    /// </summary>
    private TcpError Register()
    {
        if (Volatile.Read(ref _loop) is not null)
        {
            return TcpError.None;
        }

        if (!_uses.TryEnter())
        {
            return TcpError.EBadF;
        }

        TcpError error = EpollLoop.Join(_entry, descriptor, ref _loop);
        _uses.Exit();
        return error;
    }
}
