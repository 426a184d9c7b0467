using System.Net;
using System.Net.Sockets;

namespace TcpBackends.Tests.Conformance.Options;

/// <summary>Where sockets of a family meet.</summary>
internal sealed class FamilySockets(TcpOptionFamilies family, SocketDirectory directory)
{
    private int _names;

    /// <summary>With the local address of a listener.</summary>
    public TcpSocketOptions ForListener(TcpSocketOptions options) => family switch
    {
        TcpOptionFamilies.Inet => options with { LocalAddress = IPAddress.Loopback },
        TcpOptionFamilies.Inet6 => options with { LocalAddress = IPAddress.IPv6Loopback },
        _ => options with { LocalPath = directory.PathOf($"s{++_names}") },
    };

    /// <summary>With a name by which the kernel's socket can be found.</summary>
    public TcpSocketOptions ForConnection(TcpSocketOptions options) =>
        family == TcpOptionFamilies.Local ? options with { LocalPath = directory.PathOf($"s{++_names}") } : options;

    /// <summary>Where a plain listener is opened.</summary>
    public EndPoint Address() => family switch
    {
        TcpOptionFamilies.Inet => new IPEndPoint(IPAddress.Loopback, 0),
        TcpOptionFamilies.Inet6 => new IPEndPoint(IPAddress.IPv6Loopback, 0),
        _ => new UnixDomainSocketEndPoint(directory.PathOf($"s{++_names}")),
    };
}
