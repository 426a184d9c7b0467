using System.Net.Sockets;

namespace TcpBackends.Core.Io.Linux;

/// <summary>Sockets by system call, readiness by epoll.</summary>
internal sealed class LinuxPlatform : IIoPlatform
{
    public TcpError Prepare() => EpollLoop.Prepare();

    public TcpError TryOpen(AddressFamily family, out IIoSocket? socket)
    {
        socket = null;

        // The epoll set first, so that waiting never fails later for lack of a descriptor.
        TcpError error = Prepare();
        if (error != TcpError.None)
        {
            return error;
        }

        int descriptor = LibC.Socket(
            Descriptor.ToDomain(family), LibC.SockStream | LibC.SockNonBlock | LibC.SockCloseOnExec, protocol: 0);
        if (descriptor < 0)
        {
            return LinuxErrno.Last();
        }

        socket = new LinuxSocket(descriptor, isPlainTcp: family is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6);
        return TcpError.None;
    }

    public TcpError TryAdopt(int descriptor, AddressFamily family, out IIoSocket? socket)
    {
        socket = null;
        TcpError error = Prepare();
        error = error == TcpError.None ? Descriptor.Check(descriptor, family) : error;
        if (error != TcpError.None)
        {
            return error;
        }

        error = Descriptor.Prepare(descriptor, out DescriptorFlags before);
        socket = error == TcpError.None ? new LinuxSocket(descriptor, isPlainTcp: false) { FlagsBefore = before } : null;
        return error;
    }
}
