using System.Globalization;
using TcpBackends.Tests.Unit.OwnProcess;

namespace TcpBackends.Tests.Unit.Delaying;

/// <summary>What was delayed on the thread of a loop is written though nothing else comes there.</summary>
[TestFixture]
[Platform(Include = "Linux", Reason = "Only there callers go on on the thread of a loop.")]
public sealed class DelayedAnswersTests
{
    [Test]
    [CancelAfter(40_000)]
    public async Task Each_question_is_answered(CancellationToken watchdog)
    {
        string[] said = await ChildProcess.RunAsync(
            DelayedAnswersProcess.Scenario, new Place(Place.Epoll, TcpBackendNames.Inet), watchdog);
        int[] counts = Array.ConvertAll(said, line => int.Parse(line, CultureInfo.InvariantCulture));
        Assert.That(counts, Has.Length.EqualTo(2));
        Assert.That(counts[0], Is.EqualTo(DelayedAnswersProcess.Questions), "delay_send: sent later, and not never (inet:setopts/2).");
        Assert.That(counts[1], Is.GreaterThan(0), "Some were answered on the thread of the loop.");
    }
}
