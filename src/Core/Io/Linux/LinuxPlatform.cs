using System.Net.Sockets;

namespace TcpBackends.Core.Io.Linux;

/// <summary>Sockets by system call, readiness by epoll.</summary>
internal sealed class LinuxPlatform : IIoPlatform
{
    public TcpError TryOpen(AddressFamily family, out IIoSocket? socket)
    {
        socket = null;

        // The epoll set first, so that waiting never fails later for lack of a descriptor.
        TcpError error = EpollLoop.Prepare();
        if (error != TcpError.None)
        {
            return error;
        }

        int domain = family switch
        {
            AddressFamily.InterNetwork => LibC.AfInet,
            AddressFamily.InterNetworkV6 => LibC.AfInet6,
            AddressFamily.Unix => LibC.AfUnix,
            _ => -1,
        };
        int descriptor = LibC.Socket(
            domain, LibC.SockStream | LibC.SockNonBlock | LibC.SockCloseOnExec, protocol: 0);
        if (descriptor < 0)
        {
            return LinuxErrno.Last();
        }

        socket = new LinuxSocket(descriptor);
        return TcpError.None;
    }
}
