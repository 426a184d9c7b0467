using System.Net;
using System.Net.Sockets;
using TcpBackends.Internal;

namespace TcpBackends.Core.Connecting;

/// <summary>Which address module a call uses that names none.</summary>
internal sealed class Addressing(IHostResolver resolver)
{
    private readonly InternetModule _inet = new(AddressFamily.InterNetwork, resolver);
    private readonly InternetModule _inet6 = new(AddressFamily.InterNetworkV6, resolver);

    /// <summary>A name that a resolver could be asked for.</summary>
    public static bool IsUsableName(string host) => host.Length > 0 && !host.Any(char.IsWhiteSpace);

    /// <summary>Whether a module is given, and a family that is another one.</summary>
    public static bool IsFamilyOverruled(TcpSocketOptions options) =>
        options is { AddressModule: { } module, Family: { } family } && module.Family != ToAddressFamily(family);

    /// <summary>The module of a connection.</summary>
    /// <exception cref="ArgumentException">The destination and the options do not go together.</exception>
    public TcpError ForConnect(EndPoint remote, TcpSocketOptions options, out ITcpAddressModule module)
    {
        AddressFamily? asked = options.LocalPath is not null ? AddressFamily.Unix : ToAddressFamily(options.Family);
        AddressFamily family = remote switch
        {
            IPEndPoint or UnixDomainSocketEndPoint => remote.AddressFamily,
            DnsEndPoint => asked ?? options.LocalAddress?.AddressFamily ?? AddressFamily.InterNetwork,
            _ => throw new ArgumentException(
                $"{remote.GetType()} is not a destination; allowed: DnsEndPoint, IPEndPoint, UnixDomainSocketEndPoint.",
                nameof(remote)),
        };
        module = Of(family);
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

    /// <summary>The module of a listener.</summary>
    public ITcpAddressModule ForListen(TcpSocketOptions options)
    {
        AddressFamily? asked = ToAddressFamily(options.Family);
        return options.LocalPath is not null && asked is not (null or AddressFamily.Unix)
            ? throw new ArgumentException(
                "LocalPath goes with port 0, without LocalAddress, and with no other family than Local.", nameof(options))
            : Of(options.LocalPath is not null ? AddressFamily.Unix
                : asked ?? options.LocalAddress?.AddressFamily ?? AddressFamily.InterNetwork);
    }

    private ITcpAddressModule Of(AddressFamily family) => family switch
    {
        AddressFamily.InterNetworkV6 => _inet6,
        AddressFamily.Unix => TcpAddressModules.Local,
        _ => _inet,
    };

    private static AddressFamily? ToAddressFamily(TcpAddressFamily? family) => family switch
    {
        TcpAddressFamily.Inet => AddressFamily.InterNetwork,
        TcpAddressFamily.Inet6 => AddressFamily.InterNetworkV6,
        TcpAddressFamily.Local => AddressFamily.Unix,
        _ => null,
    };
}
