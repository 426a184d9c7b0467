using System.Buffers;

namespace TcpBackends.Core.Io.Linux;

/// <summary>A non-blocking socket by system call.</summary>
internal sealed unsafe partial class LinuxSocket(int descriptor) : IIoSocket
{
    private const int Registering = 1;
    private const int Registered = 2;

    private Readiness _read;
    private Readiness _write;
    private IIoEvents? _events;
    private EpollLoop? _loop;
    private int _registration;
    private TcpError _registrationError;

    private UseCount _uses;

    public ulong EpollKey { get; set; }

    public void Start(IIoEvents events) => Volatile.Write(ref _events, events);

    public bool WaitReadable()
    {
        Register();
        return _registrationError == TcpError.None && _read.Want();
    }

    public bool WaitWritable()
    {
        Register();
        return _registrationError == TcpError.None && _write.Want();
    }

    public void OnReady(bool readable, bool writable)
    {
        if (readable && _read.Signal())
        {
            Volatile.Read(ref _events)!.OnReadable();
        }

        if (writable && _write.Signal())
        {
            Volatile.Read(ref _events)!.OnWritable();
        }
    }

    public IoResult TryReceive(Span<byte> destination)
    {
        _read.BeginAttempt();
        if (_registrationError != TcpError.None || !_uses.TryEnter())
        {
            return _registrationError != TcpError.None ? _registrationError : TcpError.EBadF;
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
        return result;
    }

    public IoResult TrySend(ReadOnlySpan<byte> header, in ReadOnlySequence<byte> body)
    {
        _write.BeginAttempt();
        if (_registrationError != TcpError.None || !_uses.TryEnter())
        {
            return _registrationError != TcpError.None ? _registrationError : TcpError.EBadF;
        }

        IoResult result;
        do
        {
            nint count = body.IsSingleSegment
                ? GatherSend.One(descriptor, header, body.FirstSpan)
                : GatherSend.Many(descriptor, header, body);
            result = count >= 0 ? new IoResult((int)count, TcpError.None) : LinuxErrno.Last();
        }
        while (result.Error == TcpError.EIntr);

        _uses.Exit();
        return result;
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

        _loop?.Remove(this);

        // Whatever close reports, Linux has released the descriptor.
        _ = LibC.Close(descriptor);
    }

    private static TcpError Outcome(int returned) => returned >= 0 ? TcpError.None : LinuxErrno.Last();

    /// <summary>
    /// Joins an epoll set at the first wait, so that a connection that never waits costs no system call for it. The kernel
    /// then reports at once what is ready already, so nothing is missed.
    /// </summary>
    private void Register()
    {
        if (Volatile.Read(ref _registration) == Registered)
        {
            return;
        }

        if (Interlocked.CompareExchange(ref _registration, Registering, 0) == 0)
        {
            if (_uses.TryEnter())
            {
                _loop = EpollLoop.Next();
                _registrationError = _loop.Add(this, descriptor);
                _uses.Exit();
            }
            else
            {
                _registrationError = TcpError.EBadF;
            }

            Volatile.Write(ref _registration, Registered);
            return;
        }

        var spin = default(SpinWait);
        while (Volatile.Read(ref _registration) != Registered)
        {
            spin.SpinOnce();
        }
    }
}
