using System.Net;

namespace TcpBackends.Tests.Conformance.Accepting;

/// <summary>Accept: semantics 4; gen_tcp manual, accept/1,2.</summary>
public abstract class AcceptSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    [Test]
    public async Task s_accept_with_explicit_backend()
    {
        ITcpListener listener = await ListenAsync(new TcpSocketOptions { Backend = Backend.Name });
        RawPeer peer = await ConnectRawAsync(AddressOf(listener));

        ITcpSocket accepted = await AcceptAsync(listener);

        Assert.That(accepted.BackendName, Is.EqualTo(listener.BackendName), "the accepted socket has the listener's backend");
        Outcome.Same(accepted.LocalEndPoint, AddressOf(listener), "accept: sockname");
        Outcome.Same(accepted.RemoteEndPoint, peer.LocalEndPoint, "accept: peername");
    }

    [Test]
    public async Task t_accept_inet6()
    {
        ITcpListener listener = await ListenAsync(new TcpSocketOptions { LocalAddress = IPAddress.IPv6Loopback });
        RawPeer peer = await ConnectRawAsync(AddressOf(listener));

        ITcpSocket accepted = await AcceptAsync(listener);

        Outcome.Same(accepted.RemoteEndPoint, peer.LocalEndPoint, "accept: peername");
    }

    [Test]
    [Deviation("Accept with timeout zero")]
    public async Task Timeout_0_takes_a_connection_that_is_there()
    {
        ITcpListener listener = await ListenAsync();
        for (int i = 0; i < 20; i++)
        {
            RawPeer peer = await ConnectRawAsync(AddressOf(listener));
            await KernelTcp.BacklogAsync(AddressOf(listener), 1, Token);

            TcpResult<ITcpSocket> polled = await listener.AcceptAsync(TimeSpan.Zero, Token);
            Outcome.Is(
                polled,
                Expect.Deviations.PollingAccepts ? TcpError.None : TcpError.Timeout,
                "accept: Timeout 0, connection already waiting");
            ITcpSocket accepted = polled.TryGetValue(out ITcpSocket? taken) ? Keep(taken) : await AcceptAsync(listener);

            Outcome.Same(accepted.RemoteEndPoint, peer.LocalEndPoint, "accept: peername");
        }
    }

    [Test]
    public async Task Timeout_0_without_a_connection_is_timeout()
    {
        ITcpListener listener = await ListenAsync();

        Outcome.Is(await listener.AcceptAsync(TimeSpan.Zero, Token), TcpError.Timeout, "accept: Timeout 0, nobody");
    }

    [Test]
    [Deviation("Negative timeouts")]
    public async Task A_negative_timeout_throws()
    {
        ITcpListener listener = await ListenAsync();
        if (Expect.Deviations.NegativeAcceptTimeout == BadArgument.Waits)
        {
            Task<TcpResult<ITcpSocket>> accepting = listener.AcceptAsync(TimeSpan.FromMilliseconds(-2), Token).AsTask();
            Outcome.StillWaits(accepting, "accept: a negative timeout");
            await ConnectRawAsync(AddressOf(listener));
            Keep(Outcome.Ok(await accepting, "accept: a negative timeout"));
            return;
        }

        await Assert.ThatAsync(
            async () => await listener.AcceptAsync(TimeSpan.FromMilliseconds(-2), Token),
            Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public async Task What_the_client_sent_before_accept_is_readable()
    {
        ITcpListener listener = await ListenAsync();
        RawPeer peer = await ConnectRawAsync(AddressOf(listener));
        await peer.SendAsync(Pattern.Bytes(5), Token);
        await KernelTcp.UnreadAsync(AddressOf(listener), peer.LocalEndPoint, 5, Token);

        ITcpSocket accepted = await AcceptAsync(listener);

        Outcome.Delivers(await accepted.ReceiveAsync(0, null, Token), Pattern.Bytes(5), "accept: data sent before");
    }

    [Test]
    public async Task A_client_that_has_closed_is_accepted_with_its_data()
    {
        ITcpListener listener = await ListenAsync();
        RawPeer peer = await ConnectRawAsync(AddressOf(listener));
        await peer.SendAsync(Pattern.Bytes(5), Token);
        peer.Close();
        await KernelTcp.FinArrivedAsync(AddressOf(listener), peer.LocalEndPoint, Token);

        ITcpSocket accepted = await AcceptAsync(listener);

        Outcome.Delivers(await accepted.ReceiveAsync(0, null, Token), Pattern.Bytes(5), "accept: data, then FIN");
        Outcome.Is(await accepted.ReceiveAsync(0, null, Token), TcpError.Closed, "accept: data, then FIN");
    }

    [Test]
    public async Task A_client_that_has_reset_is_accepted_and_closed()
    {
        ITcpListener listener = await ListenAsync();
        RawPeer peer = await ConnectRawAsync(AddressOf(listener));
        await KernelTcp.BacklogAsync(AddressOf(listener), 1, Token);
        peer.Reset();
        await KernelTcp.ResetArrivedAsync(AddressOf(listener), peer.LocalEndPoint, Token);

        ITcpSocket accepted = await AcceptAsync(listener);

        Outcome.Is(accepted.RemoteEndPoint, TcpError.ENotConn, "accept: peername of a client that has reset");
        Outcome.Is(await accepted.ReceiveAsync(0, null, Token), TcpError.Closed, "accept: a client that has reset");
    }

    [Test]
    public async Task Closing_the_listener_leaves_accepted_sockets_alone()
    {
        ITcpListener listener = await ListenAsync();
        RawPeer peer = await ConnectRawAsync(AddressOf(listener));
        ITcpSocket accepted = await AcceptAsync(listener);

        Outcome.Ok(await listener.CloseAsync(Token), "close");

        await peer.SendAsync(Pattern.Bytes(5), Token);
        Outcome.Delivers(await accepted.ReceiveAsync(5, null, Token), Pattern.Bytes(5), "close of the listener");
        Outcome.Ok(await accepted.SendAsync(Pattern.Bytes(7), Token), "close of the listener");
        Assert.That(await peer.ReceiveExactlyAsync(7, Token), Is.EqualTo(Pattern.Bytes(7)));
    }

    [Test]
    public async Task Closing_the_listener_resets_clients_that_nobody_accepted()
    {
        ITcpListener listener = await ListenAsync();
        RawPeer peer = await ConnectRawAsync(AddressOf(listener));
        await KernelTcp.BacklogAsync(AddressOf(listener), 1, Token);

        Outcome.Ok(await listener.CloseAsync(Token), "close");

        Assert.That((await peer.ReceiveToEndAsync(Token)).End, Is.EqualTo(PeerEnd.EConnReset), "clients in the backlog get RST");
    }

    [Test]
    public async Task no_accept()
    {
        ITcpListener listener = await ListenAsync();
        ITcpSocket client = await ConnectAsync(AddressOf(listener));
        await KernelTcp.BacklogAsync(AddressOf(listener), 1, Token);

        Outcome.Ok(await listener.CloseAsync(Token), "close");

        Outcome.Is(await client.ReceiveAsync(0, null, Token), TcpError.Closed, "a client that was never accepted is closed");
    }

    [Test]
    public async Task A_closed_listener_is_closed()
    {
        ITcpListener listener = await ListenAsync(
            new TcpSocketOptions { LocalAddress = IPAddress.Loopback, LocalPort = Loopback.UnusedPort() });
        EndPoint address = AddressOf(listener);
        Outcome.Ok(await listener.CloseAsync(Token), "close");

        Outcome.Is(await listener.AcceptAsync(null, Token), TcpError.Closed, "accept: closed listener");
        Outcome.Is(await listener.AcceptAsync(TimeSpan.Zero, Token), TcpError.Closed, "accept: closed listener");
        Outcome.Is(
            await Backend.ConnectAsync(address, null, null, Token), TcpError.EConnRefused, "connect to a closed listener");
    }
}

[TestFixture]
public sealed class InetAccept() : AcceptSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketAccept() : AcceptSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetAccept() : AcceptSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketAccept() : AcceptSuite(BackendUnderTest.OtpSocket);
