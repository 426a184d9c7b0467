using System.Net;
using TcpBackends.Tests.Unit.Hosting.Fakes;

namespace TcpBackends.Tests.Unit.Abstractions;

internal sealed class ConnectExtensionsTests
{
    [Test]
    public async Task A_host_name_and_a_port_are_an_end_point()
    {
        var backend = new FakeBackend("inet");
        var options = new TcpSocketOptions { NoDelay = true };
        using var cancellation = new CancellationTokenSource();

        await backend.ConnectAsync("localhost", 5678, options, TimeSpan.FromSeconds(1), cancellation.Token);

        Assert.That(
            backend.Calls.Single(),
            Is.EqualTo(new FakeCall(
                new DnsEndPoint("localhost", 5678), null, options, TimeSpan.FromSeconds(1), cancellation.Token)));
    }
}
