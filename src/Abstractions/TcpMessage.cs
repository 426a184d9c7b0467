namespace TcpBackends;

/// <summary>
/// What a socket tells its owner: <see cref="TcpDataMessage"/>, <see cref="TcpHttpMessage"/>, <see cref="TcpPortMessage"/>,
/// <see cref="TcpPassiveMessage"/>, <see cref="TcpErrorMessage"/> or <see cref="TcpClosedMessage"/>, to be told apart by
/// <c>switch</c>.
/// </summary>
/// <remarks>Manual: gen_tcp, <c>connect/3,4</c>, the messages of an active socket.</remarks>
public abstract record TcpMessage
{
    private protected TcpMessage()
    {
    }

    /// <summary>Who tells it.</summary>
    public abstract ITcpEndpoint Endpoint { get; }
}
