using TcpBackends.Internal;

namespace TcpBackends;

public static partial class TcpOptions
{
    /// <summary>The kernel's receive buffer. Erlang: <c>recbuf</c>.</summary>
    public static TcpOption<int> ReceiveBuffer { get; } = OptionDefinition.Integer(
        "recbuf", nameof(ReceiveBuffer), 0, int.MaxValue, OptionTraits.SystemOrIgnoredOverTcp(null),
        o => o.ReceiveBuffer, (o, v) => o with { ReceiveBuffer = v });

    /// <summary>The kernel's send buffer. Erlang: <c>sndbuf</c>.</summary>
    public static TcpOption<int> SendBuffer { get; } = OptionDefinition.Integer(
        "sndbuf", nameof(SendBuffer), 0, int.MaxValue, OptionTraits.SystemOrIgnoredOverTcp(null),
        o => o.SendBuffer, (o, v) => o with { SendBuffer = v });

    /// <summary>TCP_NODELAY. Erlang: <c>nodelay</c>.</summary>
    public static TcpOption<bool> NoDelay { get; } = OptionDefinition.Boolean(
        "nodelay", nameof(NoDelay),
        OptionTraits.SystemOrIgnored("false").Of(TcpOptionFamilies.Internet),
        o => o.NoDelay, (o, v) => o with { NoDelay = v });

    /// <summary>SO_KEEPALIVE. Erlang: <c>keepalive</c>.</summary>
    public static TcpOption<bool> KeepAlive { get; } = OptionDefinition.Boolean(
        "keepalive", nameof(KeepAlive), OptionTraits.SystemOrIgnoredCopied("false"),
        o => o.KeepAlive, (o, v) => o with { KeepAlive = v });

    /// <summary>SO_REUSEADDR. Erlang: <c>reuseaddr</c>.</summary>
    public static TcpOption<bool> ReuseAddress { get; } = OptionDefinition.Boolean(
        "reuseaddr", nameof(ReuseAddress), OptionTraits.SystemOrIgnoredOverTcp("false"),
        o => o.ReuseAddress, (o, v) => o with { ReuseAddress = v });

    /// <summary>SO_LINGER. Erlang: <c>linger</c>.</summary>
    public static TcpOption<TcpLinger> Linger { get; } = OptionDefinition.Struct<TcpLinger>(
        "linger", nameof(Linger), "false, or seconds from 0 to 65535", OptionTraits.SystemOrIgnoredCopied("false"),
        OptionText.TryParseLinger, linger => linger.Seconds is >= 0 and <= 65535,
        o => o.Linger, (o, v) => o with { Linger = v });
}
