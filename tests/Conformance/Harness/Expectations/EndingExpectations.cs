namespace TcpBackends.Tests.Conformance.Harness;

/// <summary>Semantics 6.3, 9 and 10: how the end of the connection is told.</summary>
public sealed record EndingExpectations
{
    public static EndingExpectations Inet { get; } = new()
    {
        ExitOnCloseHasEffect = true,
        ReceiveAfterEnd = TcpError.ENotConn,
        SendErrorLosesUnreadData = true,
        EndDropsQueue = true,
    };

    public static EndingExpectations Socket { get; } = new()
    {
        ExitOnCloseHasEffect = false,
        ReceiveAfterEnd = TcpError.Closed,
        SendErrorLosesUnreadData = false,
        EndDropsQueue = false,
    };

    /// <summary>Whether exit_on_close closes for sending when the peer's end is reported.</summary>
    public required bool ExitOnCloseHasEffect { get; init; }

    /// <summary>A receive after the end was reported once (exit_on_close = true).</summary>
    public required TcpError ReceiveAfterEnd { get; init; }

    /// <summary>Whether a send that finds the connection broken closes it for receiving too; otherwise the reader drains.</summary>
    public required bool SendErrorLosesUnreadData { get; init; }

    /// <summary>Whether a receive that finds the peer's end drops what is queued and tells the sender that waits.</summary>
    public required bool EndDropsQueue { get; init; }
}
