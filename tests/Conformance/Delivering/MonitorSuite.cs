namespace TcpBackends.Tests.Conformance.Delivering;

/// <summary>Waiting for the end of a socket: semantics 8; inet manual, monitor/1.</summary>
public abstract class MonitorSuite(BackendUnderTest subject) : DeliveringSuite(subject)
{
    [Test]
    public async Task Closing_is_the_end()
    {
        ConnectedPair pair = await PairAsync();
        Task<TcpCloseReason> ended = pair.Socket.Ended;
        Outcome.StillWaits(ended, "monitor of an open socket");

        Outcome.Ok(await pair.Socket.CloseAsync(Token), "close");

        await AssertEndedAsync(ended, TcpCloseReason.LocalClose);
    }

    [Test]
    public async Task Closing_a_listener_is_the_end()
    {
        ITcpListener listener = await ListenAsync();
        Task<TcpCloseReason> ended = listener.Ended;
        Outcome.StillWaits(ended, "monitor of an open listener");

        Outcome.Ok(await listener.CloseAsync(Token), "close");

        await AssertEndedAsync(ended, TcpCloseReason.LocalClose);
    }

    [Test]
    public async Task Of_a_closed_socket_it_is_there_at_once()
    {
        ConnectedPair pair = await PairAsync();
        Outcome.Ok(await pair.Socket.CloseAsync(Token), "close");

        await AssertEndedAsync(pair.Socket.Ended, TcpCloseReason.LocalClose);
    }

    [Test]
    public async Task The_end_of_the_owner_is_the_end()
    {
        ITcpMailbox owner = NewMailbox();
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Owner = owner, Active = TcpActive.False });
        Task<TcpCloseReason> ended = pair.Socket.Ended;

        await owner.DisposeAsync();

        await AssertEndedAsync(ended, TcpCloseReason.OwnerEnded);
    }

    [Test]
    public async Task The_end_of_a_passive_socket_s_stream([Values] bool reset)
    {
        ConnectedPair pair = await PairAsync();
        Task<TcpCloseReason> ended = pair.Socket.Ended;

        await (reset ? pair.PeerResetsAsync(Token) : pair.PeerSendsFinAsync(Token));
        Outcome.Is(await pair.Socket.ReceiveAsync(0, null, Token), TcpError.Closed, "recv: the end");

        if (!reset || !Expect.Delivering.ResetIsDown)
        {
            Outcome.StillWaits(ended, "monitor: no DOWN");
            await pair.Socket.CloseAsync(Token);
        }

        await AssertEndedAsync(ended, reset ? TcpCloseReason.PeerReset : TcpCloseReason.PeerClose);
    }

    [Test]
    public async Task The_end_of_an_active_socket_s_stream_is_where_it_closes_the_socket(
        [ValueSource(nameof(ActiveValues))] TcpActive value, [Values] bool exitOnClose)
    {
        ConnectedPair pair = await PairAsync(Lines with { Active = value, ExitOnClose = exitOnClose });
        Task<TcpCloseReason> ended = pair.Socket.Ended;

        pair.Peer.SendFin();
        await pair.Socket.TellsAsync([Mail.Closed], "the end", Token);

        if (!exitOnClose || !Expect.Delivering.EndEndsSocket)
        {
            Outcome.StillWaits(ended, "monitor: no DOWN before close");
            Outcome.Ok(await pair.Socket.CloseAsync(Token), "close");
        }

        await AssertEndedAsync(ended, TcpCloseReason.PeerClose);
    }

    [Test]
    public async Task The_reset_of_an_active_socket_is([ValueSource(nameof(ActiveValues))] TcpActive value)
    {
        ConnectedPair pair = await PairAsync(Lines with { Active = value });
        Task<TcpCloseReason> ended = pair.Socket.Ended;

        pair.Peer.Reset();

        await AssertEndedAsync(ended, TcpCloseReason.PeerReset);
        await AssertEndedAsync(pair.Socket.Ended, TcpCloseReason.PeerReset);
    }

    private async Task AssertEndedAsync(Task<TcpCloseReason> ended, TcpCloseReason expected)
    {
        TcpCloseReason reason = await ended.WaitAsync(Token);
        if (Subject.TellsCloseReason)
        {
            Assert.That(reason, Is.EqualTo(expected), "the reason");
        }
    }
}

[TestFixture]
public sealed class InetMonitor() : MonitorSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketMonitor() : MonitorSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetMonitor() : MonitorSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketMonitor() : MonitorSuite(BackendUnderTest.OtpSocket);
