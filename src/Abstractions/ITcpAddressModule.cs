using System.Net;
using System.Net.Sockets;

namespace TcpBackends;

/// <summary>
/// An address family: how destinations become addresses of it. Those of this library are <see cref="TcpAddressModules"/>; another one
/// may find services by other means. Erlang: the callback module that <c>tcp_module</c> names.
/// </summary>
/// <remarks>Used from any thread, by many calls at once. What it throws comes out of connect or listen.</remarks>
public interface ITcpAddressModule
{
    /// <summary>The family of the sockets: InterNetwork, InterNetworkV6 or Unix.</summary>
    AddressFamily Family { get; }

    /// <summary>Finds the addresses of a destination.</summary>
    /// <param name="destination">What connect was given.</param>
    /// <param name="options">The options of the call, with the configured defaults.</param>
    /// <param name="cancellationToken">The time of connect is over, or it was cancelled.</param>
    /// <returns>
    /// Addresses of the family, in the order in which they are to be tried; none is <c>nxdomain</c>. Or an error, which is the answer
    /// of connect.
    /// </returns>
    /// <exception cref="ArgumentException">The destination is nothing for this module.</exception>
    ValueTask<TcpResult<IReadOnlyList<EndPoint>>> ResolveAsync(
        EndPoint destination, TcpSocketOptions options, CancellationToken cancellationToken);

    /// <summary>Says where a socket is to be bound.</summary>
    /// <param name="options">The options of the call, with the configured defaults.</param>
    /// <param name="port">The port that listen was given; null for connect.</param>
    /// <param name="local">
    /// An address of the family; null: nowhere, which is not for listen (<see cref="ArgumentException"/>). A
    /// <see cref="TcpSocketOptions.Descriptor"/> that is taken to be bound already is not bound again.
    /// </param>
    /// <returns>None, or an error, which is the answer of the call.</returns>
    /// <exception cref="ArgumentException">The options say what this module does not know.</exception>
    TcpError TryGetLocal(TcpSocketOptions options, int? port, out EndPoint? local);
}
