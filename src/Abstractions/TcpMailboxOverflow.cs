namespace TcpBackends;

/// <summary>What happens to an active socket whose next packet does not fit its mailbox.</summary>
public enum TcpMailboxOverflow
{
    /// <summary>
    /// It becomes passive, and a <see cref="TcpPassiveMessage"/> tells so; nothing is lost, and the peer is slowed down. The default.
    /// </summary>
    TurnPassive,

    /// <summary>
    /// It is closed with <see cref="TcpCloseReason.MailboxOverflow"/>: <see cref="TcpErrorMessage"/> with <c>enobufs</c>, then
    /// <see cref="TcpClosedMessage"/>.
    /// </summary>
    CloseSocket,
}
