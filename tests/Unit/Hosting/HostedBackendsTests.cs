using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TcpBackends.Hosting;

namespace TcpBackends.Tests.Unit.Hosting;

/// <summary>The registered backends themselves, on loopback.</summary>
[CancelAfter(30_000)]
internal sealed class HostedBackendsTests
{
    private static readonly IConfiguration Configuration = TestServices.Configuration(
        ("inet_default_listen_options:ip", "127.0.0.1"),
        ("inet_default_listen_options:keepalive", "true"),
        ("inet_default_connect_options:nodelay", "true"),
        ("inet_default_connect_options:send_timeout", "77"));

    [TestCase(null, TcpBackendNames.Inet)]
    [TestCase(TcpBackendNames.Inet, TcpBackendNames.Inet)]
    [TestCase(TcpBackendNames.Socket, TcpBackendNames.Socket)]
    public async Task A_call_names_its_backend(string? perCall, string expected, CancellationToken watchdog)
    {
        await using ServiceProvider provider = Build();
        var backend = provider.GetRequiredService<ITcpBackend>();
        var options = new TcpSocketOptions { Backend = perCall };
        await using ITcpListener listener = (await backend.ListenAsync(0, options, watchdog)).Value;
        await using ITcpSocket client = await ConnectAsync(backend, listener, options, watchdog);
        await using ITcpSocket server = (await listener.AcceptAsync(cancellationToken: watchdog)).Value;

        Assert.That(
            (string[])[listener.BackendName, client.BackendName, server.BackendName], Is.All.EqualTo(expected));
    }

    [TestCase(TcpBackendNames.Inet)]
    [TestCase(TcpBackendNames.Socket)]
    public async Task Configured_defaults_reach_the_sockets_and_the_call_wins(string name, CancellationToken watchdog)
    {
        await using ServiceProvider provider = Build();
        var backend = provider.GetRequiredKeyedService<ITcpBackend>(name);
        await using ITcpListener listener = (await backend.ListenAsync(0, null, watchdog)).Value;
        await using ITcpSocket client = await ConnectAsync(
            backend, listener, new TcpSocketOptions { SendTimeout = TimeSpan.FromMilliseconds(88) }, watchdog);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(((IPEndPoint)listener.LocalEndPoint.Value).Address, Is.EqualTo(IPAddress.Loopback));
            Assert.That(listener.Options.Get(TcpOptions.KeepAlive).Value, Is.True);
            Assert.That(client.Options.Get(TcpOptions.KeepAlive).Value, Is.False);
            Assert.That(client.Options.Get(TcpOptions.NoDelay).Value, Is.True);
            Assert.That(client.Options.Get(TcpOptions.SendTimeout).Value.TotalMilliseconds, Is.EqualTo(88));
        }
    }

    [TestCase(TcpBackendNames.Inet, TcpBackendNames.Socket)]
    [TestCase(TcpBackendNames.Socket, TcpBackendNames.Inet)]
    public async Task A_keyed_backend_refuses_the_name_of_the_other(
        string name, string other, CancellationToken watchdog)
    {
        await using ServiceProvider provider = Build();
        var backend = provider.GetRequiredKeyedService<ITcpBackend>(name);

        Assert.That(
            async () => await backend.ListenAsync(0, new TcpSocketOptions { Backend = other }, watchdog),
            Throws.ArgumentException);
    }

    private static ServiceProvider Build() =>
        new ServiceCollection().AddTcpBackends(Configuration).BuildServiceProvider();

    private static async Task<ITcpSocket> ConnectAsync(
        ITcpBackend backend, ITcpListener listener, TcpSocketOptions options, CancellationToken watchdog) =>
        (await backend.ConnectAsync(listener.LocalEndPoint.Value, options, cancellationToken: watchdog)).Value;
}
