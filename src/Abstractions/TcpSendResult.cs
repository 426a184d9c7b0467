namespace TcpBackends;

/// <summary>
/// The outcome of a send: Erlang's <c>ok | {error, closed | timeout | {timeout, RestData} | inet:posix()}</c>.
/// </summary>
public readonly struct TcpSendResult : IEquatable<TcpSendResult>
{
    private readonly byte[]? _restData;

    /// <summary>An outcome without rest data.</summary>
    /// <param name="error">Why it failed, or <see cref="TcpError.None"/>.</param>
    public TcpSendResult(TcpError error) => Error = error;

    private TcpSendResult(byte[] restData)
    {
        Error = TcpError.Timeout;
        _restData = restData;
    }

    /// <summary>Success: on <c>inet</c> the data was accepted, on <c>socket</c> all of it is in the kernel.</summary>
    public static TcpSendResult Ok => default;

    /// <summary>Why it failed, or <see cref="TcpError.None"/>.</summary>
    public TcpError Error { get; }

    /// <summary>Whether the send succeeded.</summary>
    public bool IsOk => Error == TcpError.None;

    /// <summary>
    /// On the <c>socket</c> backend, after <see cref="TcpError.Timeout"/>: exactly the bytes that did not reach the
    /// kernel, those of the packet header included. To go on, set the packet type to raw, send them, and set the packet
    /// type back; meanwhile nothing may be received, since that would be cut as raw. Empty in every other case; on
    /// <c>inet</c> a send that timed out stays queued and must not be sent again.
    /// </summary>
    /// <remarks>gen_tcp, <c>send/2</c>: <c>{error, {timeout, RestData}}</c>. The memory is the caller's own.</remarks>
    public ReadOnlyMemory<byte> RestData => _restData;

    /// <summary>Whether the send timed out in the way that has rest data, even if that is empty.</summary>
    public bool HasRestData => _restData is not null;

    /// <summary>Makes an outcome of an error value.</summary>
    /// <param name="error">The error, or <see cref="TcpError.None"/> for success.</param>
    public static implicit operator TcpSendResult(TcpError error) => new(error);

    /// <summary>Whether two outcomes have the same error and the same rest data.</summary>
    public static bool operator ==(TcpSendResult left, TcpSendResult right) => left.Equals(right);

    /// <summary>Whether two outcomes differ.</summary>
    public static bool operator !=(TcpSendResult left, TcpSendResult right) => !left.Equals(right);

    /// <summary>Makes an outcome of an error value.</summary>
    /// <param name="error">The error, or <see cref="TcpError.None"/> for success.</param>
    public static TcpSendResult FromTcpError(TcpError error) => new(error);

    /// <summary>A timeout that left bytes unsent.</summary>
    /// <param name="restData">The bytes that did not reach the kernel; the result keeps the array.</param>
    /// <exception cref="ArgumentNullException"><paramref name="restData"/> is null.</exception>
    public static TcpSendResult TimedOut(byte[] restData)
    {
        ArgumentNullException.ThrowIfNull(restData);
        return new TcpSendResult(restData);
    }

    /// <summary>Throws if the send failed.</summary>
    /// <exception cref="TcpException">The send failed.</exception>
    public void ThrowIfError()
    {
        if (Error != TcpError.None)
        {
            throw new TcpException(Error);
        }
    }

    /// <inheritdoc/>
    public bool Equals(TcpSendResult other) =>
        Error == other.Error && HasRestData == other.HasRestData && RestData.Span.SequenceEqual(other.RestData.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TcpSendResult other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Error, RestData.Length);

    /// <summary>The outcome as gen_tcp would print it, with the length of the rest data for the data.</summary>
    public override string ToString() =>
        IsOk ? "ok"
        : HasRestData ? $"{{error,{{timeout,<<{RestData.Length} bytes>>}}}}"
        : $"{{error,{Error.ToAtom()}}}";
}
