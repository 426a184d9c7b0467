namespace TcpBackends.Tests.Conformance.Accepting;

/// <summary>How long accept waits: semantics 4, the rows on Timeout.</summary>
public abstract class AcceptTimeoutSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    private static readonly TimeSpan Tenth = TimeSpan.FromMilliseconds(100);

    private readonly ManualTimeProvider _clock = new();

    protected override TimeProvider Clock => _clock;

    [Test]
    public async Task t_accept_timeout()
    {
        ITcpListener listener = await ListenAsync();
        Task<TcpResult<ITcpSocket>> accepting =
            listener.AcceptAsync(Unhurried(TimeSpan.FromMilliseconds(100)), Token).AsTask();

        _clock.Advance(TimeSpan.FromMilliseconds(99));
        Outcome.StillWaits(accepting, "accept: the timeout has not passed");
        _clock.Advance(TimeSpan.FromMilliseconds(1));

        Outcome.Is(await accepting, TcpError.Timeout, "accept: Timeout N");
    }

    [Test]
    public async Task Without_a_timeout_accept_waits_for_a_client()
    {
        ITcpListener listener = await ListenAsync();
        Task<TcpResult<ITcpSocket>> forEver = listener.AcceptAsync(null, Token).AsTask();
        Task<TcpResult<ITcpSocket>> infinite = listener.AcceptAsync(Timeout.InfiniteTimeSpan, Token).AsTask();
        _clock.Advance(TimeSpan.FromDays(60));
        Outcome.StillWaits(forEver, "accept: infinity");
        Outcome.StillWaits(infinite, "accept: infinity");

        await ConnectRawAsync(AddressOf(listener));
        await ConnectRawAsync(AddressOf(listener));

        Keep(Outcome.Ok(await forEver, "accept: infinity"));
        Keep(Outcome.Ok(await infinite, "accept: infinity"));
    }

    /// <summary>One shape of OTP's accept_timeouts_in_order cases per order of timeouts, in tenths of a second.</summary>
    [TestCase(1, 2, 3, 4, 5, TestName = "accept_timeouts_in_order")]
    [TestCase(5, 4, 3, 2, 1, TestName = "accept_timeouts_in_order2")]
    [TestCase(3, 1, 5, 2, 4, TestName = "accept_timeouts_in_order3")]
    [TestCase(2, 2, 1, 2, 1, TestName = "accept_timeouts_in_order4")]
    public async Task accept_timeouts_in_order(int a, int b, int c, int d, int e)
    {
        ITcpListener listener = await ListenAsync();
        int[] timeouts = [a, b, c, d, e];
        Task<TcpResult<ITcpSocket>>[] accepting =
            [.. timeouts.Select(t => listener.AcceptAsync(Unhurried(t * Tenth), Token).AsTask())];

        for (int now = 1; now <= 5; now++)
        {
            _clock.Advance(Tenth);
            for (int i = 0; i < timeouts.Length; i++)
            {
                if (timeouts[i] > now)
                {
                    Outcome.StillWaits(accepting[i], "accept: every timeout counts for itself");
                }
                else
                {
                    Outcome.Is(await accepting[i], TcpError.Timeout, "accept: every timeout counts for itself");
                }
            }
        }
    }

    [Test]
    public async Task An_accept_that_timed_out_takes_no_connection()
    {
        ITcpListener listener = await ListenAsync();
        Task<TcpResult<ITcpSocket>> first = listener.AcceptAsync(TimeSpan.FromMilliseconds(50), Token).AsTask();
        Task<TcpResult<ITcpSocket>> second = listener.AcceptAsync(TimeSpan.FromMilliseconds(1000), Token).AsTask();
        _clock.Advance(TimeSpan.FromMilliseconds(50));
        Outcome.Is(await first, TcpError.Timeout, "accept: the first gave up");

        RawPeer peer = await ConnectRawAsync(AddressOf(listener));

        ITcpSocket accepted = Keep(Outcome.Ok(await second, "accept: one that timed out is skipped without losing a connection"));
        Outcome.Same(accepted.RemoteEndPoint, peer.LocalEndPoint, "accept: peername");
    }

    [Test]
    public async Task A_connection_that_came_after_the_timeout_waits_for_the_next_accept()
    {
        ITcpListener listener = await ListenAsync();
        Task<TcpResult<ITcpSocket>> first = listener.AcceptAsync(TimeSpan.FromMilliseconds(50), Token).AsTask();
        _clock.Advance(TimeSpan.FromMilliseconds(50));
        Outcome.Is(await first, TcpError.Timeout, "accept: the only one gave up");
        RawPeer peer = await ConnectRawAsync(AddressOf(listener));
        await KernelTcp.BacklogAsync(AddressOf(listener), 1, Token);

        ITcpSocket accepted = await AcceptAsync(listener);

        Outcome.Same(accepted.RemoteEndPoint, peer.LocalEndPoint, "accept: peername");
    }
}

[TestFixture]
public sealed class InetAcceptTimeout() : AcceptTimeoutSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketAcceptTimeout() : AcceptTimeoutSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetAcceptTimeout() : AcceptTimeoutSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketAcceptTimeout() : AcceptTimeoutSuite(BackendUnderTest.OtpSocket);
