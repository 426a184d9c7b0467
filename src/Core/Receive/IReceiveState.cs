namespace TcpBackends.Core.Receive;

/// <summary>How far the connection has come, as the receiving half sees it. Called under the receive lock.</summary>
internal interface IReceiveState
{
    /// <summary>Whether the stream can still be read.</summary>
    bool IsReceiving { get; }

    /// <summary>Whether it was read to its end, and the kernel may be asked again.</summary>
    bool IsHalfClosed { get; }

    /// <summary>Why it has ended for good; None: it has not.</summary>
    TcpCloseReason EndReason { get; }

    /// <summary>Why those who wait for its end are told that it has come, maybe before it has ended for good; None: it has not.</summary>
    TcpCloseReason DownReason { get; }

    /// <summary>What a receive is told in the connection's present state; None: it may try.</summary>
    TcpError RefuseReceive();
}
