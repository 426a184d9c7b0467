namespace TcpBackends.Core.Waiting;

/// <summary>Who a waiter waits at.</summary>
internal interface IWaiterOwner
{
    /// <summary>A timer of the waiter fired, possibly of an earlier use.</summary>
    void OnDeadline(Waiter waiter);

    /// <summary>A token of the waiter was cancelled, possibly of an earlier use.</summary>
    void OnCanceled(Waiter waiter, CancellationToken token);

    /// <summary>The caller has its result; the waiter may be used again.</summary>
    void OnEnded(Waiter waiter);
}
