using TcpBackends.Internal;

namespace TcpBackends;

public static partial class TcpOptions
{
    /// <summary>IP_TOS. Erlang: <c>tos</c>.</summary>
    public static TcpOption<int> TypeOfService { get; } = OptionDefinition.Integer(
        "tos", nameof(TypeOfService), 0, 255, OptionTraits.System("0").Of(TcpOptionFamilies.Internet),
        o => o.TypeOfService, (o, v) => o with { TypeOfService = v });

    /// <summary>IPV6_TCLASS. Erlang: <c>tclass</c>.</summary>
    public static TcpOption<int> TrafficClass { get; } = OptionDefinition.Integer(
        "tclass", nameof(TrafficClass), 0, 255, OptionTraits.System("0").Of(TcpOptionFamilies.Inet6),
        o => o.TrafficClass, (o, v) => o with { TrafficClass = v });

    /// <summary>SO_PRIORITY. Erlang: <c>priority</c>.</summary>
    public static TcpOption<int> Priority { get; } = OptionDefinition.Integer(
        "priority", nameof(Priority), 0, int.MaxValue, OptionTraits.System("0"),
        o => o.Priority, (o, v) => o with { Priority = v });

    /// <summary>IP_TTL. Erlang: <c>ttl</c>.</summary>
    public static TcpOption<int> TimeToLive { get; } = OptionDefinition.Integer(
        "ttl", nameof(TimeToLive), 0, 255, OptionTraits.System(null).Of(TcpOptionFamilies.Internet),
        o => o.TimeToLive, (o, v) => o with { TimeToLive = v });

    /// <summary>IP_RECVTOS. Erlang: <c>recvtos</c>.</summary>
    public static TcpOption<bool> ReceiveTypeOfService { get; } = OptionDefinition.Boolean(
        "recvtos", nameof(ReceiveTypeOfService), OptionTraits.System("false").Of(TcpOptionFamilies.Internet),
        o => o.ReceiveTypeOfService, (o, v) => o with { ReceiveTypeOfService = v });

    /// <summary>IPV6_RECVTCLASS. Erlang: <c>recvtclass</c>.</summary>
    public static TcpOption<bool> ReceiveTrafficClass { get; } = OptionDefinition.Boolean(
        "recvtclass", nameof(ReceiveTrafficClass), OptionTraits.System("false").Of(TcpOptionFamilies.Inet6),
        o => o.ReceiveTrafficClass, (o, v) => o with { ReceiveTrafficClass = v });

    /// <summary>IP_RECVTTL. Erlang: <c>recvttl</c>.</summary>
    public static TcpOption<bool> ReceiveTimeToLive { get; } = OptionDefinition.Boolean(
        "recvttl", nameof(ReceiveTimeToLive), OptionTraits.System("false").Of(TcpOptionFamilies.Internet),
        o => o.ReceiveTimeToLive, (o, v) => o with { ReceiveTimeToLive = v });

    /// <summary>
    /// What <see cref="ReceiveTypeOfService"/>, <see cref="ReceiveTrafficClass"/> and <see cref="ReceiveTimeToLive"/> have kept of the
    /// last segment; to be read only, Linux only. On <c>inet</c> it is <c>einval</c> for a Unix-domain socket. Erlang: <c>pktoptions</c>.
    /// </summary>
    public static TcpOption<TcpPacketOptions> PacketOptions { get; } = OptionDefinition.RunTime<TcpPacketOptions>(
        "pktoptions", nameof(PacketOptions), "nothing: it can only be read", PacketOptionsTraits, _ => true);

    private static TcpOptionTraits PacketOptionsTraits
    {
        get
        {
            TcpOptionTraits traits =
                OptionTraits.System(null).At(TcpOptionUses.None).Of(TcpOptionFamilies.Internet).NotInherited();
            return traits with { Socket = traits.Socket with { Families = TcpOptionFamilies.Inet } };
        }
    }
}
