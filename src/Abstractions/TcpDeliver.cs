namespace TcpBackends;

/// <summary>The shape of messages with data. Erlang: the values of <c>deliver</c>.</summary>
public enum TcpDeliver
{
    /// <summary>
    /// <see cref="TcpDataMessage"/>, and <see cref="TcpHttpMessage"/> for HTTP packets. Erlang: <c>term</c>. The default.
    /// </summary>
    Term,

    /// <summary>
    /// <see cref="TcpPortMessage"/>, the way ports deliver. With the HTTP types on <c>inet</c> it holds the line, not parsed,
    /// on <c>socket</c> the parsed packet. Receiving by calls is not affected. Erlang: <c>port</c>.
    /// </summary>
    Port,
}
