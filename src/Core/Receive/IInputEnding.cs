using TcpBackends.Core.Waiting;

namespace TcpBackends.Core.Receive;

/// <summary>What the end of the stream means for the connection. Called under the receive lock.</summary>
internal interface IInputEnding
{
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
}
