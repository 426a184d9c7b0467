using System.Net.Sockets;

namespace TcpBackends.Core.Io;

/// <summary>The platform's socket API, as the manual calls it.</summary>
internal interface IIoPlatform
{
    /// <summary>Opens a non-blocking stream socket that no child process inherits.</summary>
    TcpError TryOpen(AddressFamily family, out IIoSocket? socket);
}
