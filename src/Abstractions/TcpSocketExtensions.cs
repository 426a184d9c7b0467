using System.Buffers;
using TcpBackends.Internal;

namespace TcpBackends;

/// <summary>More ways to hand over what is sent: gen_tcp's <c>iodata()</c>.</summary>
public static class TcpSocketExtensions
{
    /// <summary>Sends one packet from one buffer. See <see cref="ITcpSocket.SendAsync"/>.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="data">The payload; must stay unchanged until the returned task completes.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>As <see cref="ITcpSocket.SendAsync"/>.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="TcpSendCanceledException">The token was cancelled; says which bytes were accepted.</exception>
    public static ValueTask<TcpSendResult> SendAsync(
        this ITcpSocket socket, ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(socket);
        return socket.SendAsync(new ReadOnlySequence<byte>(data), cancellationToken);
    }

    /// <summary>Sends one packet from one array. See <see cref="ITcpSocket.SendAsync"/>.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="data">The payload; must stay unchanged until the returned task completes.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>As <see cref="ITcpSocket.SendAsync"/>.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="TcpSendCanceledException">The token was cancelled; says which bytes were accepted.</exception>
    public static ValueTask<TcpSendResult> SendAsync(
        this ITcpSocket socket, byte[] data, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(data);
        return socket.SendAsync(new ReadOnlySequence<byte>(data), cancellationToken);
    }

    /// <summary>
    /// Sends one packet from several buffers, gathered without copying. See <see cref="ITcpSocket.SendAsync"/>.
    /// </summary>
    /// <param name="socket">The socket.</param>
    /// <param name="segments">The payload; must stay unchanged until the returned task completes.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>As <see cref="ITcpSocket.SendAsync"/>.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="TcpSendCanceledException">The token was cancelled; says which bytes were accepted.</exception>
    public static ValueTask<TcpSendResult> SendAsync(
        this ITcpSocket socket, IReadOnlyList<ReadOnlyMemory<byte>> segments, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(segments);
        return socket.SendAsync(BufferSegment.Chain(segments), cancellationToken);
    }
}
