using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TcpBackends.DirectSocket;
using TcpBackends.Hosting;
using TcpBackends.Hosting.Internal;
using TcpBackends.InetDriver;
using TcpBackends.Tests.Unit.Hosting.Fakes;

namespace TcpBackends.Tests.Unit.Hosting;

internal sealed class RegistrationTests
{
    private readonly ServiceCollection _services = new();

    [Test]
    public async Task Each_backend_has_its_name_as_key()
    {
        _services.AddTcpBackends(TestServices.Configuration());
        await using ServiceProvider provider = _services.BuildServiceProvider();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                provider.GetRequiredKeyedService<ITcpBackend>(TcpBackendNames.Inet), Is.TypeOf<InetDriverBackend>());
            Assert.That(
                provider.GetRequiredKeyedService<ITcpBackend>(TcpBackendNames.Socket), Is.TypeOf<DirectSocketBackend>());
            Assert.That(provider.GetKeyedService<ITcpBackend>("Inet"), Is.Null);
        }
    }

    [TestCase(null)]
    [TestCase(TcpBackendNames.Inet)]
    [TestCase(TcpBackendNames.Socket)]
    public async Task Backends_are_singletons(string? key)
    {
        _services.AddTcpBackends(TestServices.Configuration());
        await using ServiceProvider provider = _services.BuildServiceProvider();
        await using AsyncServiceScope scope = provider.CreateAsyncScope();

        var backend = provider.GetRequiredKeyedService<ITcpBackend>(key);

        Assert.That(scope.ServiceProvider.GetRequiredKeyedService<ITcpBackend>(key), Is.SameAs(backend));
    }

    [Test]
    public void Registering_the_same_configuration_again_adds_nothing()
    {
        IConfigurationRoot configuration = TestServices.Configuration();
        _services.AddTcpBackends(configuration);
        ServiceDescriptor[] once = [.. _services];

        _services.AddTcpBackends(configuration);

        Assert.That(_services, Is.EqualTo(once));
    }

    [Test]
    public void Registering_in_several_ways_adds_each_backend_once()
    {
        _services.AddTcpBackends(_ => { });
        _services.AddTcpBackends(TestServices.Configuration());
        _services.AddTcpBackends(TestServices.Configuration(), _ => { });

        Assert.That(
            _services.Where(service => service.ServiceType == typeof(ITcpBackend)).Select(service => service.ServiceKey),
            Is.EquivalentTo(new[] { null, TcpBackendNames.Inet, TcpBackendNames.Socket }));
    }

    [Test]
    public async Task Later_actions_apply_to_what_earlier_ones_set()
    {
        _services.AddTcpBackends(
            options => options.ConnectDefaults = new TcpSocketOptions { Buffer = 1, NoDelay = true });
        _services.AddTcpBackends(options => options.ConnectDefaults = options.ConnectDefaults with { Buffer = 2 });
        await using ServiceProvider provider = _services.BuildServiceProvider();

        Assert.That(
            provider.CreateBackendSettings().ConnectDefaults,
            Is.EqualTo(new TcpSocketOptions { Buffer = 2, NoDelay = true }));
    }

    [Test]
    public async Task An_action_wins_over_the_configuration_it_comes_with()
    {
        _services.AddTcpBackends(
            TestServices.Configuration(("inet_backend", "inet")),
            options => options.DefaultBackend = TcpBackendNames.Socket);
        await using ServiceProvider provider = _services.BuildServiceProvider();

        Assert.That(provider.GetRequiredService<ITcpBackend>().Name, Is.EqualTo(TcpBackendNames.Socket));
    }

    [Test]
    public async Task Registering_the_same_configuration_again_does_not_undo_an_action()
    {
        IConfigurationRoot configuration = TestServices.Configuration(("inet_backend", "inet"));
        _services.AddTcpBackends(configuration, options => options.DefaultBackend = TcpBackendNames.Socket);
        _services.AddTcpBackends(configuration);
        await using ServiceProvider provider = _services.BuildServiceProvider();

        Assert.That(provider.GetRequiredService<ITcpBackend>().Name, Is.EqualTo(TcpBackendNames.Socket));
    }

    [Test]
    public async Task A_second_configuration_adds_to_the_first_and_wins()
    {
        _services.AddTcpBackends(TestServices.Configuration(
            ("inet_default_connect_options:buffer", "1"), ("inet_default_connect_options:nodelay", "true")));
        _services.AddTcpBackends(TestServices.Configuration(("inet_default_connect_options:buffer", "2")));
        await using ServiceProvider provider = _services.BuildServiceProvider();

        Assert.That(
            provider.CreateBackendSettings().ConnectDefaults,
            Is.EqualTo(new TcpSocketOptions { Buffer = 2, NoDelay = true }));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_backend_that_is_registered_already_or_later_takes_the_place(bool already)
    {
        var replacement = new FakeBackend(TcpBackendNames.Socket);
        if (already)
        {
            _services.AddKeyedSingleton<ITcpBackend>(TcpBackendNames.Socket, replacement);
        }

        _services.AddTcpBackends(options => options.DefaultBackend = TcpBackendNames.Socket);
        if (!already)
        {
            _services.AddKeyedSingleton<ITcpBackend>(TcpBackendNames.Socket, replacement);
        }

        await using ServiceProvider provider = _services.BuildServiceProvider();
        await provider.GetRequiredService<ITcpBackend>().ListenAsync(0);

        Assert.That(replacement.Calls, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Clock_and_logger_factory_come_from_the_container()
    {
        var clock = new OtherTimeProvider();
        using var loggerFactory = new FakeLoggerFactory();

        TcpBackendSettings settings = await TestServices.SettingsAsync(
            TestServices.Configuration(),
            services => services.AddSingleton<TimeProvider>(clock).AddSingleton<ILoggerFactory>(loggerFactory));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(settings.TimeProvider, Is.SameAs(clock));
            Assert.That(settings.LoggerFactory, Is.SameAs(loggerFactory));
        }
    }

    [Test]
    public async Task Without_them_it_is_the_system_clock_and_no_log()
    {
        Assert.That(
            await TestServices.SettingsAsync(TestServices.Configuration()), Is.EqualTo(new TcpBackendSettings()));
    }

    [Test]
    public void Null_is_refused()
    {
        IConfigurationRoot configuration = TestServices.Configuration();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => _services.AddTcpBackends((IConfiguration)null!), Throws.ArgumentNullException);
            Assert.That(() => _services.AddTcpBackends((Action<TcpBackendsOptions>)null!), Throws.ArgumentNullException);
            Assert.That(() => _services.AddTcpBackends(null!, _ => { }), Throws.ArgumentNullException);
            Assert.That(() => _services.AddTcpBackends(configuration, null!), Throws.ArgumentNullException);
            Assert.That(
                () => ((IServiceCollection)null!).AddTcpBackends(configuration), Throws.ArgumentNullException);
            Assert.That(_services, Is.Empty);
        }
    }

    private sealed class OtherTimeProvider : TimeProvider;
}
