namespace TcpBackends.Tests.Unit.Core.Delivery;

/// <summary>Re-arming is cheap, delivery is bounded by the credit, and one busy socket lets others have their turn.</summary>
[TestFixture(TcpBackendNames.Inet)]
[TestFixture(TcpBackendNames.Socket)]
public sealed class RearmTests(string backendName) : ScriptedFixture(backendName)
{
    private const int Buffered = 100;

    [Test]
    public async Task Arming_with_packets_buffered_asks_the_kernel_nothing([Values] bool count)
    {
        ITcpSocket socket = await OpenAsync(TcpActive.False);
        Script.Arrive(Packets(Buffered));
        Arm(socket, count);
        int reads = Script.Reads;

        for (int i = 1; i < Buffered; i++)
        {
            Arm(socket, count);
        }

        Assert.That(Script.Reads, Is.EqualTo(reads), "reads after the first");
        Assert.That(TakeAll(socket.Owner).Count(text => text != "passive"), Is.EqualTo(Buffered));
    }

    [Test]
    public async Task Arming_allocates_the_message_alone([Values] bool count)
    {
        const int Packet = 32;
        const int Message = 80;
        const int Passive = 24;
        ITcpSocket socket = await OpenAsync(TcpActive.False);
        Script.Arrive(Packets(Buffered));
        for (int i = 0; i < Buffered / 2; i++)
        {
            ArmAndTake(socket, count);
        }

        long each = Allocations.Of(() => ArmAndTake(socket, count));

        Assert.That(each, Is.LessThanOrEqualTo(Packet + Message + (count ? Passive : 0)), "bytes for an arming and its message");
    }

    [Test]
    public async Task Arming_an_idle_socket_again_allocates_nothing()
    {
        ITcpSocket socket = await OpenAsync(TcpActive.Once);
        Arm(socket, count: false);

        long allocated = Allocations.Of(() =>
        {
            for (int i = 0; i < 100; i++)
            {
                socket.Options.Set(TcpOptions.Active, TcpActive.Once);
            }
        });

        Assert.That(allocated, Is.Zero);
    }

    [Test]
    public async Task The_mailbox_has_no_more_than_the_credit_and_the_kernel_the_rest([Values(1, 7)] int credit)
    {
        ITcpSocket socket = await OpenAsync(TcpActive.False);
        Script.IsEndless = true;

        socket.Options.Set(TcpOptions.Active, TcpActive.Count(credit));
        for (int i = 0; i < 10; i++)
        {
            Script.Notify();
        }

        Assert.That(socket.Owner.Messages.Count, Is.EqualTo(credit + 1), "the packets, and that the credit ran out");
        Assert.That(Script.Reads, Is.EqualTo(1), "one buffer");
    }

    [Test]
    public async Task A_segment_of_many_packets_wakes_a_reader_once()
    {
        ITcpSocket socket = await OpenAsync(TcpActive.True);
        int wakeups = 0;
        int read = 0;
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        async Task ReadAsync()
        {
            while (await socket.Owner.Messages.WaitToReadAsync())
            {
                wakeups++;
                while (socket.Owner.Messages.TryRead(out _))
                {
                    read++;
                }

                if (read == Buffered)
                {
                    done.SetResult();
                    return;
                }
            }
        }

        Task reading = ReadAsync();
        Script.Arrive(Packets(Buffered));
        Script.Notify();

        await done.Task.WaitAsync(TimeSpan.FromSeconds(10));
        await reading;
        Assert.That(wakeups, Is.EqualTo(1));
    }

    [Test]
    [CancelAfter(20_000)]
    public async Task An_endless_sender_gets_a_bounded_turn(CancellationToken watchdog)
    {
        const int Capacity = 1000;
        ITcpMailbox owner = Backend.CreateMailbox(new TcpMailboxOptions { Capacity = Capacity });
        ITcpSocket socket = await OpenAsync(TcpActive.False, owner);
        socket.Options.Set(TcpOptions.Buffer, 1);
        Script.IsEndless = true;
        int before = ScriptedSocket.ReadsOfThisThread;

        socket.Options.Set(TcpOptions.Active, TcpActive.True);

        // Others go on meanwhile, so that the reads of all of them prove nothing.
        Assert.That(
            ScriptedSocket.ReadsOfThisThread - before, Is.InRange(1, 128), "reads until the thread is free for others");
        int told = 0;
        await foreach (TcpMessage message in owner.Messages.ReadAllAsync(watchdog))
        {
            if (++told > Capacity)
            {
                break;
            }
        }

        await owner.DisposeAsync();
    }

    private static void Arm(ITcpSocket socket, bool count) =>
        socket.Options.Set(TcpOptions.Active, count ? TcpActive.Count(1) : TcpActive.Once);

    private static void ArmAndTake(ITcpSocket socket, bool count)
    {
        Arm(socket, count);
        while (socket.Owner.Messages.TryRead(out _))
        {
            // Room for the next one.
        }
    }
}
