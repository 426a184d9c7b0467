namespace TcpBackends;

/// <summary>Something that has an owner, which gets its messages, and that ends once.</summary>
public interface ITcpOwned
{
    /// <summary>
    /// The owner: <see cref="TcpSocketOptions.Owner"/>, who it was handed over to, or else a mailbox of its own. Erlang: the
    /// process that opened it, or its controlling process.
    /// </summary>
    ITcpMailbox Owner { get; }

    /// <summary>
    /// Completes with the reason when it is closed for good: by either side of the contract, not by the peer as long as this side
    /// still has to close it. On <c>inet</c> an active socket is closed by the end of the peer's stream, unless
    /// <c>exit_on_close</c> is off. Never fails; never completes for a socket that was dropped instead of closed. Erlang: <c>inet:monitor/1</c>.
    /// </summary>
    Task<TcpCloseReason> Ended { get; }
}
