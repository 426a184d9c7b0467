using System.Buffers;
using System.Net;

namespace TcpBackends;

/// <summary>
/// A TCP connection (or a Unix-domain stream). gen_tcp: the socket that <c>connect</c> and <c>accept</c> return.
/// </summary>
/// <remarks>
/// All members are safe to call from any thread at any time, also while others wait and while it is being closed.
/// Errors are values; only misuse and cancellation throw.
/// </remarks>
public interface ITcpSocket : ITcpEndpoint
{
    /// <summary>
    /// The peer's address. Erlang: <c>inet:peername/1</c>. <c>enotconn</c> when the connection is gone. After closing:
    /// <c>einval</c> on <c>inet</c>, <c>closed</c> on <c>socket</c>, there also after a reset was received.
    /// </summary>
    TcpResult<EndPoint> RemoteEndPoint { get; }

    /// <summary>What ended the connection first, if it has ended. gen_tcp has nothing like it.</summary>
    TcpCloseReason CloseReason { get; }

    /// <summary>
    /// Sends one packet: the bytes, after the length prefix of packet type 1, 2 or 4. One call is one unit on the wire,
    /// whoever else is sending. gen_tcp: <c>send/2</c>.
    /// </summary>
    /// <remarks>
    /// On <c>inet</c> it returns when the data is accepted: what the kernel does not take is queued, and only a call
    /// that brings a non-empty queue to <c>high_watermark</c> waits until it has fallen to <c>low_watermark</c>. On
    /// <c>socket</c> it returns when the kernel has taken all. The length prefix is the length modulo 2^8 or 2^16, as
    /// in OTP: a packet that is too long for it is sent with a wrong prefix. No data is an empty packet, or nothing
    /// with packet raw.
    /// </remarks>
    /// <param name="data">The payload; must stay unchanged until the returned task completes.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>
    /// Success, or <c>closed</c>, <c>timeout</c> (after <c>send_timeout</c>; on <c>socket</c> with
    /// <see cref="TcpSendResult.RestData"/>, on <c>inet</c> the data stays queued; with <c>send_timeout_close</c> what
    /// was not sent is lost), <c>econnreset</c> (with <c>show_econnreset</c>), <c>enotconn</c> (on <c>inet</c>, after
    /// the end was reported), <c>einval</c> (on <c>inet</c>, it waited behind another call, and the socket was closed), or
    /// another POSIX value.
    /// </returns>
    /// <exception cref="TcpSendCanceledException">The token was cancelled; says which bytes were accepted.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// On <c>socket</c>: with its length prefix the packet is longer than an array can be, <see cref="Array.MaxLength"/>.
    /// </exception>
    ValueTask<TcpSendResult> SendAsync(ReadOnlySequence<byte> data, CancellationToken cancellationToken = default);

    /// <summary>
    /// Receives a packet: of the socket's packet type, or with packet raw what is there. gen_tcp: <c>recv/2,3</c>.
    /// </summary>
    /// <param name="length">
    /// With packet raw, exactly this many bytes; 0 for all that is there, at most <c>buffer</c> bytes. With another
    /// packet type <c>inet</c> answers <c>einval</c> unless it is 0, and <c>socket</c> ignores it. More than 67,108,864
    /// is <c>enomem</c> on <c>inet</c>.
    /// </param>
    /// <param name="timeout">
    /// For the whole call; null or <see cref="Timeout.InfiniteTimeSpan"/>: no limit; zero: only what is there already.
    /// Bytes that have arrived are kept for the next receive.
    /// </param>
    /// <param name="cancellationToken">Ends the wait; no byte is lost.</param>
    /// <returns>
    /// The packet, or <c>closed</c> (end of stream, or closed here), <c>timeout</c>, <c>econnreset</c> (with
    /// <c>show_econnreset</c>), <c>enotconn</c> (on <c>inet</c>, after the end was reported), <c>emsgsize</c> (the
    /// packet is larger than <c>packet_size</c>: on <c>inet</c> that closes the socket, unless <c>exit_on_close</c> is
    /// off; on <c>socket</c> it stays), <c>ealready</c> (on <c>inet</c>, another receive waits; on <c>socket</c>
    /// receives queue up and the timeout starts when it is this one's turn), <c>einval</c> and <c>enomem</c> as said
    /// above, or another POSIX value such as <c>etimedout</c>.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A negative length, or a timeout that is negative and not infinite.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; nothing was consumed.</exception>
    ValueTask<TcpResult<TcpPacket>> ReceiveAsync(
        int length = 0, TimeSpan? timeout = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Receives into the caller's buffer, without allocation: with packet raw what is there, at most the smaller of the
    /// buffer's length and <c>buffer</c> bytes; with another packet type one whole packet. gen_tcp: <c>recv/2,3</c>
    /// with Length 0.
    /// </summary>
    /// <param name="destination">
    /// Where the bytes go; must not be used until the returned task completes. Not empty.
    /// </param>
    /// <param name="timeout">As in <see cref="ReceiveAsync(int, TimeSpan?, CancellationToken)"/>.</param>
    /// <param name="cancellationToken">Ends the wait; no byte is lost.</param>
    /// <returns>
    /// The number of bytes, or an error as in <see cref="ReceiveAsync(int, TimeSpan?, CancellationToken)"/>, or
    /// <c>enobufs</c>: the packet is larger than the buffer, and stays for the next receive.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="destination"/> is empty, or the timeout is negative and not infinite.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; nothing was consumed.</exception>
    ValueTask<TcpResult<int>> ReceiveAsync(
        Memory<byte> destination, TimeSpan? timeout = null, CancellationToken cancellationToken = default);

    /// <summary>Closes one or both directions. gen_tcp: <c>shutdown/2</c>.</summary>
    /// <remarks>
    /// On <c>inet</c>, <see cref="TcpShutdown.Write"/> and <see cref="TcpShutdown.ReadWrite"/> are postponed while
    /// queued data is being sent; the call returns at once, and a send in the meantime destroys the socket. On
    /// <c>socket</c> they take effect immediately, and a send that waits fails. After <see cref="TcpShutdown.Read"/>
    /// <c>inet</c> still delivers what is there and what arrives, then <c>closed</c>; <c>socket</c> says <c>closed</c>
    /// at once.
    /// </remarks>
    /// <param name="how">Which direction.</param>
    /// <param name="cancellationToken">
    /// Cancelled already: nothing is shut down. The two backends of this library do not wait.
    /// </param>
    /// <returns>
    /// Success, or <c>closed</c>, <c>enotconn</c> (the connection is gone; on <c>socket</c> also when a part of it was
    /// shut down before, in another way), or another POSIX value.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="how"/> is not a defined value.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    ValueTask<TcpResult> ShutdownAsync(TcpShutdown how, CancellationToken cancellationToken = default);
}
