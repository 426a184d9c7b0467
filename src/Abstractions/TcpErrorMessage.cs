namespace TcpBackends;

/// <summary>
/// An error ended receiving. A <see cref="TcpClosedMessage"/> follows, except after <c>emsgsize</c> on <c>socket</c>, and unless it came
/// before: on <c>inet</c> without <c>exit_on_close</c> a send may meet a reset after the end was told. Erlang:
/// <c>{tcp_error, Socket, Reason}</c>.
/// </summary>
/// <param name="Socket">The connection.</param>
/// <param name="Error">
/// <c>emsgsize</c>, <c>econnreset</c> (only with <c>show_econnreset</c>), <c>enobufs</c> (the mailbox was full:
/// <see cref="TcpMailboxOverflow.CloseSocket"/>), <c>enomem</c> (there is no memory for a packet), or another POSIX value.
/// </param>
public sealed record TcpErrorMessage(ITcpSocket Socket, TcpError Error) : TcpMessage
{
    /// <inheritdoc/>
    public override ITcpEndpoint Endpoint => Socket;
}
