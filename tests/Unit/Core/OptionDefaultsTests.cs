using Microsoft.Extensions.Logging.Abstractions;
using TcpBackends.Core.Io;
using TcpBackends.Core.Logging;
using TcpBackends.Core.Options;
using TcpBackends.Core.Waiting;
using InetRules = TcpBackends.InetDriver.Internal.Rules;
using SocketRules = TcpBackends.DirectSocket.Internal.Rules;

namespace TcpBackends.Tests.Unit.Core;

/// <summary>The defaults that the table tells are those that the backends have.</summary>
public sealed class OptionDefaultsTests
{
    private static IEnumerable<TestCaseData> Kept =>
        from rules in (OptionRules[])[InetRules.Options, SocketRules.Options]
        from option in TcpOptions.All
        let conduct = rules.On(option)
        where OptionTable.Find(option) is { IsSystem: false } && option != TcpOptions.Active && conduct.Default is not null
        select new TestCaseData(rules, option).SetArgDisplayNames(rules == InetRules.Options ? "inet" : "socket", option.Name);

    [TestCaseSource(nameof(Kept))]
    public void A_default_of_the_table_is_that_of_the_backend(object of, TcpOption option)
    {
        var rules = (OptionRules)of;
        string text = rules.On(option).Default!;

        Assert.That(option.TryParse(text, TcpSocketOptions.Default, out TcpSocketOptions? given));
        SocketSettings settings = OptionTable.Resolve(given!, rules);

        // What is set counts how often, or that it was.
        Assert.That(settings with { PacketChanges = 0, IsBufferExplicit = false }, Is.EqualTo(rules.Defaults));
    }

    [Test]
    public void They_are_compared_for_every_option_that_a_backend_keeps() =>
        Assert.That(Kept.Select(data => data.Arguments[1]).Distinct().Count(), Is.EqualTo(16));

    [Test]
    public void A_type_of_service_is_set_also_if_the_priority_cannot_be_set_again()
    {
        var target = new OptionTarget(
            new Privileged(), InetRules.Options, new Passive(), new Open(), new BackendLog(NullLogger.Instance));
        var store = new OptionStore(target, InetRules.Options.Defaults);

        Assert.That(store.Set(TcpOptions.TypeOfService, 16), Is.EqualTo(TcpResult.Ok));
        Assert.That(store.Set(TcpOptions.Priority, 7), Is.EqualTo((TcpResult)TcpError.EInval), "by itself it is refused");
    }

    /// <summary>Has a priority that it does not let anybody set.</summary>
    private sealed class Privileged : FakeIoSocket
    {
        public override TcpError GetOption(IoOption option, out int value)
        {
            value = 7;
            return TcpError.None;
        }

        public override TcpError SetOption(IoOption option, int value) =>
            option == IoOption.Priority ? TcpError.EPerm : TcpError.None;
    }

    private sealed class Open : IOptionGate
    {
        public TcpError CheckOption(TcpOption? option, bool isSystem, bool isSet) => TcpError.None;
    }

    private sealed class Passive : IActiveMode
    {
        public TcpActive Active => TcpActive.False;

        public TcpError Change(TcpActive value, ref Wakeups wakeups) => TcpError.None;

        public void Resume(ref Wakeups wakeups)
        {
            // It delivers nothing.
        }

        public void Finish(ref Wakeups wakeups)
        {
            // Nobody waits.
        }
    }
}
