namespace TcpBackends;

/// <summary>
/// The peer has ended the stream, or the connection broke. At most one a socket, after all its data; not when this side closes.
/// Erlang: <c>{tcp_closed, Socket}</c>.
/// </summary>
/// <param name="Socket">The connection; why it ended is its <see cref="ITcpSocket.CloseReason"/>.</param>
public sealed record TcpClosedMessage(ITcpSocket Socket) : TcpMessage
{
    /// <inheritdoc/>
    public override ITcpEndpoint Endpoint => Socket;
}
