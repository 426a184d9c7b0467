using System.Net;

namespace TcpBackends;

/// <summary>Shorter ways to connect.</summary>
public static class TcpBackendExtensions
{
    /// <summary>Connects to a host name or to an address in text. See <see cref="ITcpBackend.ConnectAsync"/>.</summary>
    /// <param name="backend">The backend.</param>
    /// <param name="host">A host name, or an address in text; IPv4 unless the family is Inet6.</param>
    /// <param name="port">0 to 65535; nobody listens on 0, so it is refused.</param>
    /// <param name="options">The options of the new socket.</param>
    /// <param name="timeout">Covers the name look-up and all attempts together; null: no limit.</param>
    /// <param name="cancellationToken">Abandons the attempt.</param>
    public static ValueTask<TcpResult<ITcpSocket>> ConnectAsync(
        this ITcpBackend backend,
        string host,
        int port,
        TcpSocketOptions? options = null,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(backend);
        return backend.ConnectAsync(new DnsEndPoint(host, port), options, timeout, cancellationToken);
    }
}
