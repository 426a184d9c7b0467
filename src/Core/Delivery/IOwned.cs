namespace TcpBackends.Core.Delivery;

/// <summary>What a mailbox asks of what it owns. Called without the mailbox's lock.</summary>
internal interface IOwned
{
    /// <summary>Makes another mailbox the owner, if <paramref name="from"/> is the owner.</summary>
    TcpError HandOver(Mailbox from, Mailbox to);

    /// <summary>Closes for good, without waiting, unless it was handed over meanwhile.</summary>
    void OnOwnerEnded(Mailbox ended);
}
