namespace TcpBackends;

/// <summary>
/// A send was cancelled while it waited. Says what became of its bytes: nothing of the stream is unknown, and the
/// socket stays usable.
/// </summary>
public sealed class TcpSendCanceledException : OperationCanceledException
{
    /// <summary>Creates an exception for a send of which nothing was sent.</summary>
    public TcpSendCanceledException()
        : this(0, ReadOnlyMemory<byte>.Empty, CancellationToken.None)
    {
    }

    /// <summary>Creates an exception with a message of the caller's.</summary>
    /// <param name="message">What happened.</param>
    public TcpSendCanceledException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception with a message and a cause.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">The cause.</param>
    public TcpSendCanceledException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception for a cancelled send.</summary>
    /// <param name="bytesAccepted">
    /// How many bytes the kernel or the driver queue took, the packet header included.
    /// </param>
    /// <param name="restData">The bytes that were not taken; a copy, owned by the exception.</param>
    /// <param name="cancellationToken">The token that was cancelled.</param>
    public TcpSendCanceledException(long bytesAccepted, ReadOnlyMemory<byte> restData, CancellationToken cancellationToken)
        : base($"The send was cancelled: {bytesAccepted} bytes were accepted, {restData.Length} were not.", cancellationToken)
    {
        BytesAccepted = bytesAccepted;
        RestData = restData;
    }

    /// <summary>
    /// How many bytes of the packet, its header included, will reach the peer if the connection lasts. On <c>inet</c> a
    /// send that waits at the high watermark is queued whole, so this is all of it, and it must not be sent again.
    /// </summary>
    public long BytesAccepted { get; }

    /// <summary>
    /// On <c>socket</c>, exactly the bytes that were not accepted, those of the packet header included: if some were
    /// accepted, a frame is cut short on the wire, so set the packet type to raw, send these, and set the packet type
    /// back. Always empty on <c>inet</c>, which accepts a packet whole or not at all.
    /// </summary>
    public ReadOnlyMemory<byte> RestData { get; }
}
