namespace TcpBackends;

/// <summary>
/// An error ended receiving. A <see cref="TcpClosedMessage"/> follows, except after <c>emsgsize</c> on <c>socket</c>. Erlang:
/// <c>{tcp_error, Socket, Reason}</c>.
/// </summary>
/// <param name="Socket">The connection.</param>
/// <param name="Error">
/// <c>emsgsize</c>, or <c>econnreset</c> (only with <c>show_econnreset</c>), or another POSIX value.
/// </param>
public sealed record TcpErrorMessage(ITcpSocket Socket, TcpError Error) : TcpMessage
{
    /// <inheritdoc/>
    public override ITcpEndpoint Endpoint => Socket;
}
