using System.Buffers;
using TcpBackends.Core.Buffers;

namespace TcpBackends.Tests.Unit.Core;

[TestFixture]
public sealed class ByteQueueTests
{
    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public void Keeps_the_bytes_in_order_whatever_is_added_and_removed(int seed)
    {
        var random = new Random(seed);
        var queue = new ByteQueue();
        var expected = new Queue<byte>();
        byte next = 0;
        for (int round = 0; round < 2000; round++)
        {
            switch (random.Next(5))
            {
                case 0:
                    byte[] added = Enumerable.Range(0, random.Next(10_000)).Select(_ => next++).ToArray();
                    queue.Append(added);
                    Array.ForEach(added, expected.Enqueue);
                    break;
                case 1:
                    Span<byte> span = queue.GetSpan(random.Next(1, 9000));
                    int count = random.Next(span.Length + 1);
                    for (int i = 0; i < count; i++)
                    {
                        span[i] = next;
                        expected.Enqueue(next++);
                    }

                    queue.Commit(count);
                    break;
                case 2:
                    byte[] pieces = Enumerable.Range(0, random.Next(1, 2000)).Select(_ => next++).ToArray();
                    queue.Append(Sequences.OfSingleBytes(pieces));
                    Array.ForEach(pieces, expected.Enqueue);
                    break;
                case 3:
                    int kept = random.Next((int)queue.Length + 1);
                    queue.Truncate(kept);
                    expected = new Queue<byte>(expected.Take(kept));
                    break;
                default:
                    int removed = random.Next((int)queue.Length + 1);
                    byte[] front = queue.Bytes.Slice(0, removed).ToArray();
                    queue.Consume(removed);
                    Assert.That(front, Is.EqualTo(Enumerable.Range(0, removed).Select(_ => expected.Dequeue())));
                    break;
            }

            Assert.That(queue.Length, Is.EqualTo(expected.Count));
        }

        Assert.That(queue.Bytes.ToArray(), Is.EqualTo(expected));
    }

    [Test]
    public void Gives_room_of_at_most_what_was_asked_for()
    {
        var queue = new ByteQueue();
        Assert.That(queue.GetSpan(1460).Length, Is.EqualTo(1460));
        queue.Commit(0);
        Assert.That(queue.Length, Is.Zero);
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(70_000)]
    [TestCase(200_000)]
    public void Keeps_the_front_when_it_is_cut_at_the_end(int length)
    {
        var queue = new ByteQueue();
        byte[] data = [.. Enumerable.Range(0, 200_000).Select(i => (byte)i)];
        queue.Append(data);
        queue.Truncate(length);
        queue.Append([7]);
        Assert.That(queue.Bytes.ToArray(), Is.EqualTo(data[..length].Append((byte)7)));
    }

    [TestCase(1)]
    [TestCase(5000)]
    public void What_was_there_stays_valid_while_the_end_changes(int length)
    {
        var queue = new ByteQueue();
        byte[] data = [.. Enumerable.Range(0, length).Select(i => (byte)i)];
        queue.Append(data);
        ReadOnlySequence<byte> bytes = queue.Bytes;

        queue.Append(new byte[200_000]);
        queue.Truncate(length);
        queue.Append([9]);

        Assert.That(bytes.ToArray(), Is.EqualTo(data));
        Assert.That(queue.Bytes.ToArray(), Is.EqualTo(data.Append((byte)9)));
    }

    [Test]
    public void Is_empty_and_usable_after_clear()
    {
        var queue = new ByteQueue();
        queue.Append(new byte[200_000]);
        queue.Clear();
        Assert.That(queue.Bytes.IsEmpty);
        queue.Append([1, 2]);
        Assert.That(queue.Bytes.ToArray(), Is.EqualTo(new byte[] { 1, 2 }));
    }

    [Test]
    public void Does_not_allocate_once_it_has_been_used()
    {
        var queue = new ByteQueue();
        byte[] data = new byte[1000];
        for (int i = 0; i < 100; i++)
        {
            queue.Append(data);
            queue.Consume(1000);
        }

        long allocated = Allocations.Of(() =>
        {
            for (int i = 0; i < 1000; i++)
            {
                queue.Append(data);
                queue.Consume(1000);
            }
        });

        Assert.That(allocated, Is.Zero);
    }
}
