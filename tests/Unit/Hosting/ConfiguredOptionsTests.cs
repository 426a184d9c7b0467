using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TcpBackends.Framing;
using TcpBackends.Tests.Unit.Hosting.Fakes;

namespace TcpBackends.Tests.Unit.Hosting;

internal sealed class ConfiguredOptionsTests
{
    [Test]
    public async Task Keys_are_the_erlang_names()
    {
        IConfigurationRoot configuration = TestServices.Json("""
            {
              "inet_default_listen_options": {
                "family": "inet6", "ip": "::1", "port": 5678, "backlog": 128, "packet": 4, "packet_size": 1000,
                "buffer": 4096, "recbuf": 10000, "sndbuf": 20000, "nodelay": true, "keepalive": true, "reuseaddr": true,
                "linger": 5, "send_timeout": 30000, "send_timeout_close": true, "high_watermark": 16384,
                "low_watermark": 1024, "delay_send": true, "exit_on_close": false, "show_econnreset": true,
                "high_msgq_watermark": 5000, "low_msgq_watermark": 500, "tos": 16, "tclass": 8, "priority": 5, "ttl": 33, "recvtos": true,
                "recvtclass": true, "recvttl": true, "ipv6_v6only": true, "bind_to_device": "lo", "raw": "6:8:1e000000",
                "netns": "/run/netns/blue", "tcp_module": "inet6_tcp", "user_timeout": 5000, "keepidle": 60, "keepintvl": 10,
                "keepcnt": 5, "reuseport": true, "cork": true
              },
              "inet_default_connect_options": {
                "family": "local", "local": "/run/app.sock", "linger": false, "packet": "raw", "send_timeout": "infinity"
              }
            }
            """);

        TcpBackendSettings settings = await TestServices.SettingsAsync(configuration);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(settings.ListenDefaults, Is.EqualTo(new TcpSocketOptions
            {
                Family = TcpAddressFamily.Inet6,
                LocalAddress = IPAddress.IPv6Loopback,
                LocalPort = 5678,
                Backlog = 128,
                Packet = PacketType.Length4,
                PacketSize = 1000,
                Buffer = 4096,
                ReceiveBuffer = 10000,
                SendBuffer = 20000,
                NoDelay = true,
                KeepAlive = true,
                ReuseAddress = true,
                Linger = new TcpLinger(true, 5),
                SendTimeout = TimeSpan.FromSeconds(30),
                SendTimeoutClose = true,
                HighWatermark = 16384,
                LowWatermark = 1024,
                DelaySend = true,
                ExitOnClose = false,
                ShowEconnreset = true,
                HighMessageQueueWatermark = 5000,
                LowMessageQueueWatermark = 500,
                TypeOfService = 16,
                TrafficClass = 8,
                Priority = 5,
                TimeToLive = 33,
                ReceiveTypeOfService = true,
                ReceiveTrafficClass = true,
                ReceiveTimeToLive = true,
                V6Only = true,
                BindToDevice = "lo",
                Raw = [new TcpRawOption(6, 8, new byte[] { 30, 0, 0, 0 })],
                NetworkNamespace = "/run/netns/blue",
                AddressModule = TcpAddressModules.Inet6,
                UserTimeout = TimeSpan.FromSeconds(5),
                KeepAliveIdle = TimeSpan.FromSeconds(60),
                KeepAliveInterval = TimeSpan.FromSeconds(10),
                KeepAliveCount = 5,
                ReusePort = true,
                Cork = true,
            }));
            Assert.That(settings.ConnectDefaults, Is.EqualTo(new TcpSocketOptions
            {
                Family = TcpAddressFamily.Local,
                LocalPath = "/run/app.sock",
                Linger = TcpLinger.Off,
                Packet = PacketType.Raw,
                SendTimeout = Timeout.InfiniteTimeSpan,
            }));
        }
    }

    [TestCase("ReuseAddress", "true")]
    [TestCase("reuseaddress", "True")]
    [TestCase("REUSEADDR", "TRUE")]
    public async Task Keys_may_be_the_property_names_in_any_case(string key, string value)
    {
        TcpBackendSettings settings = await TestServices.SettingsAsync(
            TestServices.Configuration(($"Inet_Default_Connect_Options:{key}", value)));

        Assert.That(settings.ConnectDefaults, Is.EqualTo(new TcpSocketOptions { ReuseAddress = true }));
    }

    [TestCase("ip")]
    [TestCase("ifaddr")]
    [TestCase("LocalAddress")]
    public async Task The_local_address_has_three_names(string key)
    {
        TcpBackendSettings settings = await TestServices.SettingsAsync(
            TestServices.Configuration(($"inet_default_connect_options:{key}", "127.0.0.1")));

        Assert.That(settings.ConnectDefaults.LocalAddress, Is.EqualTo(IPAddress.Loopback));
    }

    [Test]
    public async Task Nothing_configured_changes_nothing(
        [Values("{}", """{ "inet_default_connect_options": {}, "inet_default_listen_options": [] }""",
            """{ "inet_backend": null, "inet_default_connect_options": { "nodelay": null } }""")] string json)
    {
        Assert.That(await TestServices.SettingsAsync(TestServices.Json(json)), Is.EqualTo(new TcpBackendSettings()));
    }

    [Test]
    public async Task A_section_of_a_larger_configuration_will_do()
    {
        IConfigurationRoot whole = TestServices.Configuration(("Network:inet_default_connect_options:buffer", "1"));

        TcpBackendSettings settings = await TestServices.SettingsAsync(whole.GetSection("Network"));

        Assert.That(settings.ConnectDefaults.Buffer, Is.EqualTo(1));
    }

    [TestCase("active", "true")]
    [TestCase("Active", "nonsense")]
    public async Task Active_is_ignored_and_the_log_says_so(string key, string value)
    {
        using var loggerFactory = new FakeLoggerFactory();

        TcpBackendSettings settings = await TestServices.SettingsAsync(
            TestServices.Configuration(($"inet_default_listen_options:{key}", value)),
            services => services.AddSingleton<ILoggerFactory>(loggerFactory));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(settings.ListenDefaults, Is.EqualTo(TcpSocketOptions.Default));
            (LogLevel level, string message) = loggerFactory.Messages.Single();
            Assert.That(level, Is.EqualTo(LogLevel.Debug));
            Assert.That(message, Does.StartWith($"inet_default_listen_options:{key} is ignored, as in OTP"));
        }
    }

    [Test]
    public async Task The_file_at_the_root_of_the_repository_is_valid()
    {
        IConfigurationRoot configuration = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"))
            .Build();

        TcpBackendSettings settings = await TestServices.SettingsAsync(configuration);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(settings.ConnectDefaults, Is.EqualTo(new TcpSocketOptions { NoDelay = true }));
            Assert.That(
                settings.ListenDefaults, Is.EqualTo(new TcpSocketOptions { NoDelay = true, ReuseAddress = true }));
        }
    }
}
