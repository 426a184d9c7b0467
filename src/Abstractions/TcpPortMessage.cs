namespace TcpBackends;

/// <summary>
/// Data arrived on a socket with <see cref="TcpDeliver.Port"/>. Erlang: <c>{Socket, {data, Data}}</c>.
/// </summary>
/// <param name="Socket">The connection.</param>
/// <param name="Packet">As in <see cref="TcpDataMessage"/>; with the HTTP types see <see cref="TcpDeliver.Port"/>.</param>
public sealed record TcpPortMessage(ITcpSocket Socket, TcpPacket Packet) : TcpMessage
{
    /// <inheritdoc/>
    public override ITcpEndpoint Endpoint => Socket;
}
