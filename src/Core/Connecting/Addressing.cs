using System.Net;
using System.Net.Sockets;
using TcpBackends.Core.Io;

namespace TcpBackends.Core.Connecting;

/// <summary>Which family a socket has and which local address it is bound to.</summary>
internal static class Addressing
{
    /// <summary>A name that a resolver could be asked for.</summary>
    public static bool IsUsableName(string host) => host.Length > 0 && !host.Any(char.IsWhiteSpace);

    /// <summary>The family of a connection.</summary>
    public static TcpError FamilyOf(EndPoint remote, TcpSocketOptions options, out AddressFamily family)
    {
        AddressFamily? asked = options.LocalPath is not null ? AddressFamily.Unix : ToAddressFamily(options.Family);
        family = remote switch
        {
            IPEndPoint or UnixDomainSocketEndPoint => remote.AddressFamily,
            DnsEndPoint => asked ?? AddressFamily.InterNetwork,
            _ => throw new ArgumentException(
                $"{remote.GetType()} is not a destination; allowed: DnsEndPoint, IPEndPoint, UnixDomainSocketEndPoint.",
                nameof(remote)),
        };
        bool isLocal = remote is UnixDomainSocketEndPoint;
        bool hasInternetAddress = options.LocalAddress is not null || options.LocalPort is > 0;
        if ((asked ?? family) == family && (family == AddressFamily.Unix) == isLocal && !(isLocal && hasInternetAddress))
        {
            return TcpError.None;
        }

        return asked == AddressFamily.Unix || isLocal
            ? throw new ArgumentException(
                $"A Unix-domain socket and an Internet address do not go together: {remote}.", nameof(remote))
            : TcpError.EAfNoSupport;
    }

    /// <summary>The local address of a listener.</summary>
    public static TcpError LocalOf(TcpSocketOptions options, int port, out EndPoint? local)
    {
        local = null;
        if (options.LocalPath is { } path)
        {
            if (port != 0 || options.LocalPort is > 0 || options.LocalAddress is not null
                || options.Family is not (null or TcpAddressFamily.Local))
            {
                throw new ArgumentException(
                    "LocalPath goes with port 0, without LocalAddress, and with no other family than Local.", nameof(options));
            }

            local = new UnixDomainSocketEndPoint(path);
            return TcpError.None;
        }

        AddressFamily family = ToAddressFamily(options.Family)
            ?? options.LocalAddress?.AddressFamily ?? AddressFamily.InterNetwork;
        if (family == AddressFamily.Unix)
        {
            return TcpError.EInval;
        }

        IPAddress address = options.LocalAddress ?? AnyAddress(family);
        local = new IPEndPoint(address, options.LocalPort ?? port);
        return address.AddressFamily == family ? TcpError.None : TcpError.EAfNoSupport;
    }

    /// <summary>Binds a socket that is going to connect, if the options say where.</summary>
    public static TcpError BindBeforeConnect(IIoSocket io, TcpSocketOptions options, AddressFamily family)
    {
        if (options.LocalPath is { } path)
        {
            return io.Bind(new UnixDomainSocketEndPoint(path));
        }

        if (options.LocalAddress is null && options.LocalPort is null)
        {
            return TcpError.None;
        }

        IPAddress address = options.LocalAddress ?? AnyAddress(family);
        return address.AddressFamily != family
            ? TcpError.EAfNoSupport
            : io.Bind(new IPEndPoint(address, options.LocalPort ?? 0));
    }

    private static IPAddress AnyAddress(AddressFamily family) =>
        family == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any;

    private static AddressFamily? ToAddressFamily(TcpAddressFamily? family) => family switch
    {
        TcpAddressFamily.Inet => AddressFamily.InterNetwork,
        TcpAddressFamily.Inet6 => AddressFamily.InterNetworkV6,
        TcpAddressFamily.Local => AddressFamily.Unix,
        _ => null,
    };
}
