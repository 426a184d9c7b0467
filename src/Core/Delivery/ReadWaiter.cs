using TcpBackends.Core.Waiting;

namespace TcpBackends.Core.Delivery;

/// <summary>A reader of a mailbox that waits.</summary>
internal sealed class ReadWaiter(IWaiterOwner owner) : Waiter<bool>(owner, TimeProvider.System)
{
    public new void Begin(CancellationToken cancellationToken) => base.Begin(cancellationToken);

    public void Cancel() => Fail(new OperationCanceledException(Token));
}
