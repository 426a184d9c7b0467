using System.Net;
using System.Net.Sockets;

namespace TcpBackends.Core.Io.Portable;

/// <summary>
/// The path that a Unix-domain socket is bound to. A socket that is bound to a <see cref="UnixDomainSocketEndPoint"/> deletes the file
/// when it is disposed; gen_tcp leaves that to the program.
/// </summary>
internal sealed class PathEndPoint(UnixDomainSocketEndPoint path) : EndPoint
{
    public override AddressFamily AddressFamily => AddressFamily.Unix;

    public override SocketAddress Serialize() => path.Serialize();

    public override EndPoint Create(SocketAddress socketAddress) => path.Create(socketAddress);
}
