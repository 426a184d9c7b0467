using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using TcpBackends.Internal;

namespace TcpBackends;

/// <summary>The address modules of this library.</summary>
public static class TcpAddressModules
{
    /// <summary>IPv4. Erlang: <c>inet_tcp</c>.</summary>
    public static ITcpAddressModule Inet { get; } = new InternetModule(AddressFamily.InterNetwork, SystemHostResolver.Instance);

    /// <summary>IPv6. Erlang: <c>inet6_tcp</c>.</summary>
    public static ITcpAddressModule Inet6 { get; } = new InternetModule(AddressFamily.InterNetworkV6, SystemHostResolver.Instance);

    /// <summary>Unix-domain sockets. Erlang: <c>local_tcp</c>.</summary>
    public static ITcpAddressModule Local { get; } = new LocalModule();

    internal static bool TryParse(string text, [NotNullWhen(true)] out ITcpAddressModule? value)
    {
        value = text switch
        {
            InternetModule.InetName => Inet,
            InternetModule.Inet6Name => Inet6,
            LocalModule.Name => Local,
            _ => null,
        };
        return value is not null;
    }
}
