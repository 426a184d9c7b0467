using TcpBackends.Core.Delivery;

namespace TcpBackends.Core.Connecting;

/// <summary>A backend's socket that nobody has seen yet.</summary>
internal interface IOpened : ITcpSocket
{
    /// <summary>Gives it its owner and its mode, and starts delivery. Closes it if the owner has ended. Not under a lock.</summary>
    void Begin(Mailbox? owner, TcpActive active);
}
