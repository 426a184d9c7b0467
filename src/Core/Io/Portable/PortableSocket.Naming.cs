using System.Net;
using System.Net.Sockets;

namespace TcpBackends.Core.Io.Portable;

internal sealed partial class PortableSocket
{
    // The outcome of the last connect.
    private TcpError _connect;
    private bool _hasBegunToConnect;

    public bool IsConnecting => _connect == TcpError.EInProgress;

    public TcpError Bind(EndPoint local) =>
        Call(
            local is UnixDomainSocketEndPoint path ? new PathEndPoint(path) : local,
            static (socket, local) => socket.Bind(local));

    public TcpError Listen(int backlog) => Call(backlog, static (socket, backlog) => socket.Listen(backlog));

    public TcpError TryAccept(out IIoSocket? accepted)
    {
        accepted = null;
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
            while (Socket.Poll(0, SelectMode.SelectRead))
            {
                if (TryAcceptOne(out Socket? connection))
                {
                    accepted = new PortableSocket(connection!);
                    return TcpError.None;
                }
            }

            return TcpError.EAgain;
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

    public TcpError Connect(EndPoint remote)
    {
        TcpError error = Call(remote, static (socket, remote) =>
        {
            RefuseListener(socket);
            socket.Connect(remote);
        });
        bool isUnderWay = error is TcpError.EAgain or TcpError.EInProgress;
        if (isUnderWay && Socket.AddressFamily == AddressFamily.Unix && !OperatingSystem.IsWindows())
        {
            // The listener's backlog is full; the kernel has not begun anything.
            return TcpError.EAgain;
        }

        _hasBegunToConnect |= isUnderWay || error == TcpError.None;
        _connect = isUnderWay ? TcpError.EInProgress : error;
        return _connect;
    }

    public TcpError FinishConnect()
    {
        TcpError error = TakeError(ref _writeError);
        if (error != TcpError.None)
        {
            return error;
        }

        error = Call(this, static (socket, self) => self._connect = self.IsConnecting ? ReadOutcome(socket) : self._connect);
        return error != TcpError.None ? error : _connect;
    }

    public TcpError TryGetName(bool remote, out EndPoint? name)
    {
        name = null;
        if (!_uses.TryEnter())
        {
            return TcpError.EBadF;
        }

        try
        {
            // A socket remembers its names, and forgets that of the peer at the first error. A second one asks the system.
            using var handle = new SafeSocketHandle(Socket.SafeHandle.DangerousGetHandle(), ownsHandle: false);
            using var view = new Socket(handle);
            name = remote ? view.RemoteEndPoint : view.LocalEndPoint;
            return name is not null ? TcpError.None : remote ? TcpError.ENotConn : TcpError.EInval;
        }
        catch (SocketException exception)
        {
            // macOS says so of a connection that has ended.
            return remote && exception.SocketErrorCode == SocketError.InvalidArgument
                ? TcpError.ENotConn
                : PortableError.Map(exception.SocketErrorCode);
        }
        finally
        {
            _uses.Exit();
        }
    }

    /// <summary>False: the peer took it back.</summary>
    private bool TryAcceptOne(out Socket? connection)
    {
        connection = null;
        try
        {
            connection = Socket.Accept();
            return true;
        }
        catch (SocketException exception) when (exception.SocketErrorCode
            is SocketError.ConnectionAborted or SocketError.ConnectionReset or SocketError.WouldBlock)
        {
            return false;
        }
    }

    /// <summary>As the system does it; a Socket throws something else.</summary>
    private static void RefuseListener(Socket socket)
    {
        if ((int)socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.AcceptConnection)! != 0)
        {
            bool isLocal = socket.AddressFamily == AddressFamily.Unix;
            throw new SocketException((int)(isLocal ? SocketError.InvalidArgument : SocketError.IsConnected));
        }
    }

    private static TcpError ReadOutcome(Socket socket)
    {
        // Windows reports a failure apart from writability.
        if (!socket.Poll(0, SelectMode.SelectWrite) && !socket.Poll(0, SelectMode.SelectError))
        {
            return TcpError.EInProgress;
        }

        var error = (SocketError)(int)socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error)!;
        return PortableError.Map(error);
    }
}
