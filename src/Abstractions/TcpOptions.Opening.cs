using System.Globalization;
using System.Net;
using System.Text;
using TcpBackends.Internal;

namespace TcpBackends;

public static partial class TcpOptions
{
    /// <summary>The address family; not changeable. Erlang: <c>inet</c>, <c>inet6</c>, <c>local</c>.</summary>
    public static TcpOption<TcpAddressFamily> Family { get; } = OptionDefinition.Struct(
        "family", nameof(Family), "inet, inet6, local", OptionTraits.Opening, OptionText.TryParseFamily, Enum.IsDefined,
        o => o.Family, (o, v) => o with { Family = v });

    /// <summary>The local interface; not changeable. Erlang: <c>ip</c>, <c>ifaddr</c>.</summary>
    public static TcpOption<IPAddress> LocalAddress { get; } = OptionDefinition.Class<IPAddress>(
        "ip", nameof(LocalAddress), "an IPv4 or IPv6 address",
        OptionTraits.OpeningKnown.Of(TcpOptionFamilies.Internet), OptionText.TryParseAddress, _ => true,
        o => o.LocalAddress, (o, v) => o with { LocalAddress = v });

    /// <summary>The local port; not changeable. Erlang: <c>port</c>.</summary>
    public static TcpOption<int> LocalPort { get; } = OptionDefinition.Integer(
        "port", nameof(LocalPort), 0, 65535,
        OptionTraits.Opening.Of(TcpOptionFamilies.Internet),
        o => o.LocalPort, (o, v) => o with { LocalPort = v });

    /// <summary>The local Unix-domain path; not changeable. Erlang: <c>{ifaddr, {local, Path}}</c>.</summary>
    public static TcpOption<string> LocalPath { get; } = OptionDefinition.Class<string>(
        "local", nameof(LocalPath), "a path of 1 to 107 bytes",
        OptionTraits.Opening.Of(TcpOptionFamilies.Local),
        OptionText.TryParseText, path => Encoding.UTF8.GetByteCount(path) is >= 1 and <= 107,
        o => o.LocalPath, (o, v) => o with { LocalPath = v });

    /// <summary>The listen queue; listen only, not changeable. Erlang: <c>backlog</c>.</summary>
    public static TcpOption<int> Backlog { get; } = OptionDefinition.Integer(
        "backlog", nameof(Backlog), 0, 65535, BacklogTraits,
        o => o.Backlog, (o, v) => o with { Backlog = v });

    /// <summary>A descriptor to take over; on <c>socket</c> it can be read. Erlang: <c>fd</c>.</summary>
    public static TcpOption<int> Descriptor { get; } = OptionDefinition.Integer(
        "fd", nameof(Descriptor), 0, int.MaxValue,
        OptionTraits.Opening with { Socket = OptionTraits.Opening.Socket with { Read = TcpError.None } },
        o => o.Descriptor, (o, v) => o with { Descriptor = v });

    /// <summary>
    /// The network namespace; on <c>inet</c> it can be read, if it was given, and changed, which has no effect. Erlang: <c>netns</c>.
    /// </summary>
    public static TcpOption<string> NetworkNamespace { get; } = OptionDefinition.Class<string>(
        "netns", nameof(NetworkNamespace), "the path of a network namespace",
        OptionTraits.Opening with
        {
            Inet = OptionTraits.Opening.Inet with { Read = TcpError.None, Uses = TcpOptionUses.Anywhere },
        },
        OptionText.TryParseText, path => path.Length > 0 && !path.Contains('\0'),
        o => o.NetworkNamespace, (o, v) => o with { NetworkNamespace = v });

    /// <summary>How addresses are found; not changeable. Erlang: <c>tcp_module</c>.</summary>
    public static TcpOption<ITcpAddressModule> AddressModule { get; } = OptionDefinition.Class<ITcpAddressModule>(
        "tcp_module", nameof(AddressModule), "inet_tcp, inet6_tcp, local_tcp", OptionTraits.OpeningKnown, TcpAddressModules.TryParse,
        _ => true, o => o.AddressModule, (o, v) => o with { AddressModule = v });

    private static TcpOptionTraits BacklogTraits
    {
        get
        {
            TcpOptionTraits known = OptionTraits.OpeningKnown.At(TcpOptionUses.Listen);
            string byDefault = DefaultBacklog.ToString(CultureInfo.InvariantCulture);
            return known with { Inet = known.Inet with { Default = byDefault }, Socket = known.Socket with { Default = byDefault } };
        }
    }
}
