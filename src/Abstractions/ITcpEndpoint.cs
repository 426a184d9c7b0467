using System.Net;

namespace TcpBackends;

/// <summary>What connections and listeners have in common. Disposing it closes it, and ignores the answer.</summary>
/// <remarks>
/// Close or dispose what is not needed any more. One that is merely dropped is closed when the garbage collector finds it,
/// which may be late, and not before it is passive, no call waits on it and, on <c>inet</c>, what it has queued is sent. A mailbox
/// that somebody has keeps what it owns.
/// </remarks>
public interface ITcpEndpoint : ITcpOwned, IAsyncDisposable
{
    /// <summary>The name of the backend that made it.</summary>
    string BackendName { get; }

    /// <summary>
    /// The local address. Erlang: <c>inet:sockname/1</c>. After closing: <c>einval</c> on <c>inet</c>, <c>closed</c> on
    /// <c>socket</c>. When the connection has ended by itself: <c>ebadf</c> on <c>inet</c>; on <c>socket</c> the
    /// address, after a reset <c>closed</c>.
    /// </summary>
    TcpResult<EndPoint> LocalEndPoint { get; }

    /// <summary>The options at run time. Erlang: <c>inet:getopts/2</c> and <c>inet:setopts/2</c>.</summary>
    ITcpOptionAccess Options { get; }

    /// <summary>
    /// The counters, all zero for a listener. Erlang: <c>inet:getstat/1</c>. After closing: <c>einval</c> on
    /// <c>inet</c>, <c>closed</c> on <c>socket</c>, there also after a reset was received.
    /// </summary>
    TcpResult<TcpStatistics> Statistics { get; }

    /// <summary>
    /// Closes it and completes everything that waits on it with <c>closed</c>. gen_tcp: <c>close/1</c>.
    /// </summary>
    /// <remarks>
    /// On <c>inet</c> it first waits while queued data is being sent: as long as bytes move, at most 180 s; it gives up
    /// 5 s after the last progress, or after the seconds of <c>linger</c>. Until then the connection can be used. What
    /// is left is still sent in the background until the peer takes it, the connection breaks, or the backend is
    /// disposed. On <c>socket</c>, and with an empty queue, it closes at once; with seconds of <c>linger</c> it waits
    /// so long at most until the kernel has sent everything. The peer sees FIN after the data, or a reset if data from
    /// it lies unread in the kernel or linger is <see cref="TcpLinger.Reset"/>.
    /// </remarks>
    /// <param name="cancellationToken">
    /// Stops the waiting, not the closing: the rest goes on in the background, also if it is cancelled already.
    /// </param>
    /// <returns>
    /// Success; on <c>socket</c>, <c>closed</c> if it was closed before (on <c>inet</c> closing again is success).
    /// </returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    ValueTask<TcpResult> CloseAsync(CancellationToken cancellationToken = default);
}
