namespace TcpBackends;

/// <summary>
/// The socket is passive now: the number of packets set with <see cref="TcpActive.Count"/> has run out, and this comes right after
/// the last one; or the mailbox was full (<see cref="TcpMailboxOverflow.TurnPassive"/>); or, on <c>socket</c>, a socket with such a
/// number was made passive. Erlang: <c>{tcp_passive, Socket}</c>.
/// </summary>
/// <param name="Endpoint">The connection, or a listener that was given such a number.</param>
public sealed record TcpPassiveMessage(ITcpEndpoint Endpoint) : TcpMessage
{
    /// <inheritdoc/>
    public override ITcpEndpoint Endpoint { get; } = Endpoint;
}
