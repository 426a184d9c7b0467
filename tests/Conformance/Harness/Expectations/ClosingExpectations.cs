namespace TcpBackends.Tests.Conformance.Harness;

/// <summary>Semantics 8: closing.</summary>
public sealed record ClosingExpectations
{
    public static ClosingExpectations Inet { get; } = new()
    {
        CloseAgain = TcpError.None,
    };

    public static ClosingExpectations Socket { get; } = new()
    {
        CloseAgain = TcpError.Closed,
    };

    /// <summary>What closing answers when it was closed before.</summary>
    public required TcpError CloseAgain { get; init; }
}
