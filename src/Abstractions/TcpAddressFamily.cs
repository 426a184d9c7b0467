namespace TcpBackends;

/// <summary>The address family of a socket. Erlang: <c>inet:address_family()</c>.</summary>
public enum TcpAddressFamily
{
    /// <summary>IPv4. Erlang: <c>inet</c>.</summary>
    Inet,

    /// <summary>IPv6. Erlang: <c>inet6</c>.</summary>
    Inet6,

    /// <summary>Unix-domain sockets. Erlang: <c>local</c>.</summary>
    Local,
}
