namespace TcpBackends.Tests.Conformance.Differences;

/// <summary>What a send finds out about the connection.</summary>
public abstract class BrokenSendDifferences(BackendUnderTest subject) : DifferenceSuite(subject)
{
    private const string Background =
        "`inet`: the send in the background finds the connection broken, the next use gets the error, and what was received and "
        + "not read is lost. `socket`: the send fails, and a reader still gets what had arrived";

    private const string ShowsReset =
        "On `socket` a reset that `show_econnreset` makes visible does not keep a reader from what is in the receive buffer";

    [Test]
    [Difference(
        "The peer says \"hello\" and resets while data waits to be sent; `recv`, `recv`, `recv`, `send`",
        "BackgroundSendSuite.econnreset_after_async_send_passive",
        Manual = Background)]
    public async Task Reset_during_a_send_then_receives()
    {
        (ITcpSocket socket, string sent) = await BrokenAsync(show: false);

        Shows($"{sent}; {await ReceivesAsync(socket, 3)}; {await SendsAsync(socket, 1)}");
    }

    [Test]
    [Difference(
        "The same with `show_econnreset`",
        "BackgroundSendSuite.econnreset_after_async_send_passive",
        Manual = Background + ". The error is `econnreset`")]
    public async Task Reset_during_a_send_then_receives_shown()
    {
        (ITcpSocket socket, string sent) = await BrokenAsync(show: true);

        Shows($"{sent}; {await ReceivesAsync(socket, 3)}; {await SendsAsync(socket, 1)}");
    }

    [Test]
    [Difference(
        "The same, but first `send`, `send`, then `recv`, `recv`",
        "BackgroundSendSuite.Sends_are_told_first",
        Manual = Background)]
    public async Task Reset_during_a_send_then_sends()
    {
        (ITcpSocket socket, string sent) = await BrokenAsync(show: true);

        Shows($"{sent}; {await SendsAsync(socket, 2)}; {await ReceivesAsync(socket, 2)}");
    }

    [Test]
    [Difference(
        "The peer says \"hello\" and resets; `send`, `send`, `recv`, `recv`",
        "SendAfterPeerSuite.Data_before_a_reset_that_a_send_notices")]
    public async Task Reset_then_sends()
    {
        ITcpSocket socket = await ResetAsync(show: false);

        Shows($"{await SendsAsync(socket, 2)}; {await ReceivesAsync(socket, 2)}");
    }

    [Test]
    [Difference(
        "The same with `show_econnreset`: a send that meets the reset",
        "SendAfterPeerSuite.Data_before_a_reset_that_a_send_notices",
        Manual = ShowsReset)]
    public async Task Reset_then_sends_shown()
    {
        ITcpSocket socket = await ResetAsync(show: true);

        Shows($"{await SendsAsync(socket, 2)}; {await ReceivesAsync(socket, 2)}");
    }

    [Test]
    [Difference(
        "The peer closes; `send`, and when the answer to that has arrived `send`, `send`, `recv`, `recv`",
        "SendAfterPeerSuite.The_first_send_after_a_close_of_the_peer_succeeds_and_the_next_one_is_told")]
    public async Task Close_then_sends()
    {
        ConnectedPair pair = await PairAsync();
        pair.Peer.Close();
        await pair.FinArrivedAsync(Token);
        string first = await SendsAsync(pair.Socket, 1);
        await pair.ResetArrivedAsync(Token);

        Shows($"{first}; {await SendsAsync(pair.Socket, 2)}; {await ReceivesAsync(pair.Socket, 2)}");
    }

    [Test]
    [Difference(
        "`shutdown(write)`, the peer says \"hello\"; `send`, `recv`, `recv`",
        "SendAfterShutdownSuite.A_send_fails_and_on_inet_tears_the_receiving_side_down")]
    public async Task Send_after_own_shutdown()
    {
        ConnectedPair pair = await PairAsync();
        Outcome.Ok(await pair.Socket.ShutdownAsync(TcpShutdown.Write, Token), "shutdown(write)");
        await pair.PeerSendsAsync(Hello, Token);
        string sent = await SendsAsync(pair.Socket, 1);
        await pair.Peer.DisposeAsync();

        Shows($"{sent}; {await ReceivesAsync(pair.Socket, 2)}");
    }

    [Test]
    [Difference(
        "`shutdown(write)`; `send` of nothing",
        "SendAfterShutdownSuite.An_empty_send_harms_nothing")]
    public async Task Empty_send_after_own_shutdown()
    {
        ConnectedPair pair = await PairAsync();
        Outcome.Ok(await pair.Socket.ShutdownAsync(TcpShutdown.Write, Token), "shutdown(write)");

        Shows(Words.Of(await pair.Socket.SendAsync(Array.Empty<byte>(), Token)));
    }

    [Test]
    [Difference(
        "`shutdown(write)`; `send` of \"data\"; `getstat`",
        "BrokenSendDifferences.A_send_that_failed_is_counted")]
    public async Task A_send_that_failed_is_counted()
    {
        ConnectedPair pair = await PairAsync();
        Outcome.Ok(await pair.Socket.ShutdownAsync(TcpShutdown.Write, Token), "shutdown(write)");
        string sent = await SendsAsync(pair.Socket, 1);

        TcpStatistics counters = pair.Socket.Statistics.Value;
        Shows($"{sent}; `send_oct` {counters.SentBytes}, `send_cnt` {counters.SentPackets}");
    }

    private async Task<ITcpSocket> ResetAsync(bool show)
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { ShowEconnreset = show });
        await pair.PeerSendsAsync(Hello, Token);
        await pair.PeerResetsAsync(Token);
        return pair.Socket;
    }

    private async Task<(ITcpSocket Socket, string Sent)> BrokenAsync(bool show)
    {
        ConnectedPair pair = await SmallPairAsync(new TcpSocketOptions { ShowEconnreset = show });
        await pair.PeerSendsAsync(Hello, Token);
        Task<TcpSendResult> sending = pair.Socket.SendAsync(Pattern.Bytes(300_000), Token).AsTask();
        await pair.Peer.ArrivedAsync(1, Token);
        bool isInBackground = sending.IsCompleted;

        pair.Peer.Reset();

        string sent = $"the send gets {Words.Of(await sending)}";
        if (isInBackground)
        {
            await Eventually.TrueAsync(
                () => pair.Socket.LocalEndPoint.Error == TcpError.EBadF, "the socket noticed the reset", Token);
        }

        return (pair.Socket, sent);
    }
}

[TestFixture]
public sealed class InetBrokenSendDifferences() : BrokenSendDifferences(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketBrokenSendDifferences() : BrokenSendDifferences(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetBrokenSendDifferences() : BrokenSendDifferences(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketBrokenSendDifferences() : BrokenSendDifferences(BackendUnderTest.OtpSocket);
