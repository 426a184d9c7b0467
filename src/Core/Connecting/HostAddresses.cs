using System.Net;
using System.Net.Sockets;

namespace TcpBackends.Core.Connecting;

/// <summary>The addresses of a destination, in the order in which they are tried.</summary>
internal static class HostAddresses
{
    /// <returns>The addresses; none: the name does not exist in that family.</returns>
    public static async Task<IReadOnlyList<EndPoint>> ResolveAsync(
        DnsEndPoint host, AddressFamily family, CancellationToken cancellationToken)
    {
        IPAddress[] addresses;
        if (IPAddress.TryParse(host.Host, out IPAddress? literal))
        {
            addresses = literal.AddressFamily == family ? [literal]
                : family == AddressFamily.InterNetworkV6 ? [literal.MapToIPv6()]
                : [];
        }
        else
        {
            try
            {
                addresses = await Dns.GetHostAddressesAsync(host.Host, family, cancellationToken).ConfigureAwait(false);
            }
            catch (SocketException)
            {
                // Whatever the resolver's reason is, gen_tcp says that the name is not there.
                addresses = [];
            }
        }

        return Array.ConvertAll(addresses, EndPoint (address) => new IPEndPoint(address, host.Port));
    }
}
