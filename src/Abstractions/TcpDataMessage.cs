namespace TcpBackends;

/// <summary>Data arrived. Erlang: <c>{tcp, Socket, Data}</c>.</summary>
/// <param name="Socket">The connection.</param>
/// <param name="Packet">A packet of the socket's packet type, or with raw a piece of the stream.</param>
public sealed record TcpDataMessage(ITcpSocket Socket, TcpPacket Packet) : TcpMessage
{
    /// <inheritdoc/>
    public override ITcpEndpoint Endpoint => Socket;
}
