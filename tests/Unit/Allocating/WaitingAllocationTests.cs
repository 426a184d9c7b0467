using System.Globalization;
using TcpBackends.Tests.Unit.OwnProcess;

namespace TcpBackends.Tests.Unit.Allocating;

/// <summary>
/// A send and a receive into the caller's buffer that wait allocate nothing in steady state. Several threads take part, so that
/// the whole process is measured, and it does nothing else.
/// </summary>
[TestFixture(Place.Epoll)]
[TestFixture(Place.Portable)]
[Platform(Include = "Linux", Reason = "One of the platforms is of Linux alone.")]
public sealed class WaitingAllocationTests(string platform)
{
    [Test]
    [CancelAfter(40_000)]
    public async Task Of_receives([Values(TcpBackendNames.Inet, TcpBackendNames.Socket)] string backend, CancellationToken watchdog) =>
        await AssertLessAsync(WaitingProcess.Receives, backend, bytesEach: 16, watchdog);

    [Test]
    [CancelAfter(40_000)]
    public async Task Of_sends([Values(TcpBackendNames.Inet, TcpBackendNames.Socket)] string backend, CancellationToken watchdog) =>
        await AssertLessAsync(WaitingProcess.Sends, backend, bytesEach: 64, watchdog);

    private async Task AssertLessAsync(string scenario, string backend, int bytesEach, CancellationToken watchdog)
    {
        string[] said = await ChildProcess.RunAsync(scenario, new Place(platform, backend), watchdog);
        Assert.That(said, Has.Length.EqualTo(1));
        Assert.That(
            long.Parse(said[0], CultureInfo.InvariantCulture),
            Is.LessThan(bytesEach * WaitingProcess.Rounds),
            $"bytes taken by {WaitingProcess.Rounds} {scenario}");
    }
}
