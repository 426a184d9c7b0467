using System.Threading.Channels;
using TcpBackends.Core.Waiting;

namespace TcpBackends.Core.Delivery;

/// <summary>An owner of sockets.</summary>
/// <param name="options">Its bounds.</param>
/// <param name="isOfOne">Whether it is the own mailbox of one socket, and so ends when it owns nothing any more.</param>
internal sealed class Mailbox(TcpMailboxOptions options, bool isOfOne = false) : ITcpMailbox
{
    private readonly Lock _lock = new();
    private readonly HashSet<IMailboxDependent> _dependents = [];
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
        IMailboxDependent[] dependents;
        lock (_lock)
        {
            _hasEnded = true;
            dependents = [.. _dependents];
            _dependents.Clear();
        }

        var wakeups = default(Wakeups);
        _messages.Complete(ref wakeups);
        wakeups.Run();
        foreach (IMailboxDependent one in dependents)
        {
            one.OnOwnerEnded(this);
        }

        return default;
    }

    /// <summary>False: it has ended.</summary>
    public bool TryAdd(IMailboxDependent dependent)
    {
        lock (_lock)
        {
            if (!_hasEnded)
            {
                _dependents.Add(dependent);
            }

            return !_hasEnded;
        }
    }

    public void Remove(IMailboxDependent dependent, ref Wakeups wakeups)
    {
        lock (_lock)
        {
            _dependents.Remove(dependent);
            _hasEnded |= isOfOne && _dependents.Count == 0;
        }

        if (isOfOne && _hasEnded)
        {
            _messages.Complete(ref wakeups);
        }
    }
}
