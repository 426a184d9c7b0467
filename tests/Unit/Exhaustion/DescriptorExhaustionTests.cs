using System.Diagnostics;

namespace TcpBackends.Tests.Unit.Exhaustion;

/// <summary>A process that has no descriptors left: connect and listen say so, accept waits until there are some again.</summary>
[TestFixture("epoll")]
[TestFixture("portable")]
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
        Assert.That(await RunAsync("accept", backend, watchdog), Is.EqualTo(Accepts));

    [Test]
    [CancelAfter(40_000)]
    public async Task The_first_socket_needs_more_than_one(
        [Values(TcpBackendNames.Inet, TcpBackendNames.Socket)] string backend, CancellationToken watchdog) =>
        Assert.That(await RunAsync("first", backend, watchdog), Is.EqualTo(First));

    private async Task<string[]> RunAsync(string scenario, string backend, CancellationToken watchdog)
    {
        string assembly = typeof(DescriptorExhaustionTests).Assembly.Location;
        var start = new ProcessStartInfo("dotnet", ["exec", assembly, scenario, platform, backend])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // It would start a thread when it has seen enough of the process.
        start.Environment["DOTNET_TieredCompilation"] = "0";
        using Process process = Process.Start(start)!;
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(watchdog);
            string errors = await process.StandardError.ReadToEndAsync(watchdog);
            await process.WaitForExitAsync(watchdog);
            Assert.That(process.ExitCode, Is.Zero, errors);
            return (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
