namespace TcpBackends;

/// <content>Additions of this library: options of TCP that gen_tcp has at best as <c>raw</c>. Not on Unix-domain sockets.</content>
public sealed partial record TcpSocketOptions
{
    /// <summary>
    /// How long sent data may stay unacknowledged until the system gives the connection up with <c>etimedout</c>, 0 to 2,147,483,647 ms; 0:
    /// the system's choice, mostly many minutes (TCP_USER_TIMEOUT, Linux). Default: 0. An addition of this library.
    /// </summary>
    public TimeSpan? UserTimeout { get; init; }

    /// <summary>
    /// How long a connection is idle until it is probed with <see cref="KeepAlive"/>, 1 to 32,767 whole seconds (TCP_KEEPIDLE). Default: the
    /// system's, mostly 2 hours. An addition of this library.
    /// </summary>
    public TimeSpan? KeepAliveIdle { get; init; }

    /// <summary>
    /// The time between two probes of <see cref="KeepAlive"/>, 1 to 32,767 whole seconds (TCP_KEEPINTVL). Default: the system's, mostly 75 s. An
    /// addition of this library.
    /// </summary>
    public TimeSpan? KeepAliveInterval { get; init; }

    /// <summary>
    /// After how many probes without an answer the connection is given up, 1 to 127 (TCP_KEEPCNT). Default: the system's, mostly 9. An addition
    /// of this library.
    /// </summary>
    public int? KeepAliveCount { get; init; }

    /// <summary>
    /// Lets several listeners share a port, among which the system distributes connections; each must have it (SO_REUSEPORT). Default:
    /// false. Danger: any program of the same user can join. An addition of this library.
    /// </summary>
    public bool? ReusePort { get; init; }

    /// <summary>
    /// Sends full segments only, the rest after 200 ms or when it is turned off (TCP_CORK, Linux). Default: false. An addition of this library.
    /// </summary>
    public bool? Cork { get; init; }
}
