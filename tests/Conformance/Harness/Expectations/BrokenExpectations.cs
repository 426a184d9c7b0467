namespace TcpBackends.Tests.Conformance.Harness;

/// <summary>Semantics 5.2, 5.3, 11: what a socket says once a send has found its connection broken.</summary>
public sealed record BrokenExpectations
{
    public static BrokenExpectations Inet { get; } = new()
    {
        SendAgain = TcpError.ENotConn,
        ReceiveAgain = TcpError.ENotConn,
        LosesUnreadData = true,
    };

    public static BrokenExpectations Socket { get; } = new()
    {
        SendAgain = null,
        ReceiveAgain = TcpError.Closed,
        LosesUnreadData = false,
    };

    /// <summary>What a send says after the one that was told; null: the same again.</summary>
    public required TcpError? SendAgain { get; init; }

    /// <summary>What a receive says after the one that was told.</summary>
    public required TcpError ReceiveAgain { get; init; }

    /// <summary>Whether what the peer sent before cannot be received any more.</summary>
    public required bool LosesUnreadData { get; init; }

    /// <summary>What sends say, the first one included.</summary>
    public TcpError[] Sends(TcpError first) => [first, .. SendsAfter(first)];

    /// <summary>What sends say after the one that was told.</summary>
    public TcpError[] SendsAfter(TcpError first) => [SendAgain ?? first, SendAgain ?? first];

    /// <summary>What receives say, once there is no data.</summary>
    public TcpError[] Receives(TcpError first) => [first, ReceiveAgain];
}
