namespace TcpBackends.Core.Delivery;

/// <summary>What a mailbox asks of an endpoint that it owns. Called without the mailbox's lock.</summary>
internal interface IOwned : IMailboxDependent
{
    /// <summary>Makes another mailbox the owner, if <paramref name="from"/> is the owner.</summary>
    TcpError HandOver(Mailbox from, Mailbox to);
}
