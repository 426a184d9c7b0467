using TcpBackends.Core.Options;
using TcpBackends.Core.Waiting;

namespace TcpBackends.Core.Receive;

/// <summary>What the receiving half asks of the connection. All are called under the receive lock.</summary>
internal interface IReceiveHost
{
    SocketSettings Settings { get; }

    /// <summary>What a receive is told in the connection's present state; None: it may try.</summary>
    TcpError RefuseReceive();

    /// <summary>The stream has ended: with FIN if the cause is None, else with the error that the kernel gave.</summary>
    /// <returns>What the receive that found out is told.</returns>
    TcpError OnInputEnded(TcpError cause, ref Wakeups wakeups);

    /// <summary>The peer sent a packet that is not allowed.</summary>
    void OnInvalidPacket(ref Wakeups wakeups);
}
