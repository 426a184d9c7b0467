using System.Buffers.Binary;
using System.Globalization;

namespace TcpBackends.Tests.Conformance.Options;

/// <summary>The ready profiles: docs/options.md, "Profiles".</summary>
public abstract class ProfilesSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    private const int TcpInfo = 11;

    /// <summary>Where a listener has the length of its queue there: tcpi_sacked.</summary>
    private const int MostWaiting = 28;

    [Test]
    public async Task Otp_is_what_OTP_has_by_default()
    {
        ConnectedPair pair = await PairAsync(TcpSocketOptions.Otp);

        Outcome.Same(pair.Socket.Options.Get(TcpOptions.Active), TcpActive.True, "active");
        Outcome.Same(pair.Socket.Options.Get(TcpOptions.Mode), TcpMode.List, "mode");
        Outcome.Same(pair.Socket.Options.Get(TcpOptions.Buffer), Expect.Defaults.Buffer, "buffer");
        Outcome.Same(pair.Socket.Options.Get(TcpOptions.PacketSize), Expect.Defaults.PacketSize, "packet_size");
        Outcome.Same(pair.Socket.Options.Get(TcpOptions.NoDelay), false, "nodelay");
        Outcome.Same(pair.Socket.Options.Get(TcpOptions.SendTimeout), Timeout.InfiniteTimeSpan, "send_timeout");
    }

    [Test]
    public async Task Server_is_what_a_service_wants()
    {
        ITcpListener listener = await ListenAsync(TcpSocketOptions.Server);
        await ConnectRawAsync(AddressOf(listener));
        ITcpSocket accepted = await AcceptAsync(listener);

        Outcome.Same(accepted.Options.Get(TcpOptions.NoDelay), true, "nodelay");
        Outcome.Same(accepted.Options.Get(TcpOptions.KeepAlive), true, "keepalive");
        Outcome.Same(accepted.Options.Get(TcpOptions.Buffer), 64 * 1024, "buffer");
        Outcome.Same(accepted.Options.Get(TcpOptions.SendTimeout), TimeSpan.FromSeconds(30), "send_timeout");
        Outcome.Same(accepted.Options.Get(TcpOptions.SendTimeoutClose), true, "send_timeout_close");
    }

    [Test]
    [Platform(Include = "Linux", Reason = "It asks the kernel by number.")]
    public async Task The_backlog_of_Server_is_that_of_the_kernel()
    {
        ITcpListener listener = await ListenAsync(TcpSocketOptions.Server);

        ReadOnlyMemory<byte> info = Outcome.Ok(listener.Options.Get(TcpOptions.RawOf(6, TcpInfo, 32)), "getopts raw TCP_INFO");

        int most = int.Parse(await File.ReadAllTextAsync("/proc/sys/net/core/somaxconn", Token), CultureInfo.InvariantCulture);
        Assert.That(
            BinaryPrimitives.ReadInt32LittleEndian(info.Span[MostWaiting..]), Is.EqualTo(Math.Min(1024, most)), "backlog in the kernel");
    }

    [Test]
    [OnlyOurs("gen_tcp takes no backlog for connect.")]
    public async Task Server_will_do_for_connect_too()
    {
        ConnectedPair pair = await PairAsync(TcpSocketOptions.Server);

        Outcome.Same(pair.Socket.Options.Get(TcpOptions.NoDelay), true, "nodelay");
    }
}

[TestFixture]
public sealed class InetProfiles() : ProfilesSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketProfiles() : ProfilesSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetProfiles() : ProfilesSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketProfiles() : ProfilesSuite(BackendUnderTest.OtpSocket);
