namespace TcpBackends.Tests.Conformance.Harness;

/// <summary>Semantics 5.5 to 5.7: where the bytes of a send are until the kernel has them.</summary>
public sealed record SendingExpectations
{
    public static SendingExpectations Inet { get; } = new()
    {
        Queues = true,
        EmptySendAfterShutdown = TcpError.None,
        AfterTimeoutClose = TcpError.ENotConn,
        CloseAfterTimeoutClose = TcpError.None,
    };

    public static SendingExpectations Socket { get; } = new()
    {
        Queues = false,
        EmptySendAfterShutdown = TcpError.Closed,
        AfterTimeoutClose = TcpError.Closed,
        CloseAfterTimeoutClose = TcpError.Closed,
    };

    /// <summary>
    /// Whether there is a driver queue: a send returns when its bytes are in it, and one that times out leaves them there.
    /// Otherwise a send waits until the kernel has all, and says what it did not take.
    /// </summary>
    public required bool Queues { get; init; }

    /// <summary>An empty raw send after the own shutdown(write).</summary>
    public required TcpError EmptySendAfterShutdown { get; init; }

    /// <summary>Sends and receives after a send timeout has closed the socket.</summary>
    public required TcpError AfterTimeoutClose { get; init; }

    /// <summary>Closing after a send timeout has closed the socket.</summary>
    public required TcpError CloseAfterTimeoutClose { get; init; }
}
