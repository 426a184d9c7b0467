using System.Net;

namespace TcpBackends.Core.Io.Linux;

internal sealed unsafe partial class LinuxSocket
{
    public TcpError Bind(EndPoint local)
    {
        byte* address = stackalloc byte[LinuxAddress.MaximumLength];
        int length = LinuxAddress.Write(local, new Span<byte>(address, LinuxAddress.MaximumLength));
        if (!_uses.TryEnter())
        {
            return TcpError.EBadF;
        }

        TcpError error = Outcome(LibC.Bind(descriptor, address, (uint)length));
        _uses.Exit();
        return error;
    }

    public TcpError Listen(int backlog)
    {
        if (!_uses.TryEnter())
        {
            return TcpError.EBadF;
        }

        TcpError error = Outcome(LibC.Listen(descriptor, backlog));
        _uses.Exit();
        return error;
    }

    public TcpError TryAccept(out IIoSocket? accepted)
    {
        accepted = null;
        _entry.Read.BeginAttempt();
        TcpError error = TryBegin(ref _readError);
        if (error != TcpError.None)
        {
            return error;
        }

        do
        {
            int connection = LibC.Accept(descriptor, null, null, LibC.SockNonBlock | LibC.SockCloseOnExec);
            error = Outcome(connection);
            accepted = connection >= 0 ? new LinuxSocket(connection, Volatile.Read(ref _isPlainTcp)) : null;
        }
        while (error is TcpError.EIntr or TcpError.EConnAborted);

        _uses.Exit();
        return error;
    }

    public TcpError Connect(EndPoint remote)
    {
        byte* address = stackalloc byte[LinuxAddress.MaximumLength];
        int length = LinuxAddress.Write(remote, new Span<byte>(address, LinuxAddress.MaximumLength));
        _entry.Write.BeginAttempt();
        if (!_uses.TryEnter())
        {
            return TcpError.EBadF;
        }

        TcpError error = Outcome(LibC.Connect(descriptor, address, (uint)length));
        _uses.Exit();

        // An interrupted connect goes on in the background, as one in progress does.
        error = error == TcpError.EIntr ? TcpError.EInProgress : error;

        // What fails at once leaves nothing behind; an attempt that is under way already, and a listener, are somebody else's.
        _hasBegunToConnect |= error is TcpError.None or TcpError.EInProgress;
        return error;
    }

    public TcpError FinishConnect()
    {
        _entry.Write.BeginAttempt();
        TcpError error = TryBegin(ref _writeError);
        if (error != TcpError.None)
        {
            return error;
        }

        _uses.Exit();
        error = Get(LibC.SolSocket, LibC.SoError, out int pending);
        if (error != TcpError.None || pending != 0)
        {
            return error != TcpError.None ? error : LinuxErrno.Map(pending);
        }

        error = TryGetName(remote: true, out _);
        return error == TcpError.ENotConn ? TcpError.EInProgress : error;
    }

    public TcpError TryGetName(bool remote, out EndPoint? name)
    {
        name = null;
        if (!_uses.TryEnter())
        {
            return TcpError.EBadF;
        }

        byte* address = stackalloc byte[LinuxAddress.MaximumLength];
        uint length = LinuxAddress.MaximumLength;
        TcpError error = Outcome(
            remote ? LibC.GetPeerName(descriptor, address, &length) : LibC.GetSockName(descriptor, address, &length));
        _uses.Exit();
        if (error == TcpError.None)
        {
            name = LinuxAddress.Read(new ReadOnlySpan<byte>(address, (int)length));
        }

        return error;
    }
}
