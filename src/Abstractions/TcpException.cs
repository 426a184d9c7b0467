namespace TcpBackends;

/// <summary>A <see cref="TcpError"/> as an exception, for callers and .NET contracts that want one.</summary>
/// <remarks>
/// The operations of <see cref="ITcpSocket"/> never throw it by themselves: they return their errors.
/// </remarks>
public sealed class TcpException : IOException
{
    /// <summary>Creates an exception without a specific error.</summary>
    public TcpException()
        : this(TcpError.Unknown)
    {
    }

    /// <summary>Creates an exception with a message of the caller's.</summary>
    /// <param name="message">What went wrong.</param>
    public TcpException(string message)
        : base(message) => Error = TcpError.Unknown;

    /// <summary>Creates an exception with a message and a cause.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="innerException">The cause.</param>
    public TcpException(string message, Exception innerException)
        : base(message, innerException) => Error = TcpError.Unknown;

    /// <summary>Creates the exception for <paramref name="error"/>.</summary>
    /// <param name="error">What the operation returned.</param>
    public TcpException(TcpError error)
        : base($"The TCP operation failed: {error.ToAtom()}.") => Error = error;

    /// <summary>What the operation returned.</summary>
    public TcpError Error { get; }
}
