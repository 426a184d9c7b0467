using System.Net;

namespace TcpBackends.Tests.Conformance.Accepting;

/// <summary>Several accepts on one listener: semantics 4, the rows on acceptors.</summary>
public abstract class ManyAcceptorsSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    [Test]
    public async Task Acceptors_are_served_first_in_first_out()
    {
        ITcpListener listener = await ListenAsync();
        for (int round = 0; round < 20; round++)
        {
            Task<TcpResult<ITcpSocket>>[] acceptors =
                [.. Enumerable.Range(0, 3).Select(_ => listener.AcceptAsync(null, Token).AsTask())];
            for (int i = 0; i < acceptors.Length; i++)
            {
                RawPeer peer = await ConnectRawAsync(AddressOf(listener));
                ITcpSocket accepted = Keep(Outcome.Ok(await acceptors[i], "accept: first in, first out"));
                Outcome.Same(accepted.RemoteEndPoint, peer.LocalEndPoint, "accept: first in, first out");
            }
        }
    }

    [Test]
    public async Task Connections_are_handed_out_in_the_order_in_which_they_came()
    {
        ITcpListener listener = await ListenAsync();
        var peers = new List<RawPeer>();
        for (int i = 0; i < 5; i++)
        {
            peers.Add(await ConnectRawAsync(AddressOf(listener)));
            await KernelTcp.BacklogAsync(AddressOf(listener), i + 1, Token);
        }

        foreach (RawPeer peer in peers)
        {
            ITcpSocket accepted = await AcceptAsync(listener);
            Outcome.Same(accepted.RemoteEndPoint, peer.LocalEndPoint, "accept: in order of arrival");
        }
    }

    [Test]
    public async Task multiple_acceptors_and_clients_at_once()
    {
        const int Count = 40;
        ITcpListener listener = await ListenAsync(new TcpSocketOptions { Backlog = Count });
        Task<TcpResult<ITcpSocket>>[] acceptors =
            [.. Enumerable.Range(0, Count).Select(_ => Task.Run(() => listener.AcceptAsync(null, Token).AsTask()))];
        Task<RawPeer>[] clients =
            [.. Enumerable.Range(0, Count).Select(_ => Task.Run(() => RawPeer.ConnectAsync(AddressOf(listener), Token)))];

        RawPeer[] peers = await Task.WhenAll(clients);
        TcpResult<ITcpSocket>[] results = await Task.WhenAll(acceptors);

        ITcpSocket[] sockets = [.. results.Select(result => Keep(Outcome.Ok(result, "accept: one of many")))];
        Array.ForEach(peers, peer => Keep(peer));
        Assert.That(
            sockets.Select(socket => socket.RemoteEndPoint.Value),
            Is.EquivalentTo(peers.Select(peer => peer.LocalEndPoint)),
            "accept: every client is accepted exactly once");
    }

    [Test]
    public async Task Closing_the_listener_completes_every_acceptor()
    {
        ITcpListener listener = await ListenAsync();
        Task<TcpResult<ITcpSocket>>[] acceptors =
            [.. Enumerable.Range(0, 3).Select(_ => listener.AcceptAsync(null, Token).AsTask())];

        Outcome.Ok(await listener.CloseAsync(Token), "close");

        foreach (Task<TcpResult<ITcpSocket>> acceptor in acceptors)
        {
            Outcome.Is(await acceptor, TcpError.Closed, "accept: L closed while blocked, for every blocked acceptor");
        }
    }

    [Test]
    public async Task A_cancelled_accept_takes_no_connection()
    {
        using var cancellation = new CancellationTokenSource();
        ITcpListener listener = await ListenAsync();
        Task<TcpResult<ITcpSocket>> first = listener.AcceptAsync(null, cancellation.Token).AsTask();
        Task<TcpResult<ITcpSocket>> second = listener.AcceptAsync(null, Token).AsTask();

        await cancellation.CancelAsync();
        await Assert.ThatAsync(() => first, Throws.InstanceOf<OperationCanceledException>());
        RawPeer peer = await ConnectRawAsync(AddressOf(listener));

        ITcpSocket accepted = Keep(Outcome.Ok(await second, "accept: one that was cancelled is skipped"));
        Outcome.Same(accepted.RemoteEndPoint, peer.LocalEndPoint, "accept: peername");
    }

    [Test]
    [OnlyOurs("Cancellation")]
    public async Task Cancelling_while_a_client_connects_loses_no_connection()
    {
        ITcpListener listener = await ListenAsync();
        EndPoint address = AddressOf(listener);
        for (int round = 0; round < 100; round++)
        {
            using var cancellation = new CancellationTokenSource();
            Task<TcpResult<ITcpSocket>> cancelled = listener.AcceptAsync(null, cancellation.Token).AsTask();
            Task cancelling = Task.Run(cancellation.Cancel);
            RawPeer peer = await ConnectRawAsync(address);
            await cancelling;

            TcpResult<ITcpSocket> result = await TryAsync(cancelled) ?? await listener.AcceptAsync(null, Token);

            ITcpSocket accepted = Keep(Outcome.Ok(result, "accept: the cancelled one or the next"));
            Outcome.Same(accepted.RemoteEndPoint, peer.LocalEndPoint, "accept: no connection is lost");
        }
    }

    [Test]
    [OnlyOurs("Cancellation")]
    public async Task A_token_that_is_cancelled_already_takes_no_connection()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        ITcpListener listener = await ListenAsync();
        await ConnectRawAsync(AddressOf(listener));
        await KernelTcp.BacklogAsync(AddressOf(listener), 1, Token);

        await Assert.ThatAsync(
            async () => await listener.AcceptAsync(null, cancelled.Token), Throws.InstanceOf<OperationCanceledException>());

        await AcceptAsync(listener);
    }

    private static async Task<TcpResult<ITcpSocket>?> TryAsync(Task<TcpResult<ITcpSocket>> accepting)
    {
        try
        {
            return await accepting;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}

[TestFixture]
public sealed class InetManyAcceptors() : ManyAcceptorsSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketManyAcceptors() : ManyAcceptorsSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetManyAcceptors() : ManyAcceptorsSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketManyAcceptors() : ManyAcceptorsSuite(BackendUnderTest.OtpSocket);
