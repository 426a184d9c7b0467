namespace TcpBackends;

/// <summary>What a mailbox is made with. Erlang has no bounds for the mailboxes of processes.</summary>
public sealed record TcpMailboxOptions
{
    /// <summary>
    /// How many packets may lie in the mailbox unread, 1 to 2,147,483,647; null: any number. The other messages always fit, and so
    /// do packets that come with a socket that is handed over.
    /// Default: null. Danger: without a bound a fast peer of a socket with active = true decides how much memory is used.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int? Capacity
    {
        get;
        init
        {
            if (value is { } capacity)
            {
                ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1, nameof(Capacity));
            }

            field = value;
        }
    }

    /// <summary>What happens when it is full. Default: <see cref="TcpMailboxOverflow.TurnPassive"/>.</summary>
    public TcpMailboxOverflow Overflow { get; init; }
}
