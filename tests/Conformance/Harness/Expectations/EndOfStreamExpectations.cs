namespace TcpBackends.Tests.Conformance.Harness;

/// <summary>Semantics 6.3, 9: what a socket says once a receive has reported the end of the stream.</summary>
public sealed record EndOfStreamExpectations
{
    public static EndOfStreamExpectations Inet { get; } = new()
    {
        HonoursExitOnClose = true,
        SendsAfterReset = (exitOnClose, show) => (exitOnClose, show) switch
        {
            (true, false) => [TcpError.Closed, TcpError.ENotConn],
            (true, true) => [TcpError.ENotConn, TcpError.ENotConn],
            (false, false) => [TcpError.Closed, TcpError.Closed],
            (false, true) => [TcpError.EConnReset, TcpError.ENotConn],
        },
    };

    public static EndOfStreamExpectations Socket { get; } = new()
    {
        HonoursExitOnClose = false,
        SendsAfterReset = (_, _) => [TcpError.Closed, TcpError.Closed],
    };

    /// <summary>Whether exit_on_close closes the descriptor; otherwise sending goes on whatever it says.</summary>
    public required bool HonoursExitOnClose { get; init; }

    /// <summary>What two sends say after a receive met a reset, by exit_on_close and show_econnreset.</summary>
    public required Func<bool, bool, TcpError[]> SendsAfterReset { get; init; }

    /// <summary>What receives say after the one that was told.</summary>
    public TcpError[] ReceivesAfter(bool exitOnClose)
    {
        TcpError again = HonoursExitOnClose && exitOnClose ? TcpError.ENotConn : TcpError.Closed;
        return [again, again];
    }

    /// <summary>What two sends say after a receive met FIN.</summary>
    public TcpError[] SendsAfterFin(bool exitOnClose) =>
        HonoursExitOnClose && exitOnClose ? [TcpError.Closed, TcpError.ENotConn] : [TcpError.None, TcpError.None];
}
