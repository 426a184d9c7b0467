namespace TcpBackends.Core.Io.Linux;

/// <summary>The numbers that Linux has for options.</summary>
internal static class LinuxOption
{
    public const int SolSocket = 1;
    public const int IpProtoIp = 0;
    public const int IpProtoTcp = 6;
    public const int IpProtoIpV6 = 41;
    public const int BindToDevice = 25;
    public const int IpPacketOptions = 9;
    public const int IpV6PacketOptions = 6;
    public const int IpTos = 1;
    public const int IpTtl = 2;
    public const int IpV6TrafficClass = 67;

    public static (int Level, int Number) Locate(IoOption option) => option switch
    {
        IoOption.NoDelay => (IpProtoTcp, 1),
        IoOption.KeepAlive => (SolSocket, 9),
        IoOption.ReuseAddress => (SolSocket, 2),
        IoOption.ReceiveBuffer => (SolSocket, 8),
        IoOption.SendBuffer => (SolSocket, 7),
        IoOption.TypeOfService => (IpProtoIp, IpTos),
        IoOption.TrafficClass => (IpProtoIpV6, IpV6TrafficClass),
        IoOption.Priority => (SolSocket, 12),
        IoOption.TimeToLive => (IpProtoIp, IpTtl),
        IoOption.ReceiveTypeOfService => (IpProtoIp, 13),
        IoOption.ReceiveTrafficClass => (IpProtoIpV6, 66),
        IoOption.ReceiveTimeToLive => (IpProtoIp, 12),
        IoOption.DontRoute => (SolSocket, 5),
        IoOption.V6Only => (IpProtoIpV6, 26),
        IoOption.UserTimeout => (IpProtoTcp, 18),
        IoOption.KeepAliveIdle => (IpProtoTcp, 4),
        IoOption.KeepAliveInterval => (IpProtoTcp, 5),
        IoOption.KeepAliveCount => (IpProtoTcp, 6),
        IoOption.ReusePort => (SolSocket, 15),
        IoOption.QuickAck => (IpProtoTcp, 12),
        IoOption.Cork => (IpProtoTcp, 3),
        _ => throw new ArgumentOutOfRangeException(nameof(option), option, "Not an option of this platform."),
    };
}
