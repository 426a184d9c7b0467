using System.Net;

namespace TcpBackends.Tests.Conformance.Differences;

/// <summary>Options that the operating system keeps, and those that say how a socket is opened.</summary>
[Platform(Include = "Linux", Reason = "Other systems refuse other values.")]
public abstract class SystemOptionDifferences(BackendUnderTest subject) : DifferenceSuite(subject)
{
    private const string ByTheSystem = "RefusedOptionsSuite.By_the_system";
    private const string Table = "OptionTableSuite.The_default";
    private const int Tcp = 6;
    private const int Linger2 = 8;

    private SocketDirectory _directory = null!;

    [SetUp]
    public void CreateDirectory() => _directory = Keep(new SocketDirectory());

    [Test]
    [Difference("Set `ttl` 0; connect with it; listen with it", ByTheSystem)]
    public Task Ttl_0() => ShowsRefusalAsync(TcpOptions.TimeToLive.With(0));

    [Test]
    [Difference("The same with `bind_to_device` to a device that does not exist", ByTheSystem)]
    public Task No_such_device() => ShowsRefusalAsync(TcpOptions.BindToDevice.With("nosuchdev0"));

    [Test]
    [Difference("The same with `tclass` 8, on IPv4", ByTheSystem)]
    public Task Traffic_class_on_IPv4() => ShowsRefusalAsync(TcpOptions.TrafficClass.With(8));

    [Test]
    [Difference("The same with `recvtclass`, on IPv4", ByTheSystem)]
    public Task Keeping_the_traffic_class_on_IPv4() => ShowsRefusalAsync(TcpOptions.ReceiveTrafficClass.With(true));

    [Test]
    [Difference("The same with a `raw` option that does not exist", "RawOptionsSuite.Refused_at_connect_and_listen")]
    public Task Unknown_raw() => ShowsRefusalAsync(TcpOptions.RawOf(Tcp, 9999).With(new byte[4]));

    [Test]
    [Difference("Set a `raw` option with a value that is too short", "RawOptionsSuite.A_value_that_is_too_short")]
    public async Task Short_raw() => Shows(Words.Of((await PairAsync()).Socket.Options.Set(TcpOptions.RawOf(Tcp, Linger2), new byte[1])));

    [Test]
    [Difference("Get a `raw` option into 0 bytes, into 70,000 bytes", "RawOptionsSuite.A_size_of_nothing", "RawOptionsSuite.A_large_size")]
    public async Task Sizes_of_raw()
    {
        ITcpOptionAccess options = (await PairAsync()).Socket.Options;

        Shows($"{Words.Of(options.Get(TcpOptions.RawOf(Tcp, Linger2, 0)))}; {Words.Of(options.Get(TcpOptions.RawOf(Tcp, Linger2, 70_000)))}");
    }

    [Test]
    [Difference("Set `tos`, `ttl` on a Unix-domain socket", "KernelOptionsSuite.Changed_later")]
    public async Task Options_of_IP_on_a_Unix_domain_socket()
    {
        ITcpOptionAccess options = (await LocalSocketAsync()).Options;

        Shows($"{Words.Of(options.Set(TcpOptions.TypeOfService, 16))}; {Words.Of(options.Set(TcpOptions.TimeToLive, 33))}");
    }

    [Test]
    [Difference("Get `pktoptions` on a Unix-domain socket", "PacketOptionsSuite.A_Unix_domain_socket_has_none")]
    public async Task Packet_options_of_a_Unix_domain_socket() =>
        Shows(Words.Of((await LocalSocketAsync()).Options.Get(TcpOptions.PacketOptions)));

    [Test]
    [Difference("Get `pktoptions` on IPv6", "PacketOptionsSuite.IPv6_has_the_traffic_class")]
    public async Task Packet_options_of_IPv6()
    {
        RawListener listener = OpenRawListener(new IPEndPoint(IPAddress.IPv6Loopback, 0));

        Shows(Words.Of((await ConnectAsync(listener.LocalEndPoint)).Options.Get(TcpOptions.PacketOptions)));
    }

    [Test]
    [Difference("Get `fd`", Table)]
    public async Task The_descriptor() => Shows(Words.Of((await PairAsync()).Socket.Options.Get(TcpOptions.Descriptor)));

    [Test]
    [Difference("Get `ip`", Table)]
    public async Task The_address() => Shows(Words.Of((await PairAsync()).Socket.Options.Get(TcpOptions.LocalAddress)));

    [Test]
    [Difference("Get `tcp_module`", Table)]
    public async Task The_module() => Shows(Words.Of((await PairAsync()).Socket.Options.Get(TcpOptions.AddressModule)));

    [Test]
    [Difference("Get `netns`, which was not given; set it", Table, "OptionTableSuite.Changing_it")]
    public async Task The_namespace()
    {
        ITcpOptionAccess options = (await PairAsync()).Socket.Options;
        string found = Words.Of(options.Get(TcpOptions.NetworkNamespace));

        Shows($"{found}; {Words.Of(options.Set(TcpOptions.NetworkNamespace, "/proc/self/ns/net"))}");
    }

    [Test]
    [Difference("Set `high_msgq_watermark` 100; get it", "RuntimeOptionsSuite.high_msgq_watermark_takes_the_low_one_with_it")]
    public async Task The_message_queue()
    {
        ITcpOptionAccess options = (await PairAsync()).Socket.Options;
        string set = Words.Of(options.Set(TcpOptions.HighMessageQueueWatermark, 100));

        Shows($"{set}; {Words.OfValue(options.Get(TcpOptions.HighMessageQueueWatermark))}");
    }

    [Test]
    [Difference(
        "A client waits; set `nodelay`, `keepalive`, `tos` 16 of the listener; accept; get them",
        "InheritanceSuite.tos_ttl_and_what_is_kept_of_packets_too")]
    public async Task Options_copied_by_accept()
    {
        ITcpListener listener = await ListenAsync();
        await ConnectRawAsync(AddressOf(listener));
        await KernelTcp.BacklogAsync(AddressOf(listener), 1, Token);
        TcpOptionSetting[] settings =
            [TcpOptions.NoDelay.With(true), TcpOptions.KeepAlive.With(true), TcpOptions.TypeOfService.With(16)];
        Outcome.Ok(listener.Options.Set(settings), "setopts");

        ITcpOptionAccess options = (await AcceptAsync(listener)).Options;

        Shows(
            $"{Words.OfValue(options.Get(TcpOptions.NoDelay))}, {Words.OfValue(options.Get(TcpOptions.KeepAlive))}, "
            + Words.OfValue(options.Get(TcpOptions.TypeOfService)));
    }

    [Test]
    [Difference("Listen on a Unix-domain path with `keepalive`; accept; get it", "InheritedOptionsSuite.Given_at_listen")]
    public async Task Options_of_a_Unix_domain_listener()
    {
        ITcpListener listener = await ListenAsync(new TcpSocketOptions { LocalPath = _directory.PathOf("l"), KeepAlive = true });
        await ConnectRawAsync(AddressOf(listener));

        Shows(Words.OfValue((await AcceptAsync(listener)).Options.Get(TcpOptions.KeepAlive)));
    }

    [Test]
    [Difference(
        "The peer shuts down writing; `recv`; set `tos`, set `nodelay`", "EndedOptionsSuite.After_the_end_of_the_stream_was_told")]
    public async Task Set_after_the_end()
    {
        ConnectedPair pair = await PairAsync();
        await pair.PeerSendsFinAsync(Token);
        Outcome.Is(await pair.Socket.ReceiveAsync(0, null, Token), TcpError.Closed, "recv: FIN");

        Shows(
            $"{Words.Of(pair.Socket.Options.Set(TcpOptions.TypeOfService, 16))}; "
            + Words.Of(pair.Socket.Options.Set(TcpOptions.NoDelay, true)));
    }

    private async Task ShowsRefusalAsync(TcpOptionSetting setting)
    {
        RawListener listener = OpenRawListener();
        ITcpSocket socket = await ConnectAsync(listener.LocalEndPoint);
        TcpSocketOptions options = setting.AddTo(TcpSocketOptions.Default);
        string set = Words.Of(setting.ApplyTo(socket.Options));
        string connected = await Words.OfRaisingAsync(
            async () => Words.Of(Kept(await Backend.ConnectAsync(listener.LocalEndPoint, options, null, Token))));
        TcpResult<ITcpListener> listening = await Backend.ListenAsync(0, options with { LocalAddress = IPAddress.Loopback }, Token);

        Shows($"{set}; {connected}; {Words.Of(Kept(listening))}");
    }

    private async Task<ITcpSocket> LocalSocketAsync()
    {
        await ListenAsync(new TcpSocketOptions { LocalPath = _directory.PathOf("s") });
        return await ConnectAsync(_directory.EndPointOf("s"));
    }

    private TcpResult<T> Kept<T>(TcpResult<T> opened)
        where T : IAsyncDisposable
    {
        if (opened.TryGetValue(out T? endpoint))
        {
            Keep(endpoint);
        }

        return opened;
    }
}

[TestFixture]
public sealed class InetSystemOptionDifferences() : SystemOptionDifferences(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketSystemOptionDifferences() : SystemOptionDifferences(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetSystemOptionDifferences() : SystemOptionDifferences(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketSystemOptionDifferences() : SystemOptionDifferences(BackendUnderTest.OtpSocket);
