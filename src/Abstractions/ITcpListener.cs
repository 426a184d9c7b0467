namespace TcpBackends;

/// <summary>A listening socket. gen_tcp: the socket that <c>listen/2</c> returns.</summary>
public interface ITcpListener : ITcpEndpoint
{
    /// <summary>
    /// Accepts a connection. Any number of calls may wait at once; they are served first in, first out, and one that
    /// timed out or was cancelled takes no connection with it. gen_tcp: <c>accept/1,2</c>.
    /// </summary>
    /// <param name="timeout">
    /// How long to wait; null or <see cref="Timeout.InfiniteTimeSpan"/>: no limit; zero: only a connection that is
    /// there already.
    /// </param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>
    /// The connected socket with the listener's current options (those that the system keeps, as they were when the
    /// connection came in; on <c>inet</c> nodelay, keepalive and linger are the current ones too), or <c>closed</c> (the
    /// listener is closed, also during the wait), <c>timeout</c> or another POSIX value. If the system has no descriptor
    /// or memory for a connection (<c>emfile</c>, <c>enfile</c> and the like) it stays in the queue and the call goes on
    /// waiting; only when its time is over is that the answer.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">The timeout is negative and not infinite.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; no connection is lost.</exception>
    ValueTask<TcpResult<ITcpSocket>> AcceptAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// The same for a socket that gets an owner, and with it the listener's active mode, if that was set, else active = true. In
    /// gen_tcp the owner is the process that calls <c>accept/1,2</c>.
    /// </summary>
    /// <inheritdoc cref="AcceptAsync(TimeSpan?, CancellationToken)"/>
    /// <param name="owner">The owner. One that has ended owns nothing: the socket is closed at once.</param>
    /// <param name="timeout">As in the other overload.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<TcpResult<ITcpSocket>> AcceptAsync(
        ITcpMailbox owner, TimeSpan? timeout = null, CancellationToken cancellationToken = default);
}
