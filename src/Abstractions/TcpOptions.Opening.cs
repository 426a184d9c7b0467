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
        "backlog", nameof(Backlog), 0, 65535, OptionTraits.OpeningKnown.At(TcpOptionUses.Listen),
        o => o.Backlog, (o, v) => o with { Backlog = v });
}
