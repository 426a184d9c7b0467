namespace TcpBackends.Tests.Conformance.Harness;

/// <summary>Semantics 1, 6.3, 20: what a socket says after its connection has ended.</summary>
public sealed record EndedExpectations
{
    public static EndedExpectations Inet { get; } = new()
    {
        ReceiveAfterEnd = TcpError.ENotConn,
    };

    public static EndedExpectations Socket { get; } = new()
    {
        ReceiveAfterEnd = TcpError.Closed,
    };

    /// <summary>A receive after the end was reported once (exit_on_close = true).</summary>
    public required TcpError ReceiveAfterEnd { get; init; }
}
