using System.Net;
namespace TcpBackends.Tests.Conformance.Connecting;

/// <summary>How long connect waits: semantics 2, the rows on Timeout.</summary>
public abstract class ConnectTimeoutSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    private readonly ManualTimeProvider _clock = new();

    protected override TimeProvider Clock => _clock;

    [Test]
    public async Task t_connect_timeout()
    {
        FullListener nobodyAnswers = Keep(await FullListener.OpenAsync(Token));
        Task<TcpResult<ITcpSocket>> connecting = Backend.ConnectAsync(
            nobodyAnswers.LocalEndPoint, null, Unhurried(TimeSpan.FromMilliseconds(200)), Token).AsTask();
        await nobodyAnswers.RequestedAsync(1, Token);

        _clock.Advance(TimeSpan.FromMilliseconds(199));
        Outcome.StillWaits(connecting, "connect: the timeout has not passed");
        _clock.Advance(TimeSpan.FromMilliseconds(1));

        Outcome.Is(await connecting, TcpError.Timeout, "connect: SYN unanswered until the timeout");
        await nobodyAnswers.RequestedAsync(0, Token);
    }

    [Test]
    [OnlyOurs("Cancellation")]
    public async Task Cancelling_leaves_nothing_open()
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Token);
        FullListener nobodyAnswers = Keep(await FullListener.OpenAsync(Token));
        Task<TcpResult<ITcpSocket>> connecting = Backend.ConnectAsync(
            nobodyAnswers.LocalEndPoint, null, null, cancellation.Token).AsTask();
        await nobodyAnswers.RequestedAsync(1, Token);

        await cancellation.CancelAsync();

        await Assert.ThatAsync(() => connecting, Throws.InstanceOf<OperationCanceledException>());
        await nobodyAnswers.RequestedAsync(0, Token);
    }

    [Test]
    [OnlyOurs("Cancellation")]
    public async Task A_token_that_is_cancelled_already_opens_nothing()
    {
        RawListener listener = OpenRawListener(new IPEndPoint(Loopback.Unused(), 0));
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThatAsync(
            async () => await Backend.ConnectAsync(listener.LocalEndPoint, null, null, cancelled.Token),
            Throws.InstanceOf<OperationCanceledException>());

        Assert.That(KernelTcp.FindByRemote(listener.LocalEndPoint), Is.Empty);
    }

    [Test]
    [Deviation("Connect with timeout zero")]
    public async Task Timeout_0_tries_once()
    {
        RawListener listener = OpenRawListener();
        await using RawListener nobody = RawListener.Bind();

        List<TcpError> reached = await PollAsync(listener.LocalEndPoint);
        List<TcpError> refused = await PollAsync(nobody.LocalEndPoint);

        if (!Expect.Deviations.PollingConnects)
        {
            Assert.That(reached, Is.All.EqualTo(TcpError.Timeout), "connect: Timeout 0, listener there");
            Assert.That(refused, Is.All.EqualTo(TcpError.Timeout), "connect: Timeout 0, nobody there");
            return;
        }

        Assert.That(reached, Is.All.AnyOf(TcpError.None, TcpError.Timeout), "connect: Timeout 0, listener there");
        Assert.That(refused, Is.All.AnyOf(TcpError.EConnRefused, TcpError.Timeout), "connect: Timeout 0, nobody there");
        if (Subject.UsesTimeProvider)
        {
            // Over the loopback interface the answer mostly is there at once.
            Assert.That(reached, Has.Some.EqualTo(TcpError.None), "connect: Timeout 0, listener there");
            Assert.That(refused, Has.Some.EqualTo(TcpError.EConnRefused), "connect: Timeout 0, nobody there");
        }
    }

    private async Task<List<TcpError>> PollAsync(EndPoint remote)
    {
        List<TcpError> errors = [];
        for (int i = 0; i < 20; i++)
        {
            TcpResult<ITcpSocket> result = await Backend.ConnectAsync(remote, null, TimeSpan.Zero, Token);
            errors.Add(result.Error);
            if (result.TryGetValue(out ITcpSocket? socket))
            {
                Keep(socket);
            }
        }

        return errors;
    }

    [Test]
    public async Task A_negative_timeout_throws()
    {
        await using RawListener nobody = RawListener.Bind();

        await Assert.ThatAsync(
            async () => await Backend.ConnectAsync(nobody.LocalEndPoint, null, TimeSpan.FromMilliseconds(-2), Token),
            Throws.InstanceOf<ArgumentOutOfRangeException>(),
            "connect: a negative timeout is a badarg error");
    }
}

[TestFixture]
public sealed class InetConnectTimeout() : ConnectTimeoutSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketConnectTimeout() : ConnectTimeoutSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetConnectTimeout() : ConnectTimeoutSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketConnectTimeout() : ConnectTimeoutSuite(BackendUnderTest.OtpSocket);
