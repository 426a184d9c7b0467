namespace TcpBackends.Tests.Conformance.Harness;

/// <summary>Semantics 7: shutting down.</summary>
public sealed record ShutdownExpectations
{
    public static ShutdownExpectations Inet { get; } = new()
    {
        ReadDiscards = false,
        SendTearsDown = true,
        NarrowedAfterBoth = TcpError.None,
        WidenedAfterRead = TcpError.None,
        AfterEndReported = TcpError.ENotConn,
    };

    public static ShutdownExpectations Socket { get; } = new()
    {
        ReadDiscards = true,
        SendTearsDown = false,
        NarrowedAfterBoth = TcpError.ENotConn,
        WidenedAfterRead = TcpError.ENotConn,
        AfterEndReported = TcpError.None,
    };

    /// <summary>Whether shutdown(read) loses what is buffered and what comes later, instead of returning it.</summary>
    public required bool ReadDiscards { get; init; }

    /// <summary>Whether a send after shutdown(write) closes the socket for receiving too (semantics 5.3).</summary>
    public required bool SendTearsDown { get; init; }

    /// <summary>shutdown(read) or shutdown(write) after shutdown(read_write).</summary>
    public required TcpError NarrowedAfterBoth { get; init; }

    /// <summary>shutdown(read_write) after shutdown(read); if it fails, nothing is told to the peer.</summary>
    public required TcpError WidenedAfterRead { get; init; }

    /// <summary>shutdown(read), or shutdown(write), after a receive reported the end (exit_on_close = true).</summary>
    public required TcpError AfterEndReported { get; init; }
}
