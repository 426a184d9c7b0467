namespace TcpBackends;

/// <content>Options that are given to the operating system as they are, and whose refusal is an error on both backends.</content>
public sealed partial record TcpSocketOptions
{
    /// <summary>
    /// The type of service in the header of IP, 0 to 255 (IP_TOS); for TCP the kernel keeps its two low bits 0. It leaves
    /// <see cref="Priority"/> as it is. Default: 0. Not on Unix-domain sockets. Erlang: <c>tos</c>.
    /// </summary>
    public int? TypeOfService { get; init; }

    /// <summary>
    /// The traffic class in the header of IPv6, 0 to 255 (IPV6_TCLASS). Default: 0. Only on IPv6: elsewhere <c>enoprotoopt</c>,
    /// on <c>inet</c> <c>einval</c>. Erlang: <c>tclass</c>.
    /// </summary>
    public int? TrafficClass { get; init; }

    /// <summary>
    /// The priority in the queues of the network device, 0 to 2,147,483,647 (SO_PRIORITY, Linux); above 6 it needs a privilege
    /// (<c>eperm</c>). Default: 0. Erlang: <c>priority</c>.
    /// </summary>
    public int? Priority { get; init; }

    /// <summary>
    /// How many hops a packet may make, 1 to 255 (IP_TTL); the system refuses 0 with <c>einval</c>. Default: the system's, mostly 64. Not on
    /// Unix-domain sockets. Erlang: <c>ttl</c>.
    /// </summary>
    public int? TimeToLive { get; init; }

    /// <summary>
    /// Keeps the type of service of what arrives (IP_RECVTOS); see <see cref="TcpOptions.PacketOptions"/>. Default: false. Erlang:
    /// <c>recvtos</c>.
    /// </summary>
    public bool? ReceiveTypeOfService { get; init; }

    /// <summary>
    /// Keeps the traffic class of what arrives (IPV6_RECVTCLASS), on IPv6 only; see <see cref="TcpOptions.PacketOptions"/>. Default: false.
    /// Erlang: <c>recvtclass</c>.
    /// </summary>
    public bool? ReceiveTrafficClass { get; init; }

    /// <summary>
    /// Keeps the time to live of what arrives (IP_RECVTTL); see <see cref="TcpOptions.PacketOptions"/>. Default: false. Erlang: <c>recvttl</c>.
    /// </summary>
    public bool? ReceiveTimeToLive { get; init; }

    /// <summary>
    /// Listen only: whether a listener of IPv6 turns clients of IPv4 away (IPV6_V6ONLY). Connect refuses it, and it cannot be changed
    /// later. Default: false. Erlang: <c>ipv6_v6only</c>.
    /// </summary>
    public bool? V6Only { get; init; }

    /// <summary>
    /// The name of the network device that everything goes through, at most 15 bytes, or nothing for any (SO_BINDTODEVICE, Linux). One that
    /// does not exist is <c>enodev</c>, on <c>inet</c> <c>einval</c>. Default: nothing. Erlang: <c>bind_to_device</c>.
    /// </summary>
    public string? BindToDevice { get; init; }

    /// <summary>
    /// Options of the operating system that have no name here, set last, in the order given. Default: none. Danger: nothing is checked.
    /// Erlang: <c>raw</c>.
    /// </summary>
    public TcpRawOptions? Raw { get; init; }
}
