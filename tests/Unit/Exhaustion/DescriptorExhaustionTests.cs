using TcpBackends.Tests.Unit.OwnProcess;

namespace TcpBackends.Tests.Unit.Exhaustion;

/// <summary>A process that has no descriptors left: connect and listen say so, accept waits until there are some again.</summary>
[TestFixture(Place.Epoll)]
[TestFixture(Place.Portable)]
[Platform(Include = "Linux", Reason = "Lowers the limit of a process as Linux does it.")]
public sealed class DescriptorExhaustionTests(string platform)
{
    private static readonly string[] Accepts =
    [
        "connect: emfile",
        "listen: emfile",
        "accept, timeout 0: emfile",
        "accept, timeout 250 ms: emfile",
        "accept waits: True",
        "accept, once there are descriptors: ok",
        "receive: ok",
        "afterwards: ok",
    ];

    private static readonly string[] First = ["listen: emfile", "connect: emfile", "afterwards: ok"];

    [Test]
    [CancelAfter(40_000)]
    public async Task Accept_goes_on_once_there_are_descriptors(
        [Values(TcpBackendNames.Inet, TcpBackendNames.Socket)] string backend, CancellationToken watchdog) =>
        Assert.That(await ChildProcess.RunAsync(ExhaustedProcess.Accept, new Place(platform, backend), watchdog), Is.EqualTo(Accepts));

    [Test]
    [CancelAfter(40_000)]
    public async Task The_first_socket_needs_more_than_one(
        [Values(TcpBackendNames.Inet, TcpBackendNames.Socket)] string backend, CancellationToken watchdog) =>
        Assert.That(await ChildProcess.RunAsync(ExhaustedProcess.First, new Place(platform, backend), watchdog), Is.EqualTo(First));
}
