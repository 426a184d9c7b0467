using System.Net;
using System.Net.Sockets;

namespace TcpBackends.Internal;

/// <summary>Asks the system's resolver.</summary>
internal sealed class SystemHostResolver : IHostResolver
{
    public static SystemHostResolver Instance { get; } = new();

    public async Task<IReadOnlyList<EndPoint>> ResolveAsync(
        DnsEndPoint host, AddressFamily family, CancellationToken cancellationToken)
    {
        IPAddress[] addresses;
        if (IPAddress.TryParse(host.Host, out IPAddress? literal))
        {
            // Brackets belong to a URI, and might hold a port, too.
            addresses = literal.AddressFamily == family && !host.Host.StartsWith('[') ? [literal] : [];
        }
        else
        {
            try
            {
                addresses = await Dns.GetHostAddressesAsync(host.Host, family, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is SocketException or ArgumentOutOfRangeException)
            {
                // Whatever the resolver's reason is, gen_tcp says that the name is not there; also if it is too long for one.
                addresses = [];
            }
        }

        return Array.ConvertAll(addresses, EndPoint (address) => new IPEndPoint(address, host.Port));
    }
}
