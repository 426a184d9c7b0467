namespace TcpBackends;

/// <summary>The names that select a backend. Erlang: <c>{inet_backend, inet | socket}</c>.</summary>
public static class TcpBackendNames
{
    /// <summary>
    /// The semantics of the inet driver: sends are queued and flushed in the background. The default. Erlang:
    /// <c>inet</c>.
    /// </summary>
    public const string Inet = "inet";

    /// <summary>
    /// The semantics of the <c>socket</c> module: nothing is buffered, a send waits for the kernel. Erlang:
    /// <c>socket</c>.
    /// </summary>
    public const string Socket = "socket";
}
