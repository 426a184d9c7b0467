using TcpBackends.Core.Options;
using TcpBackends.Core.Waiting;

namespace TcpBackends.Core.Receive;

/// <summary>What the receiving half asks of the connection. All but the last two are called under the receive lock.</summary>
internal interface IReceiveHost
{
    ITcpSocket Socket { get; }

    SocketSettings Settings { get; }

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

    /// <summary>The stream has ended: with FIN if the cause is None, else with the error that the kernel gave.</summary>
    /// <param name="cause">The error.</param>
    /// <param name="isActive">Whether a message tells of it, and not the answer to a receive.</param>
    /// <param name="wakeups">Callers to be woken.</param>
    /// <param name="isNews">Whether it had not ended before in another way.</param>
    /// <returns>What is told.</returns>
    TcpError OnInputEnded(TcpError cause, bool isActive, ref Wakeups wakeups, out bool isNews);

    /// <summary>The peer sent a packet that is not allowed.</summary>
    void OnInvalidPacket(bool isActive, ref Wakeups wakeups);

    /// <summary>The socket was made active after its stream had ended, or the end is told by message now.</summary>
    /// <returns>What the owner is told before it is told that it is closed; None: nothing.</returns>
    TcpError OnEndTold();

    /// <summary>As <see cref="OnEndTold"/>, as soon as a send has found an active connection broken.</summary>
    TcpError OnBreakTold();

    /// <summary>The mailbox has no room, and the socket is to be closed: the reason, before anybody is told.</summary>
    void OnOverflow();

    /// <summary>A receive is going to wait. Called without a lock.</summary>
    void OnReceiveWaits();

    /// <summary>Closes it, after <see cref="OnOverflow"/>. Called without a lock.</summary>
    void EndOverflow();
}
