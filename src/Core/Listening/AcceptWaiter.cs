using TcpBackends.Core.Waiting;

namespace TcpBackends.Core.Listening;

/// <summary>An accept that waits.</summary>
internal sealed class AcceptWaiter(IWaiterOwner owner, TimeProvider clock) : Waiter<TcpResult<ITcpSocket>>(owner, clock)
{
    public new void Begin(CancellationToken cancellationToken) => base.Begin(cancellationToken);

    public void Cancel() => Fail(new OperationCanceledException(Token));
}
