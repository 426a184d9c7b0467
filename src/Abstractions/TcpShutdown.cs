namespace TcpBackends;

/// <summary>
/// Which direction <see cref="ITcpSocket.ShutdownAsync"/> closes. gen_tcp, <c>shutdown/2</c>: <c>How</c>.
/// </summary>
public enum TcpShutdown
{
    /// <summary>No more receiving. Nothing is told to the peer. Erlang: <c>read</c>.</summary>
    Read,

    /// <summary>No more sending: the peer reads the end of the stream. Erlang: <c>write</c>.</summary>
    Write,

    /// <summary>Both. Erlang: <c>read_write</c>.</summary>
    ReadWrite,
}
