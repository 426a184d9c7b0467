namespace TcpBackends.Tests.Conformance.Receiving;

/// <summary>Packet raw: the timeout of a receive, and what becomes of data that came in part. Semantics 6.1.</summary>
public abstract class ReceiveTimeoutSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    private readonly ManualTimeProvider _clock = new();

    protected override TimeProvider Clock => _clock;

    private TimeSpan Limit => Unhurried(TimeSpan.FromMilliseconds(100));

    [Test]
    public async Task t_recv_timeout([Values(0, 5)] int length)
    {
        ConnectedPair pair = await PairAsync();
        Task<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(length, Limit, Token).AsTask();

        _clock.Advance(Limit - TimeSpan.FromMilliseconds(1));
        Outcome.StillWaits(receiving, "recv: the timeout has not passed");
        _clock.Advance(TimeSpan.FromMilliseconds(1));

        Outcome.Is(await receiving, TcpError.Timeout, "recv: timeout");
        Assert.That(_clock.PendingTimers, Is.Zero);
    }

    [Test]
    public async Task Without_a_timeout_it_waits_for_ever()
    {
        ConnectedPair pair = await PairAsync();
        Task<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(0, null, Token).AsTask();
        _clock.Advance(TimeSpan.FromDays(60));
        Outcome.StillWaits(receiving, "recv: infinity");

        await pair.Peer.SendAsync("a"u8.ToArray(), Token);
        Outcome.Delivers(await receiving, "a"u8, "recv: infinity");

        receiving = pair.Socket.ReceiveAsync(0, Timeout.InfiniteTimeSpan, Token).AsTask();
        _clock.Advance(TimeSpan.FromDays(60));
        Outcome.StillWaits(receiving, "recv: infinity");
    }

    [Test]
    [OnlyOurs("It lasts 50 days.")]
    public async Task A_timeout_longer_than_any_timer_is_kept()
    {
        ConnectedPair pair = await PairAsync();
        TimeSpan days = TimeSpan.FromDays(120);
        Task<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(0, days, Token).AsTask();

        _clock.Advance(days - TimeSpan.FromMilliseconds(1));
        Outcome.StillWaits(receiving, "recv: 120 days less 1 ms");
        _clock.Advance(TimeSpan.FromMilliseconds(1));

        Outcome.Is(await receiving, TcpError.Timeout, "recv: 120 days");
    }

    [Test]
    [OnlyOurs("A clock that the test moves")]
    public async Task The_timeout_is_for_the_whole_call_however_the_data_dribbles()
    {
        ConnectedPair pair = await PairAsync();
        Task<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(10, Limit, Token).AsTask();

        for (int i = 0; i < 3; i++)
        {
            await pair.Peer.SendAsync("x"u8.ToArray(), Token);
            await NothingUnreadAsync(pair);
            _clock.Advance(TimeSpan.FromMilliseconds(30));
            Outcome.StillWaits(receiving, "recv(10): bytes arrive");
        }

        _clock.Advance(TimeSpan.FromMilliseconds(10));
        Outcome.Is(await receiving, TcpError.Timeout, "recv(10): 100 ms after the call");
        await pair.Socket.DeliversAsync("xxx"u8.ToArray(), "recv(0): what came is kept", Token);
    }

    [Test]
    public async Task After_a_timeout_the_part_that_came_can_be_taken_apart()
    {
        ConnectedPair pair = await KeptPartAsync();

        await pair.Socket.DeliversAsync("ab"u8.ToArray(), "recv(2): of the 3 bytes kept", Token, 2);
        await pair.Socket.DeliversAsync("c"u8.ToArray(), "recv(1): of the 3 bytes kept", Token, 1);
        Outcome.Is(await pair.Socket.ReceiveAsync(1, TimeSpan.Zero, Token), TcpError.Timeout, "recv(1): nothing left");
    }

    [Test]
    public async Task After_a_timeout_the_same_length_goes_on_with_the_part_that_came()
    {
        ConnectedPair pair = await KeptPartAsync();
        await pair.PeerSendsAsync("defg"u8.ToArray(), Token);

        await pair.Socket.DeliversAsync("abcde"u8.ToArray(), "recv(5): 3 kept and 4 more", Token, 5);
        await pair.Socket.DeliversAsync("fg"u8.ToArray(), "recv(0): the rest", Token);
    }

    [Test]
    public async Task After_a_timeout_length_0_returns_the_kept_part_alone()
    {
        ConnectedPair pair = await KeptPartAsync();
        await pair.PeerSendsAsync("defg"u8.ToArray(), Token);

        await pair.Socket.DeliversAsync("abc"u8.ToArray(), "recv(0): the bytes kept, alone", Token);
        await pair.Socket.DeliversAsync("defg"u8.ToArray(), "recv(0): what came later", Token);
    }

    [Test]
    public async Task The_kept_part_may_be_larger_than_the_buffer()
    {
        ConnectedPair pair = await PairAsync();
        await pair.PeerSendsAsync(Pattern.Bytes(50_000), Token);
        await TimeOutAsync(pair.Socket, 100_000);
        await pair.PeerSendsAsync(Pattern.Bytes(50_000, 20_000), Token);

        await pair.Socket.DeliversAsync(Pattern.Bytes(50_000), "recv(0): the 50000 bytes kept", Token);
        await pair.Socket.DeliversAsync(
            Pattern.Bytes(50_000, Expect.Defaults.Buffer), "recv(0): then the buffer counts again", Token);
    }

    [Test]
    public async Task After_a_timeout_data_that_comes_later_is_not_lost()
    {
        ConnectedPair pair = await PairAsync();
        await TimeOutAsync(pair.Socket, 0);

        await pair.PeerSendsAsync("late"u8.ToArray(), Token);

        await pair.Socket.DeliversAsync("late"u8.ToArray(), "recv(0): after a timeout", Token);
    }

    private async Task<ConnectedPair> KeptPartAsync()
    {
        ConnectedPair pair = await PairAsync();
        await pair.PeerSendsAsync("abc"u8.ToArray(), Token);
        await TimeOutAsync(pair.Socket, 5);
        return pair;
    }

    private async Task TimeOutAsync(ITcpSocket socket, int length)
    {
        Task<TcpResult<TcpPacket>> receiving = socket.ReceiveAsync(length, Limit, Token).AsTask();
        _clock.Advance(Limit);
        Outcome.Is(await receiving, TcpError.Timeout, $"recv({length}): timeout");
    }

    /// <summary>Waits until the socket has taken from the kernel what the peer sent.</summary>
    private Task<long?> NothingUnreadAsync(ConnectedPair pair) =>
        Eventually.StableAsync(
            () => KernelTcp.Find(pair.Peer.RemoteEndPoint, pair.Peer.LocalEndPoint)?.ReceiveQueue
                + KernelTcp.Find(pair.Peer.LocalEndPoint, pair.Peer.RemoteEndPoint)?.SendQueue,
            unread => unread == 0,
            times: 2,
            "the bytes were taken",
            Token);
}

[TestFixture]
public sealed class InetReceiveTimeout() : ReceiveTimeoutSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketReceiveTimeout() : ReceiveTimeoutSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetReceiveTimeout() : ReceiveTimeoutSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketReceiveTimeout() : ReceiveTimeoutSuite(BackendUnderTest.OtpSocket);
