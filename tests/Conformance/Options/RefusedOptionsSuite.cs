using System.Net;

namespace TcpBackends.Tests.Conformance.Options;

/// <summary>Values that only the operating system can refuse, and what comes of values that it bends: semantics 2, 3 and 15.</summary>
[Platform(Include = "Linux", Reason = "Other systems refuse other values.")]
public abstract class RefusedOptionsSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    private static IEnumerable<TestCaseData> Refused =>
    [
        new TestCaseData(TcpOptions.TimeToLive.With(0), TcpError.EInval).SetArgDisplayNames("ttl 0"),
        new TestCaseData(TcpOptions.BindToDevice.With("nosuchdev0"), TcpError.ENoDev).SetArgDisplayNames("bind_to_device nosuchdev0"),
        new TestCaseData(TcpOptions.TrafficClass.With(8), TcpError.ENoProtoOpt).SetArgDisplayNames("tclass 8"),
        new TestCaseData(TcpOptions.ReceiveTrafficClass.With(true), TcpError.ENoProtoOpt).SetArgDisplayNames("recvtclass"),
    ];

    private static IEnumerable<TestCaseData> Bent =>
    [
        new TestCaseData(TcpOptions.TypeOfService.With(256), 0, false).SetArgDisplayNames("tos 256"),
        new TestCaseData(TcpOptions.TypeOfService.With(-1), 252, false).SetArgDisplayNames("tos -1"),
        new TestCaseData(TcpOptions.TimeToLive.With(-1), null, false).SetArgDisplayNames("ttl -1"),
        new TestCaseData(TcpOptions.Priority.With(-1), -1, true).SetArgDisplayNames("priority -1"),
        new TestCaseData(TcpOptions.ReceiveBuffer.With(-1), null, false).SetArgDisplayNames("recbuf -1"),
        new TestCaseData(TcpOptions.SendBuffer.With(-1), null, false).SetArgDisplayNames("sndbuf -1"),
    ];

    [TestCaseSource(nameof(Bent))]
    [Deviation("Values that the kernel bends")]
    public async Task What_the_kernel_would_bend_is_out_of_range(TcpOptionSetting setting, int? bentTo, bool needsPrivilege)
    {
        ArgumentNullException.ThrowIfNull(setting);
        ConnectedPair pair = await PairAsync();
        object before = OptionReader.Read(pair.Socket.Options, setting.Option);

        TcpResult result = setting.ApplyTo(pair.Socket.Options);

        bool isBent = Expect.Deviations.KernelBendsValues;
        bool isAllowed = !needsPrivilege || Environment.IsPrivilegedProcess;
        Outcome.Is(
            result, !isBent ? TcpError.EInval : isAllowed ? TcpError.None : Expect.Options.Refused(TcpError.EPerm), $"setopts {setting.Option}");
        if (!isBent || !isAllowed)
        {
            Assert.That(OptionReader.Read(pair.Socket.Options, setting.Option), Is.EqualTo(before), "it is as it was");
        }
        else if (bentTo is { } value)
        {
            Assert.That(OptionReader.Read(pair.Socket.Options, setting.Option), Is.EqualTo(value), "what the kernel made of it");
        }
        else
        {
            Assert.That(OptionReader.Read(pair.Socket.Options, setting.Option), Is.GreaterThan(0), "what the kernel made of it");
        }
    }

    [TestCaseSource(nameof(Refused))]
    public async Task By_the_system(TcpOptionSetting setting, TcpError reason)
    {
        ArgumentNullException.ThrowIfNull(setting);
        RawListener listener = OpenRawListener();
        ITcpSocket socket = await ConnectAsync(listener.LocalEndPoint);
        object before = OptionReader.Read(socket.Options, setting.Option);
        TcpSocketOptions options = setting.AddTo(TcpSocketOptions.Default);

        Outcome.Is(setting.ApplyTo(socket.Options), Expect.Options.Refused(reason), $"setopts {setting.Option}");
        Assert.That(OptionReader.Read(socket.Options, setting.Option), Is.EqualTo(before), "it is as it was");
        await Expect.Options.RefusedAtConnect(reason).AssertAsync(
            () => Backend.ConnectAsync(listener.LocalEndPoint, options, null, Token).AsTask(), $"connect with {setting.Option}");
        Outcome.Is(await Backend.ListenAsync(0, options, Token), Expect.Options.Refused(reason), $"listen with {setting.Option}");
    }

    [Test]
    public async Task The_two_low_bits_of_tos_are_the_kernel_s()
    {
        ConnectedPair pair = await PairAsync();

        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.TypeOfService, 255), "setopts tos");

        Outcome.Same(pair.Socket.Options.Get(TcpOptions.TypeOfService), 252, "getopts tos");
    }

    [Test]
    public async Task tos_leaves_priority_as_it_is()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Priority = 3, TypeOfService = 16 });
        Outcome.Same(pair.Socket.Options.Get(TcpOptions.Priority), 3, "both given at connect");

        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.TypeOfService, 8), "setopts tos");

        Outcome.Same(pair.Socket.Options.Get(TcpOptions.Priority), 3, "tos alone changes no priority");
    }

    [Test]
    public async Task ipv6_v6only_is_not_for_connect()
    {
        RawListener listener = OpenRawListener(new IPEndPoint(IPAddress.IPv6Loopback, 0));

        await Assert.ThatAsync(
            () => Backend.ConnectAsync(listener.LocalEndPoint, new TcpSocketOptions { V6Only = true }, null, Token).AsTask(),
            Throws.ArgumentException);
    }

    [Test]
    public async Task ipv6_v6only_says_whether_a_listener_takes_clients_of_IPv4([Values] bool only)
    {
        int port = Loopback.UnusedPort();
        ITcpListener listener = await ListenAsync(
            new TcpSocketOptions { LocalAddress = IPAddress.IPv6Any, LocalPort = port, ReuseAddress = true, V6Only = only });
        Outcome.Same(listener.Options.Get(TcpOptions.V6Only), only, "getopts ipv6_v6only");

        if (only)
        {
            Outcome.Is(
                await Backend.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), null, null, Token),
                TcpError.EConnRefused,
                "ipv6_v6only true: no clients of IPv4");
            return;
        }

        await ConnectRawAsync(new IPEndPoint(IPAddress.Loopback, port));
        ITcpSocket accepted = await AcceptAsync(listener);
        var client = (IPEndPoint)Outcome.Ok(accepted.RemoteEndPoint, "peername");
        Assert.That(client.Address, Is.EqualTo(IPAddress.Loopback.MapToIPv6()), "a client of IPv4 has a mapped address");
    }

    [Test]
    public async Task A_listener_of_IPv4_and_one_of_IPv6_alone_share_a_port()
    {
        int port = Loopback.UnusedPort();
        await ListenAsync(new TcpSocketOptions { LocalAddress = IPAddress.Any, LocalPort = port });
        var options = new TcpSocketOptions { LocalAddress = IPAddress.IPv6Any, V6Only = true };

        Keep(Outcome.Ok(await Backend.ListenAsync(port, options, Token), "listen on the same port, IPv6 only"));
    }

    [Test]
    public async Task ipv6_v6only_cannot_be_changed_after_listen()
    {
        // Bound to a single address, the kernel turns it on by itself.
        ITcpListener listener = await ListenAsync(new TcpSocketOptions { LocalAddress = IPAddress.IPv6Any });

        Outcome.Is(listener.Options.Set(TcpOptions.V6Only, true), TcpError.EInval, "setopts ipv6_v6only");
        Outcome.Same(listener.Options.Get(TcpOptions.V6Only), false, "it is as it was");
    }

    [Test]
    public async Task pktoptions_cannot_be_set()
    {
        ConnectedPair pair = await PairAsync();

        Outcome.Is(pair.Socket.Options.Set(TcpOptions.PacketOptions, default), TcpError.EInval, "setopts pktoptions");
    }
}

[TestFixture]
public sealed class InetRefusedOptions() : RefusedOptionsSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketRefusedOptions() : RefusedOptionsSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetRefusedOptions() : RefusedOptionsSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketRefusedOptions() : RefusedOptionsSuite(BackendUnderTest.OtpSocket);
