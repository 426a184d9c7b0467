namespace TcpBackends;

/// <summary>
/// What ended a connection, or receiving from it. The first reason wins and stays. gen_tcp has nothing like it.
/// </summary>
public enum TcpCloseReason
{
    /// <summary>The connection has not ended.</summary>
    None,

    /// <summary>This side closed it.</summary>
    LocalClose,

    /// <summary>The peer ended its side in an orderly way (FIN).</summary>
    PeerClose,

    /// <summary>The peer reset the connection, noticed by a receive.</summary>
    PeerReset,

    /// <summary>A send found the connection broken, in a call or in the background.</summary>
    SendFailed,

    /// <summary><c>send_timeout</c> ran out and <c>send_timeout_close</c> was on.</summary>
    SendTimeout,

    /// <summary>The peer sent a packet that its type or <c>packet_size</c> forbids (<c>emsgsize</c>).</summary>
    InvalidPacket,

    /// <summary>The mailbox of the owner was full: <see cref="TcpMailboxOverflow.CloseSocket"/>.</summary>
    MailboxOverflow,

    /// <summary>The mailbox that owned it was disposed.</summary>
    OwnerEnded,

    /// <summary>The operating system reported another error.</summary>
    SystemError,
}
