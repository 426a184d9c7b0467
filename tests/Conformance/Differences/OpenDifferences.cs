using System.Net;

namespace TcpBackends.Tests.Conformance.Differences;

/// <summary>Connecting, listening and accepting.</summary>
public abstract class OpenDifferences(BackendUnderTest subject) : DifferenceSuite(subject)
{
    private const string NoDelay = "`nodelay` is not supported for a local address: `enotsup` on `socket`, ignored on `inet`";

    private SocketDirectory _directory = null!;

    private TcpSocketOptions AtPath => new() { LocalPath = _directory.PathOf("s") };

    [SetUp]
    public void CreateDirectory() => _directory = Keep(new SocketDirectory());

    [Test]
    [Difference("Listen on a Unix-domain path with `nodelay`", "LocalOptionsSuite.nodelay_at_listen", Manual = NoDelay)]
    public async Task nodelay_at_listen() =>
        Shows(Words.Of(Kept(await Backend.ListenAsync(0, AtPath with { NoDelay = true }, Token))));

    [Test]
    [Difference("Connect to a Unix-domain path with `nodelay`", "LocalOptionsSuite.nodelay_at_connect", Manual = NoDelay)]
    public async Task nodelay_at_connect()
    {
        await ListenAsync(AtPath);

        Shows(await ConnectsAsync(_directory.EndPointOf("s"), new TcpSocketOptions { NoDelay = true }));
    }

    [Test]
    [Difference(
        "Set `nodelay` on a Unix-domain socket", "LocalOptionsSuite.nodelay_of_a_connection", Manual = NoDelay)]
    public async Task nodelay_later()
    {
        await ListenAsync(AtPath);
        ITcpSocket socket = await ConnectAsync(_directory.EndPointOf("s"));

        Shows(Words.Of(socket.Options.Set(TcpOptions.NoDelay, true)));
    }

    [Test]
    [Difference(
        "Connect from a Unix-domain path of 108 bytes",
        "LocalSuite.A_path_has_at_most_107_bytes",
        Manual = "The length is limited by the system",
        Deviation = "A Unix-domain path of more than 107 bytes")]
    public async Task A_path_that_is_too_long()
    {
        await ListenAsync(AtPath);
        var options = new TcpSocketOptions { LocalPath = "/" + new string('x', 107) };

        Shows(await Words.OfRaisingAsync(() => ConnectsAsync(_directory.EndPointOf("s"), options)));
    }

    [Test]
    [Difference(
        "Connect to a Unix-domain path with `{ip, {127,0,0,1}}`",
        "LocalSuite.A_path_and_an_Internet_address_do_not_go_together",
        Deviation = "A Unix-domain path together with an Internet address")]
    public async Task A_path_and_an_Internet_address()
    {
        await ListenAsync(AtPath);
        var options = new TcpSocketOptions { LocalAddress = IPAddress.Loopback };

        Shows(await Words.OfRaisingAsync(() => ConnectsAsync(_directory.EndPointOf("s"), options)));
    }

    [Test]
    [Difference("Connect to a name with a blank in it", "ConnectSuite.t_connect_bad_name_is_refused")]
    public async Task A_name_that_is_none() =>
        Shows(await Words.OfRaisingAsync(() => ConnectsAsync(new DnsEndPoint("a b", 1))));

    [Test]
    [Difference(
        "Connect with timeout 0 to somebody who listens, 20 times",
        "ConnectTimeoutSuite.Timeout_0_tries_once",
        Deviation = "Connect with timeout zero",
        VariesOn = "OTP inet")]
    public async Task Timeout_0()
    {
        RawListener listener = OpenRawListener();
        var results = new HashSet<string>();
        for (int i = 0; i < 20; i++)
        {
            results.Add(await ConnectsAsync(listener.LocalEndPoint, timeout: TimeSpan.Zero));
        }

        Shows(results.Contains("ok") ? "connects" : string.Join(", ", results));
    }

    [Test]
    [Difference(
        "Connect with `buffer` 0",
        "ConnectSuite.t_connect_bad_option_throws_before_connecting",
        Deviation = "Values out of range on `inet`; Nonsense as the value of an option")]
    public async Task A_value_out_of_range()
    {
        RawListener listener = OpenRawListener();

        Shows(await Words.OfRaisingAsync(() => ConnectsAsync(listener.LocalEndPoint, new TcpSocketOptions { Buffer = 0 })));
    }

    [Test]
    [Difference(
        "Listen on an IPv4 address with `inet6`",
        "ListenSuite.An_address_of_the_other_family_is_refused")]
    public async Task An_address_of_the_other_family()
    {
        var options = new TcpSocketOptions { Family = TcpAddressFamily.Inet6, LocalAddress = IPAddress.Loopback };

        Shows(await Words.OfRaisingAsync(() => ListensAsync(0, options)));
    }

    [Test]
    [Difference(
        "Listen on port 65536",
        "ListenSuite.A_port_out_of_range_throws",
        Manual = "A port is a number from 0 to 65535",
        Deviation = "Ports outside 0 to 65535")]
    public async Task A_port_out_of_range() =>
        Shows(await Words.OfRaisingAsync(() => ListensAsync(65536, new TcpSocketOptions { LocalAddress = IPAddress.Loopback })));

    [Test]
    [Difference(
        "A client waits; accept with timeout 0",
        "AcceptSuite.Timeout_0_takes_a_connection_that_is_there",
        Manual = "`timeout` if no connection is established within the time",
        Deviation = "Accept with timeout zero")]
    public async Task Accept_with_timeout_0()
    {
        ITcpListener listener = await ListenAsync();
        await ConnectRawAsync(AddressOf(listener));
        await KernelTcp.BacklogAsync(AddressOf(listener), 1, Token);

        Shows(Words.Of(Kept(await listener.AcceptAsync(TimeSpan.Zero, Token))));
    }

    [Test]
    [Difference(
        "Accept with a negative timeout, then a client comes",
        "AcceptSuite.A_negative_timeout_throws",
        Manual = "A timeout is 0 or more milliseconds, or `infinity`",
        Deviation = "Negative timeouts")]
    public async Task Accept_with_a_negative_timeout()
    {
        ITcpListener listener = await ListenAsync();
        Shows(await Words.OfRaisingAsync(async () =>
        {
            Task<TcpResult<ITcpSocket>> accepting = listener.AcceptAsync(TimeSpan.FromMilliseconds(-2), Token).AsTask();
            string at = accepting.IsCompleted ? "at once" : "waits";
            await ConnectRawAsync(AddressOf(listener));
            return $"{at}, {Words.Of(Kept(await accepting))}";
        }));
    }

    private async Task<string> ConnectsAsync(EndPoint remote, TcpSocketOptions? options = null, TimeSpan? timeout = null) =>
        Words.Of(Kept(await Backend.ConnectAsync(remote, options, timeout, Token)));

    private async Task<string> ListensAsync(int port, TcpSocketOptions options) =>
        Words.Of(Kept(await Backend.ListenAsync(port, options, Token)));

    private TcpResult<T> Kept<T>(TcpResult<T> result)
        where T : IAsyncDisposable
    {
        if (result.TryGetValue(out T? opened))
        {
            Keep(opened);
        }

        return result;
    }
}

[TestFixture]
public sealed class InetOpenDifferences() : OpenDifferences(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketOpenDifferences() : OpenDifferences(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetOpenDifferences() : OpenDifferences(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketOpenDifferences() : OpenDifferences(BackendUnderTest.OtpSocket);
