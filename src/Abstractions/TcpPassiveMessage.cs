namespace TcpBackends;

/// <summary>
/// The number of packets set with <see cref="TcpActive.Count"/> has run out, and the socket is passive. Comes right after the
/// last packet. Erlang: <c>{tcp_passive, Socket}</c>.
/// </summary>
/// <param name="Endpoint">The connection, or a listener that was given such a number.</param>
public sealed record TcpPassiveMessage(ITcpEndpoint Endpoint) : TcpMessage
{
    /// <inheritdoc/>
    public override ITcpEndpoint Endpoint { get; } = Endpoint;
}
