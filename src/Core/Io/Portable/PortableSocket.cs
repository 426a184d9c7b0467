using System.Buffers;
using System.Net.Sockets;

namespace TcpBackends.Core.Io.Portable;

/// <summary>A non-blocking socket of System.Net.Sockets.</summary>
internal sealed partial class PortableSocket : IIoSocket
{
    private SegmentSend _segments;
    private IIoEvents? _events;
    private TcpError _loopError;
    private UseCount _uses;

    public PortableSocket(Socket socket)
    {
        socket.Blocking = false;
        Socket = socket;
    }

    public Socket Socket { get; }

    public SelectLoop? Loop { get; set; }

    /// <summary>What is waited for; under the loop's lock.</summary>
    public Waits Waits { get; set; }

    /// <summary>The last round of the loop in which Select had this socket; under the loop's lock.</summary>
    public long Round { get; set; }

    public void Start(IIoEvents events) => Volatile.Write(ref _events, events);

    public bool WaitReadable() => Wait(Waits.Read);

    public bool WaitWritable() => Wait(Waits.Write);

    public void OnReady(Waits ready)
    {
        IIoEvents events = Volatile.Read(ref _events)!;
        if ((ready & Waits.Read) != 0)
        {
            events.OnReadable();
        }

        if ((ready & Waits.Write) != 0)
        {
            events.OnWritable();
        }
    }

    public IoResult TryReceive(Span<byte> destination)
    {
        if (_loopError != TcpError.None || !_uses.TryEnter())
        {
            return _loopError != TcpError.None ? _loopError : TcpError.EBadF;
        }

        try
        {
            int count = Socket.Receive(destination, SocketFlags.None, out SocketError error);

            // What Windows says after the own shutdown of the reading side; elsewhere it is the end of the stream.
            return error is SocketError.Shutdown or SocketError.Disconnecting
                ? new IoResult(0, TcpError.None)
                : new IoResult(count, PortableError.MapForData(error));
        }
        finally
        {
            _uses.Exit();
        }
    }

    public IoResult TrySend(ReadOnlySpan<byte> header, in ReadOnlySequence<byte> body)
    {
        if (_loopError != TcpError.None || !_uses.TryEnter())
        {
            return _loopError != TcpError.None ? _loopError : TcpError.EBadF;
        }

        try
        {
            int count = _segments.Send(Socket, header, body, out SocketError error);
            return new IoResult(count, PortableError.MapForData(error));
        }
        finally
        {
            _uses.Exit();
        }
    }

    public TcpError Shutdown(TcpShutdown how) =>
        Call(how, static (socket, how) => socket.Shutdown((SocketShutdown)how));

    /// <summary>Closes it, after the calls of other threads, none of which block.</summary>
    public void Dispose()
    {
        if (_uses.TryClose())
        {
            Loop?.Remove(this);
            Socket.Dispose();
        }
    }

    private bool Wait(Waits waits)
    {
        if (!_uses.TryEnter())
        {
            return false;
        }

        try
        {
            (Loop ?? SelectLoop.Join(this)).Wait(this, waits);
            return true;
        }
        catch (SocketException exception)
        {
            // The next attempt answers with it.
            _loopError = PortableError.Map(exception.SocketErrorCode);
            return false;
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
