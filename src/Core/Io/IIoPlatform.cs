using System.Net.Sockets;

namespace TcpBackends.Core.Io;

/// <summary>The platform's socket API, as the manual calls it.</summary>
internal interface IIoPlatform
{
    /// <summary>Sees to it that sockets can be waited for; what opens one does so, too.</summary>
    TcpError Prepare();

    /// <summary>Opens a non-blocking stream socket that no child process inherits.</summary>
    TcpError TryOpen(AddressFamily family, out IIoSocket? socket);

    /// <summary>
    /// Makes a socket of a descriptor that was opened elsewhere, and makes it non-blocking. It has it as its own, but for
    /// <see cref="IIoDescriptor.Abandon"/>.
    /// </summary>
    TcpError TryAdopt(int descriptor, AddressFamily family, out IIoSocket? socket);
}
