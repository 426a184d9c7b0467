using System.Threading.Channels;
using TcpBackends.Core.Delivery;
using TcpBackends.Core.Waiting;

namespace TcpBackends.Tests.Unit.Core.Delivery;

/// <summary>The messages of a mailbox keep the contract of <see cref="ChannelReader{T}"/>.</summary>
[TestFixture]
[CancelAfter(10_000)]
public sealed class MessageQueueTests
{
    private readonly TcpMessage _first = new TcpPassiveMessage(null!);
    private readonly TcpMessage _second = new TcpClosedMessage(null!);
    private MessageQueue _queue = null!;

    [SetUp]
    public void Create() => _queue = new MessageQueue(capacity: null);

    [Test]
    public void What_is_posted_can_be_looked_at_counted_and_read()
    {
        Assert.That(_queue.TryRead(out _), Is.False);
        Assert.That(_queue.TryPeek(out _), Is.False);
        Assert.That(_queue.CanCount && _queue.CanPeek, Is.True);

        Post(_first);
        Post(_second);

        Assert.That(_queue.Count, Is.EqualTo(2));
        Assert.That(_queue.TryPeek(out TcpMessage? peeked) ? peeked : null, Is.SameAs(_first));
        Assert.That(_queue.TryRead(out TcpMessage? read) ? read : null, Is.SameAs(_first));
        Assert.That(_queue.TryRead(out read) ? read : null, Is.SameAs(_second));
        Assert.That(_queue.Count, Is.Zero);
    }

    [Test]
    public async Task A_reader_waits_for_a_message(CancellationToken watchdog)
    {
        ValueTask<bool> waiting = _queue.WaitToReadAsync(watchdog);
        Assert.That(waiting.IsCompleted, Is.False);

        Post(_first);

        Assert.That(await waiting, Is.True);
        Assert.That(_queue.Count, Is.EqualTo(1), "waiting takes nothing");
        Assert.That(await _queue.WaitToReadAsync(watchdog), Is.True, "at once");
    }

    [Test]
    public async Task Reading_one_waits_for_it(CancellationToken watchdog)
    {
        Task<TcpMessage> reading = _queue.ReadAsync(watchdog).AsTask();
        Assert.That(reading.IsCompleted, Is.False);

        Post(_first);

        Assert.That(await reading, Is.SameAs(_first));
    }

    [Test]
    public async Task Completion_comes_after_what_lies_there(CancellationToken watchdog)
    {
        Post(_first);
        Complete();
        Assert.That(_queue.Completion.IsCompleted, Is.False);
        Assert.That(await _queue.WaitToReadAsync(watchdog), Is.True);
        Post(_second);

        Assert.That(await _queue.ReadAsync(watchdog), Is.SameAs(_first));

        Assert.That(await _queue.WaitToReadAsync(watchdog), Is.False, "what came after completion is dropped");
        await _queue.Completion.WaitAsync(watchdog);
        Assert.That(async () => await _queue.ReadAsync(watchdog), Throws.TypeOf<ChannelClosedException>());
    }

    [Test]
    public async Task Completion_ends_readers_that_wait(CancellationToken watchdog)
    {
        ValueTask<bool> waiting = _queue.WaitToReadAsync(watchdog);

        Complete();

        Assert.That(await waiting, Is.False);
        await _queue.Completion.WaitAsync(watchdog);
    }

    [Test]
    public async Task ReadAllAsync_reads_to_the_end(CancellationToken watchdog)
    {
        var read = new List<TcpMessage>();
        async Task ReadAsync()
        {
            await foreach (TcpMessage message in _queue.ReadAllAsync(watchdog))
            {
                read.Add(message);
            }
        }

        Task reading = ReadAsync();
        Post(_first);
        Post(_second);
        Complete();

        await reading;
        Assert.That(read, Is.EqualTo((TcpMessage[])[_first, _second]));
    }

    [Test]
    public async Task A_reader_that_is_cancelled_takes_nothing_with_it(CancellationToken watchdog)
    {
        using var source = new CancellationTokenSource();
        Task<TcpMessage> cancelled = _queue.ReadAsync(source.Token).AsTask();
        Task<TcpMessage> other = _queue.ReadAsync(watchdog).AsTask();

        await source.CancelAsync();
        Post(_first);

        Assert.That(async () => await cancelled, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(await other, Is.SameAs(_first));
        Assert.That(
            async () => await _queue.WaitToReadAsync(source.Token), Throws.InstanceOf<OperationCanceledException>(), "before it waits");
    }

    [Test]
    public async Task Several_readers_get_each_message_once(CancellationToken watchdog)
    {
        const int Messages = 20_000;
        int read = 0;
        Task[] readers = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(
            async () =>
            {
                await foreach (TcpMessage message in _queue.ReadAllAsync(watchdog))
                {
                    Interlocked.Increment(ref read);
                }
            },
            watchdog))];

        for (int i = 0; i < Messages; i++)
        {
            Post(_first);
        }

        Complete();
        await Task.WhenAll(readers);
        Assert.That(read, Is.EqualTo(Messages));
    }

    [Test]
    public void Withdrawn_messages_keep_their_order_and_so_do_those_that_stay()
    {
        TcpMessage[] messages = [.. Enumerable.Range(0, 10).Select(_ => new TcpPassiveMessage(null!))];
        foreach (TcpMessage message in messages)
        {
            Post(message);
        }

        List<TcpMessage> withdrawn = _queue.Withdraw(message => Array.FindIndex(messages, m => ReferenceEquals(m, message)) % 3 == 0);

        int[] moved = [.. withdrawn.Select(IndexOf)];
        Assert.That(moved, Is.EqualTo((int[])[0, 3, 6, 9]));
        var left = new List<int>();
        while (_queue.TryRead(out TcpMessage? message))
        {
            left.Add(IndexOf(message));
        }

        Assert.That(left, Is.EqualTo((int[])[1, 2, 4, 5, 7, 8]));

        int IndexOf(TcpMessage message) => Array.FindIndex(messages, m => ReferenceEquals(m, message));
    }

    private void Post(TcpMessage message)
    {
        var wakeups = default(Wakeups);
        _queue.Post(message, ref wakeups);
        wakeups.Run();
    }

    private void Complete()
    {
        var wakeups = default(Wakeups);
        _queue.Complete(ref wakeups);
        wakeups.Run();
    }
}
