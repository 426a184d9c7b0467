using System.Buffers;
using System.Net.Sockets;
using TcpBackends.Core.Io.Linux;

namespace TcpBackends.Core.Io.Portable;

/// <summary>A non-blocking socket of System.Net.Sockets.</summary>
internal sealed partial class PortableSocket : IIoSocket
{
    private SegmentSend _segments;
    private IIoEvents? _events;

    // Why a wait could not be set up; the next attempt in that direction answers with it, the one after tries again.
    private TcpError _readError;
    private TcpError _writeError;
    private UseCount _uses;

    public PortableSocket(Socket socket)
    {
        socket.Blocking = false;
        Socket = socket;

#pragma warning disable CA1816 // Its finalizer would reset the connection before that of this object could close it.
        GC.SuppressFinalize(socket);
#pragma warning restore CA1816
    }

    /// <summary>Nobody has it any more, and it waits for nothing.</summary>
    ~PortableSocket() => IoClosing.CloseNow(this);

    public Socket Socket { get; }

    /// <summary>What the descriptor was like before it was adopted; null: it was opened here, or the system does not tell.</summary>
    public DescriptorFlags? FlagsBefore { get; init; }

    public SelectLoop? Loop { get; set; }

    /// <summary>What is waited for; under the loop's lock.</summary>
    public Waits Waits { get; set; }

    /// <summary>The last round of the loop in which Select had this socket; under the loop's lock.</summary>
    public long Round { get; set; }

    public void Start(IIoEvents events) => Volatile.Write(ref _events, events);

    public bool WaitReadable()
    {
        _readError = Wait(Waits.Read);
        return _readError == TcpError.None;
    }

    public bool WaitWritable()
    {
        _writeError = Wait(Waits.Write);
        return _writeError == TcpError.None;
    }

    public void EndWaitReadable() => Loop?.EndWait(this, Waits.Read);

    public void EndWaitWritable() => Loop?.EndWait(this, Waits.Write);

    public void OnReady(Waits ready)
    {
        IIoEvents events = Volatile.Read(ref _events)!;
        // Sending first: a reset is to be found by what waits to be sent, if anything does.
        if ((ready & Waits.Write) != 0)
        {
            events.OnWritable();
        }

        if ((ready & Waits.Read) != 0)
        {
            events.OnReadable();
        }
    }

    public bool IsDrained => false;

    public IoResult TryReceive(Span<byte> destination)
    {
        if (TakeError(ref _readError) is var error && error != TcpError.None)
        {
            return error;
        }

        if (!_uses.TryEnter())
        {
            return TcpError.EBadF;
        }

        try
        {
            int count = Socket.Receive(destination, SocketFlags.None, out SocketError outcome);

            // What Windows says after the own shutdown of the reading side; elsewhere it is the end of the stream.
            return outcome is SocketError.Shutdown or SocketError.Disconnecting
                ? new IoResult(0, TcpError.None)
                : new IoResult(count, PortableError.MapForData(outcome));
        }
        finally
        {
            _uses.Exit();
        }
    }

    public IoResult TrySend(ReadOnlySpan<byte> header, in ReadOnlySequence<byte> body)
    {
        if (TakeError(ref _writeError) is var error && error != TcpError.None)
        {
            return error;
        }

        if (!_uses.TryEnter())
        {
            return TcpError.EBadF;
        }

        try
        {
            return _segments.Send(Socket, header, body);
        }
        finally
        {
            _uses.Exit();
        }
    }

    public void SetUnreceived(bool any)
    {
        // Everything is sent at once.
    }

    public TcpError Shutdown(TcpShutdown how) =>
        Call(how, static (socket, how) => socket.Shutdown((SocketShutdown)how));

    /// <summary>Closes it, after the calls of other threads, none of which block.</summary>
    public void Dispose()
    {
        if (_uses.TryClose())
        {
            GC.SuppressFinalize(this);
            Loop?.Remove(this);
            Socket.Dispose();
        }
    }

    public TcpError GetDescriptor(out int descriptor)
    {
        descriptor = -1;
        if (!_uses.TryEnter())
        {
            return TcpError.EBadF;
        }

        descriptor = (int)Socket.SafeHandle.DangerousGetHandle();
        _uses.Exit();
        return TcpError.None;
    }

    public void Abandon()
    {
        if (_uses.TryClose())
        {
            Loop?.Remove(this);
            int descriptor = (int)Socket.SafeHandle.DangerousGetHandle();
            if (_hasBegunToConnect && OperatingSystem.IsLinux())
            {
                Descriptor.EndAttempt(descriptor);
            }

            if (FlagsBefore is { } flags)
            {
                Descriptor.Restore(descriptor, flags);
            }

            Socket.SafeHandle.SetHandleAsInvalid();
        }
    }

    private static TcpError TakeError(ref TcpError stored)
    {
        TcpError error = stored;
        stored = TcpError.None;
        return error;
    }

    private TcpError Wait(Waits waits)
    {
        if (!_uses.TryEnter())
        {
            return TcpError.EBadF;
        }

        try
        {
            (Loop ?? SelectLoop.Join(this)).Wait(this, waits);
            return TcpError.None;
        }
        catch (SocketException exception)
        {
            return PortableError.Map(exception.SocketErrorCode);
        }
        finally
        {
            _uses.Exit();
        }
    }

    /// <summary>Makes a call whose failures are rare enough to be exceptions.</summary>
    private TcpError Call<T>(T argument, Action<Socket, T> call)
    {
        if (!_uses.TryEnter())
        {
            return TcpError.EBadF;
        }

        try
        {
            call(Socket, argument);
            return TcpError.None;
        }
        catch (SocketException exception)
        {
            return Socket.AddressFamily == AddressFamily.Unix
                ? PortableError.MapForPath(exception.SocketErrorCode)
                : PortableError.Map(exception.SocketErrorCode);
        }
        finally
        {
            _uses.Exit();
        }
    }
}
