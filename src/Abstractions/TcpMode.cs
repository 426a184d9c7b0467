namespace TcpBackends;

/// <summary>The shape of delivered data. Erlang: the values of <c>mode</c>.</summary>
public enum TcpMode
{
    /// <summary>Bytes. Erlang: <c>binary</c>. The default here; in OTP it is <c>list</c>.</summary>
    Binary,

    /// <summary>
    /// A list of bytes, in which a <c>header</c> has no meaning: <see cref="TcpPacket.ToList"/>. Erlang: <c>list</c>.
    /// </summary>
    List,
}
