using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TcpBackends.Hosting;
using TcpBackends.Tests.Unit.Hosting.Fakes;

namespace TcpBackends.Tests.Unit.Hosting;

internal sealed class SelectionTests
{
    private static readonly IPEndPoint Server = new(IPAddress.Loopback, 5678);

    private readonly FakeBackend _inet = new(TcpBackendNames.Inet);
    private readonly FakeBackend _socket = new(TcpBackendNames.Socket);

    [TestCase(null, null, "inet")]
    [TestCase("inet", null, "inet")]
    [TestCase("socket", null, "socket")]
    [TestCase(null, "socket", "socket")]
    [TestCase("inet", "socket", "socket")]
    [TestCase("socket", "inet", "inet")]
    [TestCase("socket", "socket", "socket")]
    public async Task The_call_wins_over_the_configuration_and_that_over_inet(
        string? configured, string? perCall, string expected)
    {
        await using ServiceProvider provider = Build(TestServices.Configuration(("inet_backend", configured)));
        var backend = provider.GetRequiredService<ITcpBackend>();
        var options = new TcpSocketOptions { Backend = perCall };

        await backend.ConnectAsync(Server, options);
        await backend.ListenAsync(0, options);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(backend.Name, Is.EqualTo(configured ?? "inet"));
            Assert.That(_inet.Calls, Has.Count.EqualTo(expected == "inet" ? 2 : 0));
            Assert.That(_socket.Calls, Has.Count.EqualTo(expected == "socket" ? 2 : 0));
        }
    }

    [Test]
    public async Task A_call_without_options_goes_to_the_default()
    {
        await using ServiceProvider provider = Build(TestServices.Configuration(("inet_backend", "socket")));
        var backend = provider.GetRequiredService<ITcpBackend>();

        await backend.ConnectAsync(Server);
        await backend.ListenAsync(0);

        Assert.That(_socket.Calls, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Every_argument_and_the_result_pass_through()
    {
        await using ServiceProvider provider = Build(TestServices.Configuration());
        var backend = provider.GetRequiredService<ITcpBackend>();
        var options = new TcpSocketOptions { Backend = TcpBackendNames.Socket, NoDelay = true };
        using var cancellation = new CancellationTokenSource();

        TcpResult<ITcpSocket> connected = await backend.ConnectAsync(
            Server, options, TimeSpan.FromSeconds(1), cancellation.Token);
        TcpResult<ITcpListener> listening = await backend.ListenAsync(99, options, cancellation.Token);

        FakeCall connect = new(Server, null, options, TimeSpan.FromSeconds(1), cancellation.Token);
        FakeCall listen = new(null, 99, options, null, cancellation.Token);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_socket.Calls, Is.EqualTo(new[] { connect, listen }));
            Assert.That(connected.Error, Is.EqualTo(TcpError.EConnRefused));
            Assert.That(listening.Error, Is.EqualTo(TcpError.EAcces));
        }
    }

    [TestCase("gen_tcp")]
    [TestCase("Socket")]
    [TestCase("")]
    public async Task An_unknown_backend_in_a_call_is_refused(string name)
    {
        await using ServiceProvider provider = Build(TestServices.Configuration());
        var backend = provider.GetRequiredService<ITcpBackend>();
        var options = new TcpSocketOptions { Backend = name };

        using (Assert.EnterMultipleScope())
        {
            string message = $"Backend (inet_backend) is '{name}'; allowed: inet, socket. (Parameter 'options')";
            Assert.That(
                async () => await backend.ConnectAsync(Server, options),
                Throws.ArgumentException.With.Message.EqualTo(message));
            Assert.That(
                async () => await backend.ListenAsync(0, options),
                Throws.ArgumentException.With.Message.EqualTo(message));
            Assert.That(_inet.Calls, Is.Empty);
            Assert.That(_socket.Calls, Is.Empty);
        }
    }

    [Test]
    public async Task The_environment_wins_over_the_file_it_is_added_after()
    {
        string prefix = $"TEST_{Guid.NewGuid():N}_";
        Environment.SetEnvironmentVariable($"{prefix}inet_backend", "socket");
        Environment.SetEnvironmentVariable($"{prefix}inet_default_listen_options__backlog", "7");
        IConfigurationRoot configuration = new ConfigurationBuilder()
            .AddConfiguration(TestServices.Json("""
                { "inet_backend": "inet", "inet_default_listen_options": { "backlog": 6, "nodelay": true } }
                """))
            .AddEnvironmentVariables(prefix)
            .Build();
        await using ServiceProvider provider = Build(configuration);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(provider.GetRequiredService<ITcpBackend>().Name, Is.EqualTo("socket"));
            Assert.That(
                (await TestServices.SettingsAsync(configuration)).ListenDefaults,
                Is.EqualTo(new TcpSocketOptions { Backlog = 7, NoDelay = true }));
        }
    }

    [Test]
    public async Task A_change_of_the_configuration_after_the_start_does_not_apply()
    {
        IConfigurationRoot configuration = TestServices.Configuration(("inet_backend", "socket"));
        await using ServiceProvider provider = Build(configuration);
        await provider.GetRequiredService<ITcpBackend>().ListenAsync(0);

        configuration["inet_backend"] = "inet";
        configuration.Reload();
        await provider.GetRequiredService<ITcpBackend>().ListenAsync(0);

        Assert.That(_socket.Calls, Has.Count.EqualTo(2));
    }

    private ServiceProvider Build(IConfiguration configuration) => new ServiceCollection()
        .AddKeyedSingleton<ITcpBackend>(TcpBackendNames.Inet, _inet)
        .AddKeyedSingleton<ITcpBackend>(TcpBackendNames.Socket, _socket)
        .AddTcpBackends(configuration)
        .BuildServiceProvider();
}
