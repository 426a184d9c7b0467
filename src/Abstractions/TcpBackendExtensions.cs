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
    /// <param name="timeout">
    /// Covers the name look-up and all attempts together; null: no limit; zero: one try without waiting.
    /// </param>
    /// <param name="cancellationToken">Abandons the attempt.</param>
    /// <returns>The connected socket, or an error as in <see cref="ITcpBackend.ConnectAsync"/>.</returns>
    /// <exception cref="ArgumentException">
    /// The backend or the host is null, the host is empty, the port out of range, or an option bad.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; nothing is left open.</exception>
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
