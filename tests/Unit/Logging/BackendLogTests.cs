using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TcpBackends.Core.Logging;
using TcpBackends.DirectSocket;
using TcpBackends.Hosting;
using TcpBackends.InetDriver;
using TcpBackends.Tests.Unit.Hosting.Fakes;

namespace TcpBackends.Tests.Unit.Logging;

/// <summary>What the backends tell an operator; what they tell of accepts is with <c>AcceptPauseTests</c>.</summary>
[CancelAfter(20_000)]
public sealed class BackendLogTests
{
    private static readonly IPEndPoint Nobody = new(IPAddress.Loopback, 1);

    private readonly FakeLoggerFactory _log = new();

    private TcpBackendSettings Settings => new() { LoggerFactory = _log };

    [SetUp]
    public void Forget() => _log.Messages.Clear();

    [TearDown]
    public void Close() => _log.Dispose();

    [Test]
    public async Task Options_without_effect_are_told_once_for_each_backend(CancellationToken watchdog)
    {
        await using var backend = new DirectSocketBackend(Settings);
        var options = new TcpSocketOptions { HighWatermark = 1, DelaySend = true, Backlog = 1, NoDelay = true };
        await backend.ConnectAsync(Nobody, options, cancellationToken: watchdog);
        await backend.ConnectAsync(Nobody, options, cancellationToken: watchdog);

        AssertTold("high_watermark", "delay_send", "backlog");
    }

    [Test]
    public async Task Options_without_effect_are_told_at_run_time(CancellationToken watchdog)
    {
        await using var backend = new DirectSocketBackend(Settings);
        await using ITcpListener listener = (await backend.ListenAsync(0, Loopback, watchdog)).Value;

        listener.Options.Set(TcpOptions.ExitOnClose, false);
        listener.Options.Set([TcpOptions.ExitOnClose.With(true), TcpOptions.NoDelay.With(true)]);

        AssertTold("exit_on_close");
    }

    [Test]
    [Platform(Include = "Linux", Reason = "Uses an abstract name.")]
    public async Task What_the_system_refuses_and_inet_ignores_is_told(CancellationToken watchdog)
    {
        await using var backend = new InetDriverBackend(Settings);
        var options = new TcpSocketOptions { LocalPath = $"\0TcpBackends.{Guid.NewGuid():N}", NoDelay = true };
        await using ITcpListener listener = (await backend.ListenAsync(0, options, watchdog)).Value;
        listener.Options.Set(TcpOptions.NoDelay, true);

        AssertTold("nodelay");
        Assert.That(_log.Messages.Single().Message, Does.Contain("enotsup"));
    }

    [Test]
    [Platform(Include = "Linux", Reason = "The numbers are those of Linux.")]
    public async Task A_raw_option_that_the_system_does_not_know_is_told(CancellationToken watchdog)
    {
        await using var backend = new InetDriverBackend(Settings);
        await using ITcpListener listener = (await backend.ListenAsync(0, Loopback, watchdog)).Value;
        listener.Options.Set(TcpOptions.RawOf(6, 9999), new byte[4]);
        listener.Options.Set(TcpOptions.HighMessageQueueWatermark, 100);

        AssertTold("raw 6:9999", "high_msgq_watermark");
    }

    [Test]
    [Platform(Include = "Linux", Reason = "The numbers are those of Linux.")]
    public async Task Each_raw_option_is_told_once(CancellationToken watchdog)
    {
        await using var backend = new InetDriverBackend(Settings);
        TcpSocketOptions options = Loopback with { Raw = [Unknown(9998), Unknown(9999), new TcpRawOption(6, 8, BitConverter.GetBytes(30))] };
        await using ITcpListener listener = (await backend.ListenAsync(0, options, watchdog)).Value;

        listener.Options.Set([TcpOptions.RawOf(6, 9998).With(new byte[4]), TcpOptions.Raw.With([Unknown(9997), Unknown(9999)])]);

        AssertTold("raw 6:9997", "raw 6:9998", "raw 6:9999");
    }

    [Test]
    public void Of_raw_options_without_end_no_more_is_told_after_a_while()
    {
        var log = new BackendLog(_log);
        for (int number = 0; number < 2 * BackendLog.MostRawOptions; number++)
        {
            log.OptionIgnored(TcpOptions.RawOf(6, number), TcpError.ENoProtoOpt);
        }

        Assert.That(_log.Messages, Has.Count.EqualTo(BackendLog.MostRawOptions));
    }

    [Test]
    public async Task Options_that_are_skipped_once_the_descriptor_is_gone_are_told(CancellationToken watchdog)
    {
        await using var backend = new InetDriverBackend(Settings);
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        await using ITcpSocket socket = (await backend.ConnectAsync(listener.LocalEndPoint!, cancellationToken: watchdog)).Value;
        (await listener.AcceptAsync(watchdog)).Shutdown(SocketShutdown.Send);
        Assert.That((await socket.ReceiveAsync(0, null, watchdog)).Error, Is.EqualTo(TcpError.Closed));

        Assert.That(socket.Options.Set(TcpOptions.KeepAlive, true), Is.EqualTo(TcpResult.Ok));

        AssertTold("keepalive");
    }

    [Test]
    public async Task A_family_that_a_module_overrules_is_told(CancellationToken watchdog)
    {
        await using var backend = new DirectSocketBackend(Settings);
        TcpSocketOptions options = Loopback with { AddressModule = TcpAddressModules.Inet };
        await backend.ConnectAsync(Nobody, options with { Family = TcpAddressFamily.Inet }, cancellationToken: watchdog);
        Assert.That(_log.Messages, Is.Empty, "it is the same family");

        await backend.ConnectAsync(Nobody, options with { Family = TcpAddressFamily.Inet6 }, cancellationToken: watchdog);
        await using ITcpListener listener =
            (await backend.ListenAsync(0, options with { Family = TcpAddressFamily.Local }, watchdog)).Value;

        AssertTold("family");
    }

    [Test]
    public async Task A_namespace_beside_a_descriptor_is_told(CancellationToken watchdog)
    {
        await using var backend = new DirectSocketBackend(Settings);
        var options = new TcpSocketOptions { Descriptor = 99_999, NetworkNamespace = "/no/such/namespace" };

        await backend.ConnectAsync(Nobody, options, cancellationToken: watchdog);

        AssertTold("netns");
    }

    [Test]
    public async Task Queued_data_that_is_lost_is_told(CancellationToken watchdog)
    {
        await using var backend = new InetDriverBackend(Settings);
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        await using ITcpSocket socket =
            (await backend.ConnectAsync(listener.LocalEndPoint!, cancellationToken: watchdog)).Value;
        using Socket peer = await listener.AcceptAsync(watchdog);
        (await socket.SendAsync(new byte[16_000_000], watchdog)).ThrowIfError();

        peer.LingerState = new LingerOption(true, 0);
        peer.Dispose();

        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        while (_log.Messages.IsEmpty)
        {
            await timer.WaitForNextTickAsync(watchdog);
        }

        (LogLevel level, string message) = _log.Messages.Single();
        Assert.That(level, Is.EqualTo(LogLevel.Debug));
        Assert.That(message, Does.Match("Queued data could not be sent: (econnreset|epipe)\\. [1-9][0-9]* bytes are lost\\."));
    }

    [Test]
    public async Task The_host_s_log_is_used(
        [Values(TcpBackendNames.Inet, TcpBackendNames.Socket)] string name, CancellationToken watchdog)
    {
        var services = new ServiceCollection();
        services.AddSingleton<ILoggerFactory>(_log).AddTcpBackends(_ => { });
        await using ServiceProvider provider = services.BuildServiceProvider();
        ITcpBackend backend = provider.GetRequiredKeyedService<ITcpBackend>(name);

        await backend.ConnectAsync(Nobody, new TcpSocketOptions { Backlog = 1 }, cancellationToken: watchdog);

        AssertTold("backlog");
    }

    [Test]
    public void Telling_nobody_allocates_nothing()
    {
        var log = new BackendLog(NullLogger.Instance);
        Tell(log);

        long allocated = Allocations.Of(() =>
        {
            for (int i = 0; i < 1000; i++)
            {
                Tell(log);
            }
        });

        Assert.That(allocated, Is.Zero);
    }

    private static TcpSocketOptions Loopback => new() { LocalAddress = IPAddress.Loopback };

    private static TcpRawOption Unknown(int number) => new(6, number, new byte[4]);

    private static void Tell(BackendLog log)
    {
        log.OptionIgnored(TcpOptions.NoDelay, TcpError.ENotSup);
        log.AcceptPaused(Nobody, TcpError.EMFile);
        log.AcceptResumed(Nobody);
        log.FlushFailed(TcpError.EPipe, 1);
    }

    private void AssertTold(params string[] options)
    {
        Assert.That(_log.Messages.Select(told => told.Level), Is.All.EqualTo(LogLevel.Debug));
        Assert.That(
            _log.Messages.Select(told => options.SingleOrDefault(name => told.Message.Contains($"option {name}", StringComparison.Ordinal))),
            Is.EquivalentTo(options));
    }
}
