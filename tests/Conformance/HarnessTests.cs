namespace TcpBackends.Tests.Conformance;

[TestFixture]
public sealed class HarnessTests
{
    [Test]
    public void Manual_clock_fires_timers_in_the_order_in_which_they_are_due()
    {
        var clock = new ManualTimeProvider();
        var fired = new List<(string Name, DateTimeOffset At)>();
        using ITimer late = Set("late", 20);
        using ITimer early = Set("early", 10);
        using ITimer stopped = Set("stopped", 5);
        stopped.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        DateTimeOffset start = clock.GetUtcNow();

        clock.Advance(TimeSpan.FromMilliseconds(19));
        Assert.That(fired, Is.EqualTo([("early", start.AddMilliseconds(10))]));
        clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.That(fired, Has.Count.EqualTo(2));
        Assert.That(clock.PendingTimers, Is.Zero);

        ITimer Set(string name, int milliseconds) => clock.CreateTimer(
            _ => fired.Add((name, clock.GetUtcNow())), null, TimeSpan.FromMilliseconds(milliseconds), Timeout.InfiniteTimeSpan);
    }

    [Test]
    public async Task Peers_see_each_other_s_FIN_and_RST()
    {
        using var watchdog = new Watchdog();
        await using RawListener listener = RawListener.Open();
        await using RawPeer client = await RawPeer.ConnectAsync(listener.LocalEndPoint, watchdog.Token);
        await using RawPeer server = await listener.AcceptAsync(watchdog.Token);

        await client.DribbleAsync(Pattern.Bytes(5), watchdog.Token);
        await KernelTcp.UnreadAsync(server.LocalEndPoint, server.RemoteEndPoint, 5, watchdog.Token);
        client.SendFin();
        await KernelTcp.FinArrivedAsync(server.LocalEndPoint, server.RemoteEndPoint, watchdog.Token);
        PeerReading serverRead = await server.ReceiveToEndAsync(watchdog.Token);
        Assert.That(serverRead.Bytes, Is.EqualTo(Pattern.Bytes(5)));
        Assert.That(serverRead.End, Is.EqualTo(PeerEnd.Closed));

        server.Reset();
        await KernelTcp.ResetArrivedAsync(client.LocalEndPoint, client.RemoteEndPoint, watchdog.Token);
        PeerReading clientRead = await client.ReceiveToEndAsync(watchdog.Token);
        Assert.That(clientRead.End, Is.EqualTo(PeerEnd.EConnReset));
    }
}
