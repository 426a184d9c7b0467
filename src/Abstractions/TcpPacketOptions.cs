namespace TcpBackends;

/// <summary>
/// What the kernel has kept of the last segment that arrived. Each is null unless it was asked for with its option, and where
/// the platform does not have it. Erlang: <c>inet:ancillary_data()</c>, read as <c>pktoptions</c>.
/// </summary>
/// <param name="TimeToLive">The hops that were left. Asked for with <c>recvttl</c>, IPv4 only.</param>
/// <param name="TypeOfService">The type of service, 0 to 255. Asked for with <c>recvtos</c>, IPv4 only.</param>
/// <param name="TrafficClass">The traffic class, 0 to 255. Asked for with <c>recvtclass</c>, IPv6 only.</param>
public readonly record struct TcpPacketOptions(int? TimeToLive, int? TypeOfService, int? TrafficClass);
