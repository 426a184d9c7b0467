using System.Buffers.Binary;
using System.Diagnostics;
using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Delivering;

/// <summary>
/// A busy socket is handed around a thousand times while a hundred thousand numbered packets arrive: nothing is lost, doubled or
/// reordered.
/// </summary>
public abstract class HandOverLoadSuite(BackendUnderTest subject) : DeliveringSuite(subject)
{
    private const int Packets = 100_000;
    private const int HandOvers = 1_000;
    private const int Mailboxes = 8;

    /// <summary>How far the peer is ahead of the reader, at most: packets arrive until the last hand-over.</summary>
    private const int Ahead = 2_000;

    /// <summary>No divisor of the packets between two hand-overs, so that it runs out anywhere between them.</summary>
    private const int Credit = 70;

    private int _read;

    [Test]
    public async Task One_reader_follows_the_socket([Values] bool counted)
    {
        ITcpMailbox[] mailboxes = [.. Enumerable.Range(0, Mailboxes).Select(_ => NewMailbox())];
        ConnectedPair pair = await NewPairAsync(mailboxes[0], counted);
        long start = Stopwatch.GetTimestamp();
        Task sending = Task.Run(() => SendAsync(pair.Peer), Token);

        int expected = 0;
        int moved = 0;
        int busy = 0;
        Volatile.Write(ref _read, 0);
        for (int handOver = 0; handOver < HandOvers; handOver++)
        {
            ITcpMailbox from = mailboxes[handOver % Mailboxes];
            ITcpMailbox to = mailboxes[(handOver + 1) % Mailboxes];
            int until = (int)((long)Packets * handOver / HandOvers);
            expected = await ReadAsync(pair.Socket, from, expected, until);
            Outcome.Ok(from.HandOver(pair.Socket, to), "controlling_process under load");
            int unread = to.Messages.Count;
            moved += unread;
            busy += unread > 0 ? 1 : 0;
            AssertNoData(pair.Socket, from);
        }

        expected = await ReadAsync(pair.Socket, mailboxes[HandOvers % Mailboxes], expected, Packets);
        await sending;
        Print("one reader", Stopwatch.GetElapsedTime(start), $"{moved} messages moved unread in {busy} of them");
        Assert.That(expected, Is.EqualTo(Packets));
        Assert.That(busy, Is.GreaterThan(0), "the socket was busy while it was handed over");
        AssertNoData(pair.Socket, pair.Socket.Owner);
    }

    [Test]
    public async Task Every_mailbox_has_a_reader()
    {
        ITcpMailbox[] mailboxes = [.. Enumerable.Range(0, Mailboxes).Select(_ => NewMailbox())];
        ConnectedPair pair = await NewPairAsync(mailboxes[0], counted: false);
        bool[] seen = new bool[Packets];
        Volatile.Write(ref _read, 0);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task[] readers = [.. mailboxes.Select(mailbox => Task.Run(() => ReadAllAsync(mailbox), Token))];
        long start = Stopwatch.GetTimestamp();
        Task sending = Task.Run(() => SendAsync(pair.Peer), Token);

        for (int handOver = 0; handOver < HandOvers; handOver++)
        {
            int until = (int)((long)Packets * handOver / HandOvers);
            await Eventually.TrueAsync(() => Volatile.Read(ref _read) >= until, $"{until} packets were read", Token);
            Outcome.Ok(
                mailboxes[handOver % Mailboxes].HandOver(pair.Socket, mailboxes[(handOver + 1) % Mailboxes]), "controlling_process");
        }

        await Eventually.TrueAsync(() => Volatile.Read(ref _read) >= Packets, "all packets were read", Token);
        await sending;
        Print("a reader each", Stopwatch.GetElapsedTime(start), "");
        await done.CancelAsync();
        await Task.WhenAll(readers);
        Assert.That(seen, Is.All.True, "every packet, once");

        async Task ReadAllAsync(ITcpMailbox mailbox)
        {
            int last = -1;
            try
            {
                await foreach (TcpMessage message in mailbox.Messages.ReadAllAsync(done.Token))
                {
                    int number = NumberOf(message);
                    Assert.That(number, Is.GreaterThan(last), "each mailbox is told in order");
                    Assert.That(seen[number], Is.False, $"packet {number} is told once");
                    (last, seen[number]) = (number, true);
                    Interlocked.Increment(ref _read);
                }
            }
            catch (OperationCanceledException) when (done.IsCancellationRequested)
            {
                // All packets were read.
            }
        }
    }

    /// <summary>Reads so many packets in order from a mailbox, and gives new credit when it has run out.</summary>
    private async Task<int> ReadAsync(ITcpSocket socket, ITcpMailbox mailbox, int expected, int until)
    {
        while (expected < until)
        {
            TcpMessage message = await mailbox.Messages.ReadAsync(Token);
            if (message is TcpPassiveMessage)
            {
                Arm(socket, TcpActive.Count(Credit));
            }
            else if (NumberOf(message) is var number && number != expected++)
            {
                Assert.Fail($"Packet {expected - 1} was to come, packet {number} came.");
            }

            Volatile.Write(ref _read, expected);
        }

        return expected;
    }

    /// <summary>What the former owner keeps is at most that the count ran out.</summary>
    private static void AssertNoData(ITcpSocket socket, ITcpMailbox former)
    {
        while (former.Messages.TryRead(out TcpMessage? message))
        {
            Assert.That(message, Is.InstanceOf<TcpPassiveMessage>(), "data moves to the new owner");
            Arm(socket, TcpActive.Count(Credit));
        }
    }

    private static int NumberOf(TcpMessage message) =>
        BinaryPrimitives.ReadInt32BigEndian(((TcpDataMessage)message).Packet.Span);

    private Task<ConnectedPair> NewPairAsync(ITcpMailbox owner, bool counted) => PairAsync(new TcpSocketOptions
    {
        Packet = PacketType.Length4,
        Owner = owner,
        Active = counted ? TcpActive.Count(Credit) : TcpActive.True,
    });

    private async Task SendAsync(RawPeer peer)
    {
        const int Batch = 100;
        byte[] bytes = new byte[Batch * 8];
        for (int first = 0; first < Packets; first += Batch)
        {
            await Eventually.TrueAsync(() => first - Volatile.Read(ref _read) < Ahead, "the reader follows", Token);
            for (int i = 0; i < Batch; i++)
            {
                BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(8 * i), 4);
                BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan((8 * i) + 4), first + i);
            }

            await peer.SendAsync(bytes, Token);
        }
    }

    private void Print(string how, TimeSpan elapsed, string moved) => TestContext.Out.WriteLine(
        $"{Subject}, {how}: {HandOvers} hand-overs, {Packets} packets in {elapsed.TotalMilliseconds:F0} ms {moved}");
}

[TestFixture]
public sealed class InetHandOverLoad() : HandOverLoadSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketHandOverLoad() : HandOverLoadSuite(BackendUnderTest.Socket);
