using System.Net.Sockets;

namespace TcpBackends.Core.Io.Portable;

/// <summary>Sockets by System.Net.Sockets in non-blocking mode, readiness by <see cref="Socket.Select(System.Collections.IList?, System.Collections.IList?, System.Collections.IList?, int)"/>.</summary>
internal sealed class PortablePlatform : IIoPlatform
{
    public TcpError TryOpen(AddressFamily family, out IIoSocket? socket)
    {
        socket = null;
        if (family == AddressFamily.Unix && !Socket.OSSupportsUnixDomainSockets)
        {
            return TcpError.EAfNoSupport;
        }

        try
        {
            // The loop first, so that waiting never fails later for lack of a descriptor.
            SelectLoop.Prepare();

            // Not ProtocolType.Tcp, which is what makes Bind set SO_REUSEADDR on Unix. Unspecified gives TCP all the same.
            var opened = new Socket(family, SocketType.Stream, ProtocolType.Unspecified);
            if (family == AddressFamily.InterNetworkV6 && !OperatingSystem.IsWindows())
            {
                // gen_tcp leaves the system's default, System.Net.Sockets does not.
                opened.DualMode = true;
            }

            socket = new PortableSocket(opened);
            return TcpError.None;
        }
        catch (SocketException exception)
        {
            return PortableError.Map(exception.SocketErrorCode);
        }
    }
}
