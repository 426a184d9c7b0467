using System.Net;

namespace TcpBackends.Tests.Conformance.Listening;

/// <summary>Which ports can be listened on: semantics 3, the rows on eaddrinuse and reuseaddr.</summary>
public abstract class ReuseAddressSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    [Test]
    public async Task A_port_in_use_is_eaddrinuse_even_when_both_have_reuseaddr([Values] bool reuseAddress)
    {
        TcpSocketOptions options = AtUnusedAddress(reuseAddress);
        ITcpListener first = await ListenAsync(options);

        Outcome.Is(
            await ListenAgainAsync(first, options),
            TcpError.EAddrInUse,
            "listen: two listeners never share a port; reuseaddr is not SO_REUSEPORT");
    }

    [Test]
    public async Task The_same_port_of_another_address_is_free()
    {
        ITcpListener first = await ListenAsync(AtUnusedAddress());

        Keep(Outcome.Ok(await ListenAgainAsync(first, AtUnusedAddress()), "listen: other address, same port"));
    }

    [Test]
    public async Task The_port_of_a_closed_listener_without_connections_is_free()
    {
        TcpSocketOptions options = AtUnusedAddress();
        ITcpListener first = await ListenAsync(options);
        EndPoint address = AddressOf(first);
        Outcome.Ok(await first.CloseAsync(Token), "close");

        Keep(Outcome.Ok(await ListenAsync(address, options), "listen again after close"));
    }

    [Test]
    public async Task A_port_with_an_open_connection_needs_reuseaddr([Values] bool reuseAddress)
    {
        TcpSocketOptions options = AtUnusedAddress(reuseAddress);
        ITcpListener first = await ListenAsync(options);
        EndPoint address = AddressOf(first);
        await ConnectRawAsync(address);
        await AcceptAsync(first);
        Outcome.Ok(await first.CloseAsync(Token), "close");

        await AssertReusableAsync(address, options, "still open accepted connection on the port");
    }

    [Test]
    public async Task A_port_with_a_connection_in_TIME_WAIT_needs_reuseaddr([Values] bool reuseAddress)
    {
        TcpSocketOptions options = AtUnusedAddress(reuseAddress);
        ITcpListener first = await ListenAsync(options);
        EndPoint address = AddressOf(first);
        RawPeer peer = await ConnectRawAsync(address);
        ITcpSocket accepted = await AcceptAsync(first);
        Outcome.Ok(await accepted.CloseAsync(Token), "close");
        Assert.That((await peer.ReceiveToEndAsync(Token)).End, Is.EqualTo(PeerEnd.Closed));
        peer.Close();
        await Eventually.TrueAsync(
            () => KernelTcp.Find(address, peer.LocalEndPoint)?.State == KernelTcpState.TimeWait,
            "the connection went to TIME_WAIT",
            Token);
        Outcome.Ok(await first.CloseAsync(Token), "close");

        await AssertReusableAsync(address, options, "TIME_WAIT on the port");
    }

    [Test]
    public async Task reuseaddr_reads_back_as_set([Values] bool reuseAddress)
    {
        ITcpListener listener = await ListenAsync(AtUnusedAddress(reuseAddress));

        Outcome.Same(listener.Options.Get(TcpOptions.ReuseAddress), reuseAddress, "listen: reuseaddr is false unless it is set");
    }

    private static TcpSocketOptions AtUnusedAddress(bool reuseAddress = false)
    {
        IPEndPoint unused = Loopback.UnusedEndPoint();
        return new() { LocalAddress = unused.Address, LocalPort = unused.Port, ReuseAddress = reuseAddress ? true : null };
    }

    private async Task AssertReusableAsync(EndPoint address, TcpSocketOptions options, string what)
    {
        bool reuse = options.ReuseAddress ?? false;
        TcpResult<ITcpListener> again = await ListenAsync(address, options);
        Outcome.Is(again, reuse ? TcpError.None : TcpError.EAddrInUse, $"listen: {what}, reuseaddr={reuse}");
        if (reuse)
        {
            Keep(again.Value);
        }
    }

    private ValueTask<TcpResult<ITcpListener>> ListenAgainAsync(ITcpListener first, TcpSocketOptions options) =>
        ListenAsync(AddressOf(first), options);

    private ValueTask<TcpResult<ITcpListener>> ListenAsync(EndPoint address, TcpSocketOptions options) =>
        Backend.ListenAsync(((IPEndPoint)address).Port, options, Token);
}

[TestFixture]
public sealed class InetReuseAddress() : ReuseAddressSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketReuseAddress() : ReuseAddressSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetReuseAddress() : ReuseAddressSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketReuseAddress() : ReuseAddressSuite(BackendUnderTest.OtpSocket);
