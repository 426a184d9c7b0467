namespace TcpBackends.Tests.Conformance.Options;

/// <summary>The ready profiles: docs/options.md, "Profiles".</summary>
public abstract class ProfilesSuite(BackendUnderTest subject) : BackendSuite(subject)
{
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
        Assert.That(TcpSocketOptions.Server.Backlog, Is.EqualTo(1024));
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
