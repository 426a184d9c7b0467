using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using TcpBackends.Core.Waiting;

namespace TcpBackends.Core.Delivery;

/// <summary>
/// The messages of a mailbox. Its lock is the innermost of all: sockets post under theirs, and nothing is called from under it.
/// </summary>
/// <param name="capacity">How many packets may lie in it; null: any number.</param>
internal sealed class MessageQueue(int? capacity) : ChannelReader<TcpMessage>, IWaiterOwner
{
    private const int LargestIdleCapacity = 4096;

    private readonly Lock _lock = new();
    private readonly Queue<TcpMessage> _messages = new();
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WaiterQueue<ReadWaiter> _readers;
    private ReadWaiter? _spareReader;
    private int _packets;
    private bool _isComplete;

    public override Task Completion => _completion.Task;

    public override bool CanCount => true;

    public override bool CanPeek => true;

    public override int Count
    {
        get
        {
            lock (_lock)
            {
                return _messages.Count;
            }
        }
    }

    public override bool TryPeek([MaybeNullWhen(false)] out TcpMessage item)
    {
        lock (_lock)
        {
            return _messages.TryPeek(out item);
        }
    }

    public override bool TryRead([MaybeNullWhen(false)] out TcpMessage item)
    {
        lock (_lock)
        {
            if (!_messages.TryDequeue(out item))
            {
                return false;
            }

            _packets -= HoldsPacket(item) ? 1 : 0;
            ShrinkUnsynchronized();
            return true;
        }
    }

    public override ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<bool>(cancellationToken);
        }

        ReadWaiter reader;
        lock (_lock)
        {
            if (_messages.Count > 0 || _isComplete)
            {
                return new ValueTask<bool>(_messages.Count > 0);
            }

            reader = Interlocked.Exchange(ref _spareReader, null) ?? new ReadWaiter(this);
            reader.Begin(cancellationToken);
            _readers.Enqueue(reader);
        }

        reader.ListenForCancellation();
        return reader.Task;
    }

    /// <summary>Whether packets need room.</summary>
    public bool IsBounded => capacity is not null;

    /// <summary>Makes room for a packet, if it is bounded. False: it is full.</summary>
    public bool TryReserve()
    {
        lock (_lock)
        {
            bool hasRoom = _packets < capacity;
            _packets += hasRoom ? 1 : 0;
            return hasRoom;
        }
    }

    /// <summary>Gives back room for a packet that did not come.</summary>
    public void Release()
    {
        lock (_lock)
        {
            _packets--;
        }
    }

    /// <summary>
    /// Adds a message, for which room has been made if it is a packet. Readers that wait are woken when the wakeups run.
    /// </summary>
    public void Post(TcpMessage message, ref Wakeups wakeups)
    {
        lock (_lock)
        {
            if (!_isComplete)
            {
                _messages.Enqueue(message);
                WakeUnsynchronized(hasMessages: true, ref wakeups);
            }
        }
    }

    /// <summary>Removes the messages that a condition picks, and returns them in order.</summary>
    public List<TcpMessage> Withdraw(Predicate<TcpMessage> condition)
    {
        List<TcpMessage> withdrawn = [];
        lock (_lock)
        {
            for (int left = _messages.Count; left > 0; left--)
            {
                TcpMessage message = _messages.Dequeue();
                if (condition(message))
                {
                    withdrawn.Add(message);
                    _packets -= HoldsPacket(message) ? 1 : 0;
                }
                else
                {
                    _messages.Enqueue(message);
                }
            }

            ShrinkUnsynchronized();
        }

        return withdrawn;
    }

    /// <summary>Adds messages that were withdrawn elsewhere, whether there is room or not.</summary>
    public void Append(List<TcpMessage> messages, ref Wakeups wakeups)
    {
        foreach (TcpMessage message in messages)
        {
            lock (_lock)
            {
                _packets += HoldsPacket(message) ? 1 : 0;
            }

            Post(message, ref wakeups);
        }
    }

    /// <summary>Takes no more messages; what lies in it can still be read.</summary>
    public void Complete(ref Wakeups wakeups)
    {
        lock (_lock)
        {
            _isComplete = true;
            WakeUnsynchronized(_messages.Count > 0, ref wakeups);
            ShrinkUnsynchronized();
        }
    }

    void IWaiterOwner.OnDeadline(Waiter waiter)
    {
        // Readers have none.
    }

    void IWaiterOwner.OnCanceled(Waiter waiter, CancellationToken token)
    {
        lock (_lock)
        {
            if (!waiter.IsCanceledBy(token))
            {
                return;
            }

            _readers.Remove((ReadWaiter)waiter);
            ((ReadWaiter)waiter).Cancel();
        }

        waiter.Complete();
    }

    void IWaiterOwner.OnEnded(Waiter waiter) => Volatile.Write(ref _spareReader, (ReadWaiter)waiter);

    private static bool HoldsPacket(TcpMessage message) => message is TcpDataMessage or TcpHttpMessage or TcpPortMessage;

    private void WakeUnsynchronized(bool hasMessages, ref Wakeups wakeups)
    {
        while (!_readers.IsEmpty)
        {
            ReadWaiter reader = _readers.Dequeue();
            reader.Finish(hasMessages);
            wakeups.Add(reader);
        }
    }

    /// <summary>Once it is empty, gives back what a burst has made it grow to, and ends if no more will come.</summary>
    private void ShrinkUnsynchronized()
    {
        if (_messages.Count > 0)
        {
            return;
        }

        if (_messages.Capacity > LargestIdleCapacity)
        {
            _messages.TrimExcess();
        }

        if (_isComplete)
        {
            _completion.TrySetResult();
        }
    }
}
