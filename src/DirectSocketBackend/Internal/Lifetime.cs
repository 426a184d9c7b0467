using TcpBackends.Core;

namespace TcpBackends.DirectSocket.Internal;

/// <summary>The state of a connection. Changes under the connection's state lock.</summary>
internal sealed class Lifetime
{
    private int _phase;
    private CloseReasonLatch _reason;

    public Phase Phase => (Phase)Volatile.Read(ref _phase);

    public bool HasDescriptor => Phase <= Phase.ReadWriteClosed;

    public TcpCloseReason Reason => _reason.Reason;

    /// <summary>Whether a send learned of the peer's reset. The kernel tells of it only once, so the reader must be told from here.</summary>
    public bool ResetWasSeen { get; private set; }

    /// <summary>Whether sending was shut down here, so that a failing send says nothing of the peer.</summary>
    public bool OutputIsShutDown { get; private set; }

    public TcpError RefuseReceive() => Phase == Phase.Connected ? TcpError.None : TcpError.Closed;

    public TcpError RefuseSend() => HasDescriptor ? TcpError.None : TcpError.Closed;

    public void EndInputUnsynchronized(TcpCloseReason reason, bool closesDescriptor)
    {
        _reason.Set(reason);
        Enter(closesDescriptor ? Phase.DescriptorClosed : Phase.ReadClosed);
    }

    /// <summary>A shutdown that the kernel has done.</summary>
    public void ShutDownUnsynchronized(TcpShutdown how)
    {
        OutputIsShutDown |= how != TcpShutdown.Read;
        if (how == TcpShutdown.ReadWrite || (how == TcpShutdown.Write && Phase == Phase.ReadClosed))
        {
            Enter(Phase.ReadWriteClosed);
        }
        else if (how == TcpShutdown.Read)
        {
            Enter(Phase.ReadClosed);
        }
    }

    /// <param name="error">EConnReset says that the peer reset; EPipe does so unless sending was shut down here.</param>
    public void FailSendUnsynchronized(TcpError error)
    {
        if (error == TcpError.EConnReset || !OutputIsShutDown)
        {
            ResetWasSeen = true;
            _reason.Set(TcpCloseReason.SendFailed);
        }
    }

    /// <summary>Says why it is going to be closed. Under no lock of its own.</summary>
    public void BeginClose(TcpCloseReason reason) => _reason.Set(reason);

    public void CloseUnsynchronized(TcpCloseReason reason)
    {
        _reason.Set(reason);
        Enter(Phase.Gone);
    }

    private void Enter(Phase phase) => Volatile.Write(ref _phase, (int)phase);
}
