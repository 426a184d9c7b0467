using Microsoft.Extensions.Logging;
using TcpBackends.Core.Io;
using TcpBackends.Core.Logging;
using TcpBackends.Core.Options;
using TcpBackends.Core.Waiting;
using TcpBackends.Tests.Unit.Hosting.Fakes;
using InetRules = TcpBackends.InetDriver.Internal.Rules;
using SocketRules = TcpBackends.DirectSocket.Internal.Rules;

namespace TcpBackends.Tests.Unit.Core;

/// <summary>The store against a descriptor that is closed in the middle of a call, and against a logger that does as it likes.</summary>
[CancelAfter(20_000)]
public sealed class OptionStoreTests
{
    private readonly FakeLoggerFactory _messages = new();
    private readonly ActiveMode _active = new();

    [TearDown]
    public void Close() => _messages.Dispose();

    [TestCase(TcpBackendNames.Inet, TcpError.EInval)]
    [TestCase(TcpBackendNames.Socket, TcpError.Closed)]
    public void Closed_while_an_option_is_set_or_read_it_is_closed(string name, TcpError expected)
    {
        OptionStore store = NewStore(name, new Gate(TcpError.None, expected), _messages);
        Assert.That(store.Set(TcpOptions.KeepAlive, true).Error, Is.EqualTo(expected));

        store = NewStore(name, new Gate(TcpError.None, expected), _messages);
        Assert.That(store.Set([TcpOptions.Packet.With(default), TcpOptions.TypeOfService.With(1)]).Error, Is.EqualTo(expected));

        store = NewStore(name, new Gate(TcpError.None, expected), _messages);
        Assert.That(store.Get(TcpOptions.KeepAlive).Error, Is.EqualTo(expected));
        Assert.That(_messages.Messages, Is.Empty, "it was not refused, it was closed");
    }

    [Test]
    public void Its_descriptor_gone_while_an_option_is_set_there_is_nothing_to_set()
    {
        OptionStore store = NewStore(TcpBackendNames.Inet, new Gate(TcpError.None, TcpError.NotAvailable), _messages);

        Assert.That(store.Set(TcpOptions.KeepAlive, true).Error, Is.EqualTo(TcpError.None));

        Assert.That(_messages.Messages.Single().Message, Does.Contain("keepalive").And.Not.Contain("ebadf"));
    }

    [Test]
    public void A_logger_that_throws_leaves_the_mode_armed_and_the_change_made()
    {
        OptionStore store = NewStore(TcpBackendNames.Socket, new Gate(TcpError.None), new Logger(() => throw new TimeoutException()));

        Assert.That(
            () => store.Set([TcpOptions.Active.With(TcpActive.Once), TcpOptions.DelaySend.With(true), TcpOptions.Header.With(3)]),
            Throws.InstanceOf<TimeoutException>());

        Assert.That(store.Get(TcpOptions.Header), Is.EqualTo((TcpResult<int>)3));
        Assert.That(_active.Calls, Is.EqualTo(["change", "resume", "finish"]));
    }

    [Test]
    public void A_change_that_throws_is_finished()
    {
        _active.Fails = true;
        OptionStore store = NewStore(TcpBackendNames.Socket, new Gate(TcpError.None), _messages);

        Assert.That(() => store.Set(TcpOptions.Active, TcpActive.Once), Throws.InstanceOf<InsufficientMemoryException>());
        Assert.That(() => store.Set([TcpOptions.Active.With(TcpActive.Once)]), Throws.InstanceOf<InsufficientMemoryException>());

        Assert.That(_active.Calls, Is.EqualTo(["change", "resume", "finish", "change", "resume", "finish"]));
    }

    [Test]
    public void The_logger_is_told_outside_the_lock()
    {
        OptionStore? store = null;
        bool others = false;
        store = NewStore(TcpBackendNames.Socket, new Gate(TcpError.None), new Logger(() =>
        {
            var other = new Thread(() => store!.Set(TcpOptions.Header, 3));
            other.Start();
            others = other.Join(TimeSpan.FromSeconds(5));
        }));

        store.Set(TcpOptions.DelaySend, true);

        Assert.That(others, "another thread can set an option while the log is written");
    }

    private OptionStore NewStore(string name, Gate gate, ILogger logger)
    {
        OptionRules rules = name == TcpBackendNames.Inet ? InetRules.Options : SocketRules.Options;
        return new OptionStore(new OptionTarget(new ClosedSocket(), rules, _active, gate, new BackendLog(logger)), rules.Defaults);
    }

    /// <summary>Gives its answers to those who ask, the last one again and again.</summary>
    private sealed class Gate(params TcpError[] answers) : IOptionGate
    {
        private int _asked;

        public TcpError CheckOption(TcpOption? option, bool isSystem, bool isSet) =>
            isSystem ? answers[Math.Min(_asked++, answers.Length - 1)] : TcpError.None;
    }

    private sealed class ClosedSocket : FakeIoSocket
    {
        public override TcpError SetOption(IoOption option, int value) => TcpError.EBadF;

        public override TcpError GetOption(IoOption option, out int value)
        {
            value = 0;
            return TcpError.EBadF;
        }
    }

    private sealed class ActiveMode : IActiveMode
    {
        public List<string> Calls { get; } = [];

        public bool Fails { get; set; }

        public TcpActive Active => TcpActive.False;

        public TcpError Change(TcpActive value, ref Wakeups wakeups)
        {
            Calls.Add("change");
            return Fails ? throw new InsufficientMemoryException() : TcpError.None;
        }

        public void Resume(ref Wakeups wakeups) => Calls.Add("resume");

        public void Finish(ref Wakeups wakeups) => Calls.Add("finish");
    }

    private sealed class Logger(Action log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => log();
    }
}
