using System.Net;
using System.Net.Sockets;

namespace TcpBackends.Internal;

/// <summary>Finds the addresses of a host.</summary>
internal interface IHostResolver
{
    /// <returns>
    /// The addresses of that family, in the order in which they are to be tried; none: the name does not exist in it.
    /// </returns>
    Task<IReadOnlyList<EndPoint>> ResolveAsync(
        DnsEndPoint host, AddressFamily family, CancellationToken cancellationToken);
}
