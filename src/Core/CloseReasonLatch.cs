namespace TcpBackends.Core;

/// <summary>Keeps the first reason for which a connection ended.</summary>
internal struct CloseReasonLatch
{
    private int _reason;

    public readonly TcpCloseReason Reason => (TcpCloseReason)Volatile.Read(in _reason);

    public void Set(TcpCloseReason reason) => Interlocked.CompareExchange(ref _reason, (int)reason, 0);
}
