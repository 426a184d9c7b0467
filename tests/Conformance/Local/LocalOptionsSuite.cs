using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Local;

/// <summary>Options of Unix-domain sockets: semantics 2, "local"; gen_tcp manual, "nodelay" among the differences.</summary>
public abstract class LocalOptionsSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    private SocketDirectory _directory = null!;

    [SetUp]
    public void CreateDirectory() => _directory = Keep(new SocketDirectory());

    [Test]
    public async Task nodelay_at_connect([Values] bool noDelay)
    {
        await ListenAsync(new TcpSocketOptions { LocalPath = _directory.PathOf("s") });

        TcpResult<ITcpSocket> result = await Backend.ConnectAsync(
            _directory.EndPointOf("s"), new TcpSocketOptions { NoDelay = noDelay }, null, Token);

        Outcome.Is(result, Expect.Options.NoDelayOnLocal, "local: nodelay at connect");
        KeepIfOpen(result);
    }

    [Test]
    public async Task nodelay_at_listen([Values] bool noDelay)
    {
        TcpResult<ITcpListener> result = await Backend.ListenAsync(
            0, new TcpSocketOptions { LocalPath = _directory.PathOf("s"), NoDelay = noDelay }, Token);

        Outcome.Is(result, Expect.Options.NoDelayOnLocal, "local: nodelay at listen");
        KeepIfOpen(result);
    }

    [Test]
    public async Task nodelay_of_a_connection()
    {
        ITcpSocket socket = await ConnectLocalAsync();

        Outcome.Is(socket.Options.Set(TcpOptions.NoDelay, true), Expect.Options.NoDelayOnLocal, "local: setopts nodelay");
        Outcome.Is(socket.Options.Get(TcpOptions.NoDelay), TcpError.NotAvailable, "local: getopts leaves nodelay out");
    }

    [Test]
    public async Task What_is_not_particular_to_TCP_works()
    {
        ITcpSocket socket = await ConnectLocalAsync();

        AssertSettable(socket, TcpOptions.KeepAlive, true);
        AssertSettable(socket, TcpOptions.Linger, new TcpLinger(true, 1));
        AssertSettable(socket, TcpOptions.ReuseAddress, true);
        AssertSettable(socket, TcpOptions.Packet, PacketType.Length4);
    }

    private static void AssertSettable<T>(ITcpSocket socket, TcpOption<T> option, T value)
    {
        Outcome.Ok(socket.Options.Set(option, value), $"local: setopts {option}");
        Outcome.Same(socket.Options.Get(option), value, $"local: getopts {option}");
    }

    private async Task<ITcpSocket> ConnectLocalAsync()
    {
        await ListenAsync(new TcpSocketOptions { LocalPath = _directory.PathOf("s") });
        return await ConnectAsync(_directory.EndPointOf("s"));
    }

    private void KeepIfOpen<T>(TcpResult<T> result)
        where T : IAsyncDisposable
    {
        if (result.TryGetValue(out T? opened))
        {
            Keep(opened);
        }
    }
}

[TestFixture]
public sealed class InetLocalOptions() : LocalOptionsSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketLocalOptions() : LocalOptionsSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetLocalOptions() : LocalOptionsSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketLocalOptions() : LocalOptionsSuite(BackendUnderTest.OtpSocket);
