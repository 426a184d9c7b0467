using Microsoft.Extensions.Logging;
using TcpBackends.Core.Io;
using TcpBackends.Core.Listening;
using TcpBackends.Core.Logging;
using TcpBackends.Core.Options;
using TcpBackends.DirectSocket.Internal;
using TcpBackends.Tests.Conformance.Harness;
using TcpBackends.Tests.Unit.Hosting.Fakes;

namespace TcpBackends.Tests.Unit.Core;

/// <summary>The system has nothing to accept a connection with: accepts wait, and trying again takes its time.</summary>
[TestFixture(TcpError.EMFile)]
[TestFixture(TcpError.ENFile)]
[TestFixture(TcpError.ENoMem)]
public sealed class AcceptPauseTests(TcpError lack)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly ManualTimeProvider _clock = new();
    private readonly LackingSocket _io = new();
    private readonly FakeLoggerFactory _log = new();
    private AcceptQueue _accepts = null!;

    [SetUp]
    public void Lack()
    {
        _io.Answer = lack;
        _io.Attempts = 0;
        _log.Messages.Clear();
        var log = new BackendLog(_log);
        _accepts = new AcceptQueue(
            _io, _io, _ => new Connection(_io, new SocketSettings(), _clock, log), static (_, _) => { }, _clock, new AcceptPauseLog(_io, log));
    }

    [TearDown]
    public void CloseLog() => _log.Dispose();

    [Test]
    public async Task It_is_tried_again_at_intervals()
    {
        Task<TcpResult<ITcpSocket>> accepting = AcceptAsync();
        _clock.Advance(10 * Interval);
        Assert.That(accepting.IsCompleted, Is.False);
        Assert.That(_io.Attempts, Is.EqualTo(11), "once at the call, and once in each interval");

        _io.Answer = TcpError.None;
        _clock.Advance(Interval);

        Assert.That((await accepting).Error, Is.EqualTo(TcpError.None));
        Assert.That(_clock.PendingTimers, Is.Zero, "nobody waits");
        Assert.That(
            _log.Messages.Select(told => told.Level), Is.EqualTo(new[] { LogLevel.Warning, LogLevel.Information }), "told once each");
        Assert.That(_log.Messages.First().Message, Does.Contain(lack.ToAtom()));
    }

    [Test]
    [CancelAfter(10_000)]
    public async Task Those_who_come_later_wait_behind_and_postpone_nothing(CancellationToken watchdog)
    {
        Task<TcpResult<ITcpSocket>> first = AcceptAsync();
        _clock.Advance(Interval / 2);
        Task<TcpResult<ITcpSocket>> second = AcceptAsync();
        Assert.That(_io.Attempts, Is.EqualTo(1));

        _io.Answer = TcpError.None;
        _clock.Advance(Interval / 2);

        await Task.WhenAll(first, second).WaitAsync(watchdog);
    }

    [Test]
    public async Task When_the_time_is_over_the_reason_is_told()
    {
        Assert.That((await AcceptAsync(TimeSpan.Zero)).Error, Is.EqualTo(lack));
        Task<TcpResult<ITcpSocket>> accepting = AcceptAsync(3.5 * Interval);
        _clock.Advance(3.5 * Interval);

        Assert.That((await accepting).Error, Is.EqualTo(lack));
    }

    [Test]
    public async Task After_a_pause_without_a_connection_it_is_a_timeout()
    {
        Task<TcpResult<ITcpSocket>> accepting = AcceptAsync(3.5 * Interval);
        _io.Answer = TcpError.EAgain;
        _clock.Advance(3.5 * Interval);

        Assert.That((await accepting).Error, Is.EqualTo(TcpError.Timeout));
        Assert.That(_io.Attempts, Is.EqualTo(2), "then the system tells when there is a connection");
    }

    [Test]
    public async Task Closing_ends_it()
    {
        Task<TcpResult<ITcpSocket>> accepting = AcceptAsync();
        _accepts.Close();

        Assert.That((await accepting).Error, Is.EqualTo(TcpError.Closed));
        Assert.That(_clock.PendingTimers, Is.Zero);
    }

    private Task<TcpResult<ITcpSocket>> AcceptAsync(TimeSpan? timeout = null) =>
        _accepts.AcceptAsync(null, timeout, CancellationToken.None).AsTask();

    private sealed class LackingSocket : FakeIoSocket
    {
        public TcpError Answer { get; set; }

        public int Attempts { get; set; }

        public override TcpError TryAccept(out IIoSocket? accepted)
        {
            Attempts++;
            accepted = null;
            return Answer;
        }
    }
}
