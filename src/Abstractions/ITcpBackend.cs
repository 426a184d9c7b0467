using System.Net;

namespace TcpBackends;

/// <summary>One implementation of TCP with the semantics of gen_tcp: opens connections and listeners.</summary>
/// <remarks>
/// All members are safe to call from any thread at any time. The backends of this library are disposable, in both ways;
/// disposing one does not close the sockets that it has made. Manual: gen_tcp.
/// </remarks>
public interface ITcpBackend
{
    /// <summary>
    /// The name that selects it, one of <see cref="TcpBackendNames"/>. gen_tcp: <c>{inet_backend, Name}</c>.
    /// </summary>
    string Name { get; }

    /// <summary>Connects to a server. gen_tcp: <c>connect/3,4</c>.</summary>
    /// <param name="remoteEndPoint">
    /// A <see cref="DnsEndPoint"/> (its addresses are tried in order; those of the family, of the local address's without one, else IPv4 ones), an
    /// <see cref="IPEndPoint"/>, or a <see cref="System.Net.Sockets.UnixDomainSocketEndPoint"/>. Nobody listens on port
    /// 0, so it is refused.
    /// </param>
    /// <param name="options">
    /// The options of the new socket; what it leaves out has the configured default, else the backend's. The backlog is
    /// ignored.
    /// </param>
    /// <param name="timeout">
    /// Covers the name look-up and all attempts together; null, <see cref="Timeout.InfiniteTimeSpan"/> or more than 49
    /// days: no limit; zero: nothing is waited for but the look-up; the first address that does not
    /// answer at once ends it with <c>timeout</c>.
    /// </param>
    /// <param name="cancellationToken">Abandons the attempt.</param>
    /// <returns>
    /// The connected socket, or <c>timeout</c>, <c>nxdomain</c>, <c>econnrefused</c>, <c>etimedout</c>, <c>enoent</c>,
    /// <c>eafnosupport</c>, <c>eaddrinuse</c>, <c>eaddrnotavail</c> or another POSIX value; the last one when several
    /// addresses failed. On <c>socket</c> also what the system says to an option, such as <c>enotsup</c>, and
    /// <c>einval</c> for a host name with a blank in it.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// A bad destination, option or timeout: what gen_tcp answers with a badarg exit. Checked before anything is done.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; nothing is left open.</exception>
    ValueTask<TcpResult<ITcpSocket>> ConnectAsync(
        EndPoint remoteEndPoint,
        TcpSocketOptions? options = null,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default);

    /// <summary>Listens for connections. gen_tcp: <c>listen/2</c>.</summary>
    /// <param name="port">
    /// 0 (the system assigns one; see <see cref="ITcpEndpoint.LocalEndPoint"/>) to 65535. Must be 0 for a Unix-domain
    /// socket. <see cref="TcpSocketOptions.LocalPort"/>, if given, overrides it.
    /// </param>
    /// <param name="options">
    /// The options of the listener, inherited by the sockets it accepts; what it leaves out has the configured default,
    /// else the backend's.
    /// </param>
    /// <param name="cancellationToken">Cancelled already: nothing is opened. The call does not wait.</param>
    /// <returns>
    /// The listener, or <c>eaddrinuse</c>, <c>eaddrnotavail</c>, <c>eacces</c>, <c>enoent</c>, <c>einval</c> or another
    /// POSIX value. On <c>socket</c> also what the system says to an option, such as <c>enotsup</c>.
    /// </returns>
    /// <exception cref="ArgumentException">A bad port or option: what gen_tcp answers with a badarg exit.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    ValueTask<TcpResult<ITcpListener>> ListenAsync(
        int port, TcpSocketOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Makes an owner for sockets. Erlang: a process.</summary>
    /// <param name="options">Its bounds; null: none.</param>
    ITcpMailbox CreateMailbox(TcpMailboxOptions? options = null);
}
