using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using TcpBackends.Hosting;

namespace TcpBackends.Tests.Unit.Hosting;

internal sealed class ValidationTests
{
    private const string PacketTypes =
        "raw, 0, 1, 2, 4, sunrm, asn1, cdr, fcgi, tpkt, line, http, http_bin, httph, httph_bin";

    private const string ConnectOptions =
        "family, ip, port, local, netns, tcp_module, mode, header, deliver, packet, packet_size, line_delimiter, buffer, recbuf, sndbuf, nodelay, "
        + "keepalive, reuseaddr, "
        + "linger, send_timeout, send_timeout_close, high_watermark, low_watermark, high_msgq_watermark, low_msgq_watermark, delay_send, "
        + "exit_on_close, show_econnreset, tos, tclass, priority, ttl, recvtos, recvtclass, recvttl, bind_to_device, user_timeout, keepidle, "
        + "keepintvl, keepcnt, reuseport, cork, raw";

    private const string ListenOptions =
        "family, ip, port, local, backlog, netns, tcp_module, mode, header, deliver, packet, packet_size, buffer, recbuf, sndbuf, nodelay, keepalive, reuseaddr, "
        + "linger, send_timeout, send_timeout_close, high_watermark, low_watermark, high_msgq_watermark, low_msgq_watermark, delay_send, "
        + "exit_on_close, show_econnreset, tos, tclass, priority, ttl, recvtos, recvtclass, recvttl, ipv6_v6only, bind_to_device, user_timeout, "
        + "keepidle, keepintvl, keepcnt, reuseport, cork, raw";

    [TestCase("inet_backend", "gen_tcp", "allowed: inet, socket")]
    [TestCase("inet_backend", "Inet", "allowed: inet, socket")]
    [TestCase("inet_backend", "", "allowed: inet, socket")]
    [TestCase("inet_default_connect_options", "nodelay", "allowed: a section of options and their values")]
    [TestCase("inet_default_connect_options:nodly", "true", $"no such option here; allowed: {ConnectOptions}")]
    [TestCase("inet_default_listen_options:nodly", "true", $"no such option here; allowed: {ListenOptions}")]
    [TestCase("inet_default_connect_options:backlog", "5", $"no such option here; allowed: {ConnectOptions}")]
    [TestCase("inet_default_listen_options:Backend", "inet", $"no such option here; allowed: {ListenOptions}")]
    [TestCase("inet_default_listen_options:inet_backend", "inet", $"no such option here; allowed: {ListenOptions}")]
    [TestCase("inet_default_listen_options:0", "nodelay", $"no such option here; allowed: {ListenOptions}")]
    [TestCase("inet_default_connect_options:family", "ipv6", "allowed: inet, inet6, local")]
    [TestCase("inet_default_connect_options:ip", "localhost", "allowed: an IPv4 or IPv6 address")]
    [TestCase("inet_default_connect_options:port", "65536", "allowed: a whole number from 0 to 65535")]
    [TestCase("inet_default_connect_options:local", "", "allowed: a path of 1 to 107 bytes")]
    [TestCase("inet_default_listen_options:backlog", "-1", "allowed: a whole number from 0 to 65535")]
    [TestCase("inet_default_listen_options:packet", "3", $"allowed: {PacketTypes}")]
    [TestCase("inet_default_connect_options:line_delimiter", "256", "allowed: a byte, 0 to 255")]
    [TestCase("inet_default_listen_options:line_delimiter", "10", $"no such option here; allowed: {ListenOptions}")]
    [TestCase("inet_default_listen_options:packet_size", "many", "allowed: a whole number from 0 to 2147483647")]
    [TestCase("inet_default_listen_options:buffer", "0", "allowed: a whole number from 1 to 67108864")]
    [TestCase("inet_default_listen_options:nodelay", "yes", "allowed: true, false")]
    [TestCase("inet_default_listen_options:linger", "true", "allowed: false, or seconds from 0 to 65535")]
    [TestCase(
        "inet_default_listen_options:send_timeout", "-1", "allowed: infinity, or milliseconds from 0 to 4294967294")]
    [TestCase("inet_default_listen_options:SendBuffer", "64k", "allowed: a whole number from 0 to 2147483647")]
    [TestCase("inet_default_listen_options:tcp_module", "my_tcp", "allowed: inet_tcp, inet6_tcp, local_tcp")]
    [TestCase("inet_default_listen_options:fd", "3", $"no such option here; allowed: {ListenOptions}")]
    [TestCase("inet_default_connect_options:fd", "3", $"no such option here; allowed: {ConnectOptions}")]
    [TestCase("inet_default_connect_options:netns", "", "allowed: the path of a network namespace")]
    [TestCase("inet_default_connect_options:keepidle", "0", "allowed: whole seconds from 1 to 32767")]
    [TestCase("inet_default_connect_options:user_timeout", "-1", "allowed: milliseconds from 0 to 2147483647")]
    [TestCase("inet_default_connect_options:quickack", "true", $"no such option here; allowed: {ConnectOptions}")]
    [TestCase("inet_default_listen_options:tos", "256", "allowed: a whole number from 0 to 255")]
    [TestCase("inet_default_connect_options:ttl", "-1", "allowed: a whole number from 0 to 255")]
    [TestCase("inet_default_connect_options:ipv6_v6only", "true", $"no such option here; allowed: {ConnectOptions}")]
    [TestCase("inet_default_connect_options:dontroute", "true", $"no such option here; allowed: {ConnectOptions}")]
    [TestCase("inet_default_listen_options:pktoptions", "", $"no such option here; allowed: {ListenOptions}")]
    [TestCase("inet_default_listen_options:high_msgq_watermark", "0", "allowed: a whole number from 1 to 2147483647")]
    [TestCase(
        "inet_default_listen_options:BindToDevice",
        "sixteen-letters-",
        "allowed: the name of a network device, of at most 15 bytes, or nothing")]
    [TestCase(
        "inet_default_listen_options:raw", "6:8:1", "allowed: level:option:value in hexadecimal, with blanks between several")]
    public void A_mistake_is_reported_with_key_value_and_what_is_allowed(string key, string value, string allowed)
    {
        Expect(FailuresOf((key, value)), $"{key} is '{value}' ({allowed})");
    }

    [Test]
    public void The_key_is_the_full_path()
    {
        IConfiguration section = TestServices.Configuration(("Network:Tcp:inet_backend", "x")).GetSection("Network:Tcp");

        Expect(
            FailuresOf(services => services.AddTcpBackends(section)),
            "Network:Tcp:inet_backend is 'x' (allowed: inet, socket)");
    }

    [Test]
    public void A_section_in_the_place_of_a_value_is_a_mistake()
    {
        Expect(
            FailuresOf(("inet_backend:x", "inet"), ("inet_default_listen_options:buffer:x", "1")),
            "inet_backend is a section (allowed: inet, socket)",
            "inet_default_listen_options:buffer is a section (allowed: a whole number from 1 to 67108864)");
    }

    [Test]
    public void An_unknown_option_is_a_mistake_even_without_a_value()
    {
        Expect(
            FailuresOf(("inet_default_listen_options:nodly", null)),
            $"inet_default_listen_options:nodly is null (no such option here; allowed: {ListenOptions})");
    }

    [Test]
    public void One_option_under_two_names_is_a_mistake()
    {
        Expect(
            FailuresOf(
                ("inet_default_connect_options:ifaddr", "127.0.0.1"), ("inet_default_connect_options:ip", "127.0.0.2")),
            "inet_default_connect_options:ip is '127.0.0.2' (the same option as ifaddr; allowed: one of the two)");
    }

    [Test]
    public void Mistakes_in_code_are_reported_too()
    {
        string[] failures = FailuresOf(services => services.AddTcpBackends(options =>
        {
            options.DefaultBackend = "gen_tcp";
            options.ConnectDefaults = new TcpSocketOptions { Backend = "inet", Backlog = 5, Buffer = 0, LocalPort = -1 };
            options.ListenDefaults = null!;
        }));

        Expect(
            failures,
            "DefaultBackend is 'gen_tcp' (allowed: inet, socket)",
            "ConnectDefaults.Backend is 'inet' (allowed: null; DefaultBackend selects the backend)",
            "ConnectDefaults: LocalPort (port) is -1; allowed: a whole number from 0 to 65535",
            "ConnectDefaults.Backlog is 5 (allowed only in ListenDefaults)",
            "ConnectDefaults: Buffer (buffer) is 0; allowed: a whole number from 1 to 67108864",
            "ListenDefaults is null (allowed: TcpSocketOptions.Default, or others)");
    }

    [Test]
    public void A_descriptor_for_every_socket_is_a_mistake()
    {
        Expect(
            FailuresOf(services => services.AddTcpBackends(options =>
            {
                options.ConnectDefaults = new TcpSocketOptions { Descriptor = 3 };
                options.ListenDefaults = new TcpSocketOptions { Descriptor = 4 };
            })),
            "ConnectDefaults.Descriptor is 3 (allowed: null; a descriptor is for one socket)",
            "ListenDefaults.Descriptor is 4 (allowed: null; a descriptor is for one socket)");
        Assert.That(
            () => new TcpBackendSettings { ConnectDefaults = new TcpSocketOptions { Descriptor = 3 } }, Throws.ArgumentException);
        Assert.That(
            () => new TcpBackendSettings { ListenDefaults = new TcpSocketOptions { Descriptor = 3 } }, Throws.ArgumentException);
    }

    [Test]
    public void No_default_backend_is_a_mistake()
    {
        Expect(
            FailuresOf(services => services.AddTcpBackends(options => options.DefaultBackend = null!)),
            "DefaultBackend is '' (allowed: inet, socket)");
    }

    [TestCase(null)]
    [TestCase(TcpBackendNames.Inet)]
    [TestCase(TcpBackendNames.Socket)]
    public async Task Every_way_to_a_backend_is_guarded(string? key)
    {
        await using ServiceProvider provider = new ServiceCollection()
            .AddTcpBackends(TestServices.Configuration(("inet_backend", "x")))
            .BuildServiceProvider();

        Assert.That(
            () => provider.GetRequiredKeyedService<ITcpBackend>(key),
            Throws.TypeOf<OptionsValidationException>()
                .With.Message.EqualTo("inet_backend is 'x' (allowed: inet, socket)"));
    }

    [Test, CancelAfter(30_000)]
    public async Task The_host_refuses_to_start_with_one_message_for_all_mistakes(CancellationToken watchdog)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["inet_backend"] = "x",
            ["inet_default_connect_options:buffer"] = "0",
            ["inet_default_listen_options:nodelay"] = "yes",
        });
        builder.Services.AddTcpBackends(builder.Configuration);
        using IHost host = builder.Build();

        Assert.That(
            async () => await host.StartAsync(watchdog),
            Throws.TypeOf<OptionsValidationException>().With.Message.EqualTo(
                "inet_backend is 'x' (allowed: inet, socket); "
                + "inet_default_connect_options:buffer is '0' (allowed: a whole number from 1 to 67108864); "
                + "inet_default_listen_options:nodelay is 'yes' (allowed: true, false)"));
    }

    [Test, CancelAfter(30_000)]
    public async Task The_host_uses_the_options_that_were_validated_at_its_start(CancellationToken watchdog)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddTcpBackends(builder.Configuration);
        using IHost host = builder.Build();
        await host.StartAsync(watchdog);

        builder.Configuration["inet_backend"] = "socket";

        Assert.That(host.Services.GetRequiredService<ITcpBackend>().Name, Is.EqualTo("inet"));
        await host.StopAsync(watchdog);
    }

    private static void Expect(string[] actual, params string[] expected) => Assert.That(actual, Is.EqualTo(expected));

    private static string[] FailuresOf(params (string Key, string? Value)[] entries) =>
        FailuresOf(services => services.AddTcpBackends(TestServices.Configuration(entries)));

    private static string[] FailuresOf(Action<IServiceCollection> configure)
    {
        var services = new ServiceCollection();
        configure(services);
        using ServiceProvider provider = services.BuildServiceProvider();
        var exception = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<ITcpBackend>());
        return [.. exception!.Failures];
    }
}
