using System.Threading.Channels;
using TcpBackends.Core.Waiting;

namespace TcpBackends.Core.Delivery;

/// <summary>An owner of sockets.</summary>
/// <param name="options">Its bounds.</param>
/// <param name="isOfOne">Whether it is the own mailbox of one socket, and so ends when it owns nothing any more.</param>
internal sealed class Mailbox(TcpMailboxOptions options, bool isOfOne = false) : ITcpMailbox
{
    private readonly Lock _lock = new();
    private readonly HashSet<IOwned> _owned = [];
    private readonly MessageQueue _messages = new(options.Capacity);
    private volatile bool _hasEnded;

    public ChannelReader<TcpMessage> Messages => _messages;

    public MessageQueue Queue => _messages;

    public TcpMailboxOverflow Overflow => options.Overflow;

    public bool HasEnded => _hasEnded;

    /// <summary>The mailbox behind the contract.</summary>
    public static Mailbox Of(ITcpMailbox mailbox, string parameter) => mailbox as Mailbox
        ?? throw new ArgumentException("The mailbox was not made by a backend of this library.", parameter);

    public TcpResult HandOver(ITcpEndpoint endpoint, ITcpMailbox newOwner)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(newOwner);
        return endpoint is IOwned owned
            ? owned.HandOver(this, Of(newOwner, nameof(newOwner)))
            : throw new ArgumentException("It was not made by a backend of this library.", nameof(endpoint));
    }

    public ValueTask DisposeAsync()
    {
        IOwned[] owned;
        lock (_lock)
        {
            _hasEnded = true;
            owned = [.. _owned];
            _owned.Clear();
        }

        var wakeups = default(Wakeups);
        _messages.Complete(ref wakeups);
        wakeups.Run();
        foreach (IOwned one in owned)
        {
            one.OnOwnerEnded(this);
        }

        return default;
    }

    /// <summary>False: it has ended, and owns nothing.</summary>
    public bool TryOwn(IOwned owned)
    {
        lock (_lock)
        {
            if (!_hasEnded)
            {
                _owned.Add(owned);
            }

            return !_hasEnded;
        }
    }

    public void Disown(IOwned owned, ref Wakeups wakeups)
    {
        lock (_lock)
        {
            _owned.Remove(owned);
            _hasEnded |= isOfOne && _owned.Count == 0;
        }

        if (isOfOne && _hasEnded)
        {
            _messages.Complete(ref wakeups);
        }
    }
}
