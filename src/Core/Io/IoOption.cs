namespace TcpBackends.Core.Io;

/// <summary>The integer options of the operating system that the backends use.</summary>
internal enum IoOption
{
    NoDelay,
    KeepAlive,
    ReuseAddress,
    ReceiveBuffer,
    SendBuffer,
    TypeOfService,
    TrafficClass,
    Priority,
    TimeToLive,
    ReceiveTypeOfService,
    ReceiveTrafficClass,
    ReceiveTimeToLive,
    DontRoute,
    V6Only,
    UserTimeout,
    KeepAliveIdle,
    KeepAliveInterval,
    KeepAliveCount,
    ReusePort,
    QuickAck,
    Cork,
}
