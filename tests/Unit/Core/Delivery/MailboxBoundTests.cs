using TcpBackends.Framing;

namespace TcpBackends.Tests.Unit.Core.Delivery;

/// <summary>The bound of a mailbox, exact at n and n + 1, and what happens beyond it.</summary>
[TestFixture(TcpBackendNames.Inet)]
[TestFixture(TcpBackendNames.Socket)]
public sealed class MailboxBoundTests(string backendName) : ScriptedFixture(backendName)
{
    private const int Capacity = 3;

    [Test]
    public async Task As_many_as_fit_are_told([Values] TcpMailboxOverflow overflow)
    {
        ITcpMailbox owner = NewMailbox(overflow);
        ITcpSocket socket = await OpenAsync(TcpActive.True, owner);
        Script.Arrive(Packets(Capacity));
        Script.Notify();

        Assert.That(TakeAll(owner), Is.EqualTo((string[])["0", "1", "2"]));
        Assert.That(socket.Options.Get(TcpOptions.Active).Value, Is.EqualTo(TcpActive.True));
        Assert.That(socket.CloseReason, Is.EqualTo(TcpCloseReason.None));
    }

    [Test]
    public async Task One_more_turns_it_passive_and_nothing_is_lost([Values] bool sameSegment)
    {
        ITcpMailbox owner = NewMailbox(TcpMailboxOverflow.TurnPassive);
        ITcpSocket socket = await OpenAsync(TcpActive.True, owner);
        Arrive(sameSegment, Capacity + 2);

        Assert.That(socket.Options.Get(TcpOptions.Active).Value, Is.EqualTo(TcpActive.False));
        Assert.That(TakeAll(owner), Is.EqualTo((string[])["0", "1", "2", "passive"]));
        socket.Options.Set(TcpOptions.Active, TcpActive.True);
        Script.Notify();
        Assert.That(TakeAll(owner), Is.EqualTo((string[])["3", "4"]), "what did not fit comes after arming");
    }

    [Test]
    public async Task One_more_closes_it([Values] bool sameSegment)
    {
        ITcpMailbox owner = NewMailbox(TcpMailboxOverflow.CloseSocket);
        ITcpSocket socket = await OpenAsync(TcpActive.True, owner);
        Arrive(sameSegment, Capacity + 2);

        Assert.That(TakeAll(owner), Is.EqualTo((string[])["0", "1", "2", "enobufs", "closed"]));
        Assert.That(socket.CloseReason, Is.EqualTo(TcpCloseReason.MailboxOverflow));
        Assert.That(await socket.Ended.WaitAsync(TimeSpan.FromSeconds(10)), Is.EqualTo(TcpCloseReason.MailboxOverflow));
        Assert.That((await socket.SendAsync(new byte[1])).Error, Is.EqualTo(TcpError.Closed));
    }

    [Test]
    public async Task A_length_that_is_not_there_yet_takes_no_room()
    {
        ITcpMailbox owner = NewMailbox(TcpMailboxOverflow.CloseSocket);
        ITcpSocket socket = await OpenAsync(TcpActive.False, owner);
        socket.Options.Set(TcpOptions.Packet, PacketType.Raw);
        Script.Arrive(1, 2);
        Assert.That((await socket.ReceiveAsync(100, TimeSpan.Zero)).Error, Is.EqualTo(TcpError.Timeout));
        socket.Options.Set(TcpOptions.Active, TcpActive.True);
        for (int i = 0; i < 2 * Capacity; i++)
        {
            Script.Arrive(3);
            Script.Notify();
            TakeAll(owner);
        }

        Assert.That(socket.Options.Get(TcpOptions.Active).Value, Is.EqualTo(TcpActive.True));
        Script.Arrive(new byte[100 - 2 - (2 * Capacity)]);
        Script.Notify();
        TakeAll(owner);
        for (int i = 0; i < Capacity; i++)
        {
            Script.Arrive(4);
            Script.Notify();
        }

        Assert.That(TakeAll(owner), Is.EqualTo((string[])["4", "4", "4"]));
        Assert.That(socket.CloseReason, Is.EqualTo(TcpCloseReason.None), "There is room for all of them.");
    }

    [Test]
    public async Task A_read_makes_room()
    {
        ITcpMailbox owner = NewMailbox(TcpMailboxOverflow.CloseSocket);
        ITcpSocket socket = await OpenAsync(TcpActive.True, owner);
        for (int i = 0; i < 10 * Capacity; i++)
        {
            Script.Arrive(Packets(1, i));
            Script.Notify();
            Assert.That(TakeAll(owner), Is.EqualTo((string[])[$"{i}"]));
        }

        Assert.That(socket.CloseReason, Is.EqualTo(TcpCloseReason.None));
    }

    [Test]
    public async Task Other_messages_always_fit([Values] TcpMailboxOverflow overflow)
    {
        ITcpMailbox owner = NewMailbox(overflow);
        ITcpSocket socket = await OpenAsync(TcpActive.Count(Capacity), owner);
        Arrive(sameSegment: true, Capacity);
        Assert.That(socket.Options.Get(TcpOptions.Active).Value, Is.EqualTo(TcpActive.False));
        for (int i = 0; i < Capacity; i++)
        {
            socket.Options.Set(TcpOptions.Active, TcpActive.Count(0));
        }

        Assert.That(TakeAll(owner), Is.EqualTo((string[])["0", "1", "2", "passive", "passive", "passive", "passive"]));
    }

    [Test]
    public async Task The_end_of_the_stream_fits_a_full_mailbox([Values] TcpMailboxOverflow overflow)
    {
        ITcpMailbox owner = NewMailbox(overflow);
        ITcpSocket socket = await OpenAsync(TcpActive.True, owner);
        Arrive(sameSegment: true, Capacity);
        Script.Arrive();
        Script.Notify();

        Assert.That(TakeAll(owner), Is.EqualTo((string[])["0", "1", "2", "closed"]));
        Assert.That(socket.CloseReason, Is.EqualTo(TcpCloseReason.PeerClose));
    }

    [Test]
    public async Task A_packet_that_is_not_allowed_is_told_in_a_full_mailbox([Values] TcpMailboxOverflow overflow)
    {
        ITcpMailbox owner = NewMailbox(overflow);
        ITcpSocket socket = await OpenAsync(TcpActive.False, owner);
        socket.Options.Set(TcpOptions.PacketSize, 1);
        Script.Arrive([.. Packets(Capacity), 2, 0, 0]);

        socket.Options.Set(TcpOptions.Active, TcpActive.True);

        Assert.That(TakeAll(owner)[..4], Is.EqualTo((string[])["0", "1", "2", "emsgsize"]));
    }

    [Test]
    public async Task Handing_over_moves_more_than_fits()
    {
        ITcpMailbox from = Backend.CreateMailbox();
        ITcpMailbox to = NewMailbox(TcpMailboxOverflow.TurnPassive);
        ITcpSocket socket = await OpenAsync(TcpActive.True, from);
        Arrive(sameSegment: true, Capacity + 2);

        Assert.That(from.HandOver(socket, to), Is.EqualTo(TcpResult.Ok));
        Script.Arrive(Packets(1, 9));
        Script.Notify();

        Assert.That(TakeAll(to), Is.EqualTo((string[])["0", "1", "2", "3", "4", "passive"]));
        socket.Options.Set(TcpOptions.Active, TcpActive.Once);
        Assert.That(TakeAll(to), Is.EqualTo((string[])["9"]));
    }

    [Test]
    public void A_bound_below_one_is_refused() =>
        Assert.That(() => new TcpMailboxOptions { Capacity = 0 }, Throws.TypeOf<ArgumentOutOfRangeException>());

    private ITcpMailbox NewMailbox(TcpMailboxOverflow overflow) =>
        Backend.CreateMailbox(new TcpMailboxOptions { Capacity = Capacity, Overflow = overflow });

    private void Arrive(bool sameSegment, int count)
    {
        if (sameSegment)
        {
            Script.Arrive(Packets(count));
        }
        else
        {
            for (int i = 0; i < count; i++)
            {
                Script.Arrive(Packets(1, i));
            }
        }

        Script.Notify();
    }
}
