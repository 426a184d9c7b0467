using TcpBackends.Core.Options;

namespace TcpBackends.Core.Receive;

/// <summary>The connection, as the receiving half sees it.</summary>
internal interface IReceiveHost : IReceiveState, IInputEnding
{
    ITcpSocket Socket { get; }

    SocketSettings Settings { get; }

    /// <summary>A receive is going to wait. Called without a lock.</summary>
    void OnReceiveWaits();

    /// <summary>The mailbox has no room, and the socket is to be closed: the reason, before anybody is told. Called under the receive lock.</summary>
    void OnOverflow();

    /// <summary>Closes it, after <see cref="OnOverflow"/>. Called without a lock.</summary>
    void EndOverflow();
}
