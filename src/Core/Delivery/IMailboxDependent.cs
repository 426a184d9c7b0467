namespace TcpBackends.Core.Delivery;

/// <summary>What ends when a mailbox ends: an endpoint that it owns, an accept in its name.</summary>
internal interface IMailboxDependent
{
    /// <summary>
    /// The mailbox has ended. Ends for good, without waiting, unless it was handed over meanwhile. Called without the mailbox's lock.
    /// </summary>
    void OnOwnerEnded(Mailbox ended);
}
