using TcpBackends.Core.Connecting;
using TcpBackends.Core.Delivery;
using TcpBackends.Core.Waiting;

namespace TcpBackends.Core.Listening;

/// <summary>An accept that waits.</summary>
internal sealed class AcceptWaiter(AcceptQueue owner, TimeProvider clock, Mailbox? mailbox, Action<IOpened, Mailbox?> begin)
    : Waiter<TcpResult<ITcpSocket>>(owner, clock), IMailboxDependent
{
    private IOpened? _accepted;

    /// <summary>Who is to own the connection.</summary>
    public Mailbox? Mailbox => mailbox;

    public new void Begin(CancellationToken cancellationToken) => base.Begin(cancellationToken);

    public void Cancel() => Fail(new OperationCanceledException(Token));

    public void Finish(IOpened accepted)
    {
        _accepted = accepted;
        Finish(new TcpResult<ITcpSocket>(accepted));
    }

    void IMailboxDependent.OnOwnerEnded(Mailbox ended) => owner.OnMailboxEnded(this);

    public override void Complete()
    {
        if (_accepted is not null)
        {
            begin(_accepted, mailbox);
        }

        if (mailbox is not null)
        {
            var wakeups = default(Wakeups);
            mailbox.Remove(this, ref wakeups);
            wakeups.Run();
        }

        base.Complete();
    }
}
