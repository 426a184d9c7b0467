namespace TcpBackends.Tests.Conformance.Receiving;

/// <summary>A receive while another one waits: ealready where there is no queue, first in first out where there is one. Semantics 6.2.</summary>
public abstract class ConcurrentReceiveSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    private readonly ManualTimeProvider _clock = new();

    protected override TimeProvider Clock => _clock;

    [Test]
    public async Task Several_receivers_are_served_in_order_or_refused()
    {
        ConnectedPair pair = await PairAsync();
        Task<TcpResult<TcpPacket>>[] receiving = [.. Enumerable.Range(0, 3).Select(_ => Receive(pair.Socket, 2))];

        if (!Expect.Receiving.Queues)
        {
            Outcome.Is(await receiving[1], TcpError.EAlready, "recv: another one waits");
            Outcome.Is(await receiving[2], TcpError.EAlready, "recv: another one waits");
        }

        Outcome.StillWaits(receiving[0], "recv: nothing there");
        await pair.Peer.SendAsync("aabbcc"u8.ToArray(), Token);

        Outcome.Delivers(await receiving[0], "aa"u8, "recv: the first");
        if (Expect.Receiving.Queues)
        {
            Outcome.Delivers(await receiving[1], "bb"u8, "recv: the second");
            Outcome.Delivers(await receiving[2], "cc"u8, "recv: the third");
        }
        else
        {
            await pair.Socket.DeliversAsync("bbcc"u8.ToArray(), "recv: afterwards", Token, 4);
        }
    }

    [Test]
    public async Task A_refused_one_may_try_again_when_the_first_is_done()
    {
        ConnectedPair pair = await PairAsync();
        Task<TcpResult<TcpPacket>> first = Receive(pair.Socket, 0);
        await pair.Peer.SendAsync("one"u8.ToArray(), Token);
        Outcome.Delivers(await first, "one"u8, "recv: the first");

        await pair.PeerSendsAsync("two"u8.ToArray(), Token);
        await pair.Socket.DeliversAsync("two"u8.ToArray(), "recv: the second", Token);
    }

    [Test]
    public async Task The_clock_of_a_receive_starts_when_it_is_first()
    {
        ConnectedPair pair = await PairAsync();
        Task<TcpResult<TcpPacket>> first = Receive(pair.Socket, 0, 400);
        _clock.Advance(TimeSpan.FromMilliseconds(30));
        Task<TcpResult<TcpPacket>> second = Receive(pair.Socket, 0, 100);
        Task<TcpResult<TcpPacket>> third = Receive(pair.Socket, 0, 100);

        _clock.Advance(TimeSpan.FromMilliseconds(369));
        Outcome.StillWaits(first, "recv: 399 of 400 ms");
        if (!Expect.Receiving.Queues)
        {
            Outcome.Is(await second, TcpError.EAlready, "recv: another one waits");
        }

        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Outcome.Is(await first, TcpError.Timeout, "recv: 400 ms");
        if (Expect.Receiving.Queues)
        {
            foreach (Task<TcpResult<TcpPacket>> next in (Task<TcpResult<TcpPacket>>[])[second, third])
            {
                _clock.Advance(TimeSpan.FromMilliseconds(99));
                Outcome.StillWaits(next, "recv: 99 ms since it is first");
                _clock.Advance(TimeSpan.FromMilliseconds(1));
                Outcome.Is(await next, TcpError.Timeout, "recv: 100 ms since it is first");
            }
        }
    }

    [Test]
    public async Task A_poll_behind_one_that_waits_waits_its_turn_or_is_refused()
    {
        ConnectedPair pair = await PairAsync();
        Task<TcpResult<TcpPacket>> first = Receive(pair.Socket, 0, 400);
        Task<TcpResult<TcpPacket>> poll = Receive(pair.Socket, 0, 0);

        if (Expect.Receiving.Queues)
        {
            Outcome.StillWaits(poll, "recv(0, 0): another one waits");
        }
        else
        {
            Outcome.Is(await poll, TcpError.EAlready, "recv(0, 0): another one waits");
        }

        _clock.Advance(TimeSpan.FromMilliseconds(400));
        Outcome.Is(await first, TcpError.Timeout, "recv: 400 ms");
        _clock.Advance(TimeSpan.Zero);
        Outcome.Is(
            await poll, Expect.Receiving.Queues ? TcpError.Timeout : TcpError.EAlready, "recv(0, 0): when its turn came");
    }

    [Test]
    public async Task enomem_comes_before_ealready()
    {
        ConnectedPair pair = await PairAsync();
        Task<TcpResult<TcpPacket>> first = Receive(pair.Socket, 0, 400);
        Task<TcpResult<TcpPacket>> second = Receive(pair.Socket, 67_108_865, 50);

        _clock.Advance(TimeSpan.FromMilliseconds(400));
        _clock.Advance(TimeSpan.FromMilliseconds(50));

        Outcome.Is(await first, TcpError.Timeout, "recv: the first");
        Outcome.Is(
            await second,
            Expect.Receiving.LengthIsBounded ? TcpError.ENoMem : TcpError.Timeout,
            "recv(64 MiB + 1): another one waits");
    }

    [Test]
    [OnlyOurs("Cancellation")]
    public async Task Cancelling_one_of_several_changes_nothing_for_the_others([Values(0, 1, 2)] int cancelled)
    {
        ConnectedPair pair = await PairAsync();
        using var cancellation = new CancellationTokenSource();
        int waiters = Expect.Receiving.Queues ? 3 : 1;
        var receiving = new List<Task<TcpResult<TcpPacket>>>();
        for (int i = 0; i < waiters; i++)
        {
            receiving.Add(
                pair.Socket.ReceiveAsync(2, null, i == cancelled % waiters ? cancellation.Token : Token).AsTask());
        }

        await cancellation.CancelAsync();
        await Assert.ThatAsync(() => receiving[cancelled % waiters], Throws.InstanceOf<OperationCanceledException>());
        receiving.RemoveAt(cancelled % waiters);
        receiving.Add(Receive(pair.Socket, 2));
        await pair.Peer.SendAsync("aabbcc"u8.ToArray(), Token);

        for (int i = 0; i < receiving.Count; i++)
        {
            byte letter = (byte)('a' + i);
            Outcome.Delivers(await receiving[i], [letter, letter], "recv: one behind was cancelled, or one before");
        }
    }

    [Test]
    [OnlyOurs("Cancellation")]
    public async Task When_the_first_is_cancelled_the_clock_of_the_next_starts()
    {
        ConnectedPair pair = await PairAsync();
        using var cancellation = new CancellationTokenSource();
        Task<TcpResult<TcpPacket>> first = pair.Socket.ReceiveAsync(0, null, cancellation.Token).AsTask();
        Task<TcpResult<TcpPacket>> second = Receive(pair.Socket, 0, 100);
        if (!Expect.Receiving.Queues)
        {
            Outcome.Is(await second, TcpError.EAlready, "recv: another one waits");
            await cancellation.CancelAsync();
            await Assert.ThatAsync(() => first, Throws.InstanceOf<OperationCanceledException>());
            Outcome.Is(await Receive(pair.Socket, 0, 0), TcpError.Timeout, "recv: nobody waits any more");
            return;
        }

        _clock.Advance(TimeSpan.FromMilliseconds(500));
        Outcome.StillWaits(second, "recv: it is not first");

        await cancellation.CancelAsync();
        await Assert.ThatAsync(() => first, Throws.InstanceOf<OperationCanceledException>());
        _clock.Advance(TimeSpan.FromMilliseconds(100));

        Outcome.Is(await second, TcpError.Timeout, "recv: 100 ms since it is first");
    }

    [Test]
    [OnlyOurs("Receiving into the caller's buffer")]
    public async Task Both_forms_wait_in_one_queue()
    {
        ConnectedPair pair = await PairAsync();
        byte[] buffer = new byte[2];
        Task<TcpResult<TcpPacket>> first = Receive(pair.Socket, 2);
        Task<TcpResult<int>> second = pair.Socket.ReceiveAsync(buffer, null, Token).AsTask();
        if (!Expect.Receiving.Queues)
        {
            Outcome.Is(await second, TcpError.EAlready, "recv: one of the other form waits");
            await pair.Peer.SendAsync("aa"u8.ToArray(), Token);
            Outcome.Delivers(await first, "aa"u8, "recv: the first is unharmed");
            return;
        }

        Task<TcpResult<TcpPacket>> third = Receive(pair.Socket, 2);

        await pair.Peer.SendAsync("aabbcc"u8.ToArray(), Token);

        Outcome.Delivers(await first, "aa"u8, "recv: the first");
        Assert.That(Outcome.Ok(await second, "recv: the second, into a buffer"), Is.EqualTo(2));
        Assert.That(buffer, Is.EqualTo("bb"u8.ToArray()));
        Outcome.Delivers(await third, "cc"u8, "recv: the third");
    }

    private Task<TcpResult<TcpPacket>> Receive(ITcpSocket socket, int length, int? milliseconds = null) =>
        socket.ReceiveAsync(length, milliseconds is { } limit ? Unhurried(TimeSpan.FromMilliseconds(limit)) : null, Token).AsTask();
}

[TestFixture]
public sealed class InetConcurrentReceive() : ConcurrentReceiveSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketConcurrentReceive() : ConcurrentReceiveSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetConcurrentReceive() : ConcurrentReceiveSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketConcurrentReceive() : ConcurrentReceiveSuite(BackendUnderTest.OtpSocket);
