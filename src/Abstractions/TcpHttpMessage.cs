using TcpBackends.Framing;

namespace TcpBackends;

/// <summary>A packet of the HTTP types arrived. Erlang: <c>{http, Socket, HttpPacket}</c>.</summary>
/// <param name="Socket">The connection.</param>
/// <param name="Packet">The packet.</param>
public sealed record TcpHttpMessage(ITcpSocket Socket, HttpPacket Packet) : TcpMessage
{
    /// <inheritdoc/>
    public override ITcpEndpoint Endpoint => Socket;
}
