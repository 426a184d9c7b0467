using System.Net;
using System.Net.Sockets;

namespace TcpBackends.Internal;

/// <summary>IPv4 or IPv6.</summary>
internal sealed class InternetModule(AddressFamily family, IHostResolver resolver) : ITcpAddressModule
{
    public const string InetName = "inet_tcp";
    public const string Inet6Name = "inet6_tcp";

    public AddressFamily Family => family;

    public async ValueTask<TcpResult<IReadOnlyList<EndPoint>>> ResolveAsync(
        EndPoint destination, TcpSocketOptions options, CancellationToken cancellationToken) => destination switch
        {
            DnsEndPoint host => new TcpResult<IReadOnlyList<EndPoint>>(await resolver.ResolveAsync(host, family, cancellationToken).ConfigureAwait(false)),
            IPEndPoint address when address.AddressFamily == family => new TcpResult<IReadOnlyList<EndPoint>>([address]),
            IPEndPoint => TcpError.EAfNoSupport,
            _ => throw new ArgumentException(
                $"A Unix-domain socket and an Internet address do not go together: {destination}.", nameof(destination)),
        };

    public TcpError TryGetLocal(TcpSocketOptions options, int? port, out EndPoint? local)
    {
        local = null;
        if (options.LocalPath is not null)
        {
            throw new ArgumentException("LocalPath is for Unix-domain sockets only.", nameof(options));
        }

        if (port is null && options.LocalAddress is null && options.LocalPort is null)
        {
            return TcpError.None;
        }

        IPAddress address = options.LocalAddress
            ?? (family == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any);
        local = new IPEndPoint(address, options.LocalPort ?? port ?? 0);
        return address.AddressFamily == family ? TcpError.None : TcpError.EAfNoSupport;
    }

    public override string ToString() => family == AddressFamily.InterNetwork ? InetName : Inet6Name;
}
