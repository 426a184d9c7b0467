namespace TcpBackends.Framing;

/// <summary>What the bytes at the front of a stream are.</summary>
public enum PacketStatus
{
    /// <summary>Not a whole packet yet. Erlang's <c>decode_packet/3</c>: <c>{more, Length}</c>.</summary>
    Incomplete,

    /// <summary>A whole packet. <c>decode_packet/3</c>: <c>{ok, Packet, Rest}</c>.</summary>
    Complete,

    /// <summary>
    /// Too large, or not of the packet type at all. <c>decode_packet/3</c>: <c>{error, invalid}</c>; sockets report
    /// <c>emsgsize</c>.
    /// </summary>
    Invalid,
}
