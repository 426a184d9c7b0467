namespace TcpBackends.Tests.Conformance.Sending;

/// <summary>What sends and receives say after the peer went away, without a send under way: the table of semantics 5.2.</summary>
[TestFixtureSource(nameof(Options))]
public abstract class SendAfterPeerSuite(BackendUnderTest subject, bool exitOnClose, bool show) : BackendSuite(subject)
{
    private static readonly byte[] Hi = "hi"u8.ToArray();

    public static IEnumerable<TestFixtureData> Options { get; } =
        [new(true, false), new(true, true), new(false, false), new(false, true)];

    private TcpError Reset => show ? TcpError.EConnReset : TcpError.Closed;

    [Test]
    public async Task The_first_send_after_a_close_of_the_peer_succeeds_and_the_next_one_is_told()
    {
        ConnectedPair pair = await NewPairAsync();
        pair.Peer.Close();
        await pair.FinArrivedAsync(Token);

        await pair.Socket.SendsSayAsync([TcpError.None], "send after peer close", Token);
        await pair.ResetArrivedAsync(Token);
        await pair.Socket.SendsSayAsync(Expect.Broken.Sends(Reset), "send after peer close, reset", Token);
        await pair.Socket.ReceivesSayAsync(Expect.Broken.Receives(Reset), "recv after peer close, reset", Token);
        AssertCloseReason(pair.Socket, TcpCloseReason.SendFailed);
    }

    [Test]
    [Deviation("End of the stream with `show_econnreset`")]
    public async Task After_a_shutdown_write_of_the_peer_sends_go_on_until_a_receive_reports_it()
    {
        ConnectedPair pair = await NewPairAsync();
        await pair.PeerSendsFinAsync(Token);

        await pair.Socket.SendsSayAsync([TcpError.None, TcpError.None], "send after peer shutdown(write)", Token);
        TcpError end = show ? Expect.Deviations.EndWithShowEconnreset : TcpError.Closed;
        await pair.Socket.ReceivesSayAsync([end], "recv after peer shutdown(write)", Token);
        await pair.Socket.ReceivesSayAsync(
            Expect.EndOfStream.ReceivesAfter(exitOnClose)[..1], "recv after closed was reported", Token);
        await pair.Socket.SendsSayAsync(
            Expect.EndOfStream.SendsAfterFin(exitOnClose)[..1], "send after closed was reported", Token);

        Assert.That(await pair.Peer.ReceiveExactlyAsync(8, Token), Is.EqualTo("datadata"u8.ToArray()));
        AssertCloseReason(pair.Socket, TcpCloseReason.PeerClose);
    }

    [Test]
    public async Task econnreset_after_sync_send()
    {
        ConnectedPair pair = await NewPairAsync();
        await pair.PeerResetsAsync(Token);

        await pair.Socket.SendsSayAsync(Expect.Broken.Sends(Reset), "send after peer RST", Token);
        await pair.Socket.ReceivesSayAsync(Expect.Broken.Receives(Reset), "recv after peer RST", Token);
        AssertCloseReason(pair.Socket, TcpCloseReason.SendFailed);
    }

    [Test]
    public async Task Data_before_a_reset_that_a_send_notices()
    {
        ConnectedPair pair = await NewPairAsync();
        await pair.PeerSendsAsync(Hi, Token);
        await pair.PeerResetsAsync(Token);

        await pair.Socket.SendsSayAsync(Expect.Broken.Sends(Reset), "send after 'hi' and RST", Token);
        if (!Expect.Broken.LosesUnreadData)
        {
            await pair.Socket.DeliversAsync(Hi, "recv after 'hi', RST, send", Token);
        }

        await pair.Socket.ReceivesSayAsync(Expect.Broken.Receives(Reset), "recv after 'hi', RST, send", Token);
    }

    [Test]
    public async Task Data_before_a_close_of_the_peer_then_sends()
    {
        ConnectedPair pair = await NewPairAsync();
        await pair.PeerSendsAsync(Hi, Token);
        pair.Peer.Close();
        await pair.FinArrivedAsync(Token);

        await pair.Socket.DeliversAsync(Hi, "recv after 'hi' and close", Token);
        await pair.Socket.SendsSayAsync([TcpError.None], "send after 'hi' and close", Token);
        await pair.ResetArrivedAsync(Token);
        await pair.Socket.SendsSayAsync([Reset], "send after 'hi' and close, reset", Token);
        await pair.Socket.ReceivesSayAsync(Expect.Broken.Receives(Reset), "recv after 'hi' and close, reset", Token);
    }

    private Task<ConnectedPair> NewPairAsync() =>
        PairAsync(new TcpSocketOptions { ExitOnClose = exitOnClose, ShowEconnreset = show });
}

public sealed class InetSendAfterPeer(bool exitOnClose, bool show)
    : SendAfterPeerSuite(BackendUnderTest.Inet, exitOnClose, show);

public sealed class SocketSendAfterPeer(bool exitOnClose, bool show)
    : SendAfterPeerSuite(BackendUnderTest.Socket, exitOnClose, show);

[OtpReferee]
public sealed class OtpInetSendAfterPeer(bool exitOnClose, bool show)
    : SendAfterPeerSuite(BackendUnderTest.OtpInet, exitOnClose, show);

[OtpReferee]
public sealed class OtpSocketSendAfterPeer(bool exitOnClose, bool show)
    : SendAfterPeerSuite(BackendUnderTest.OtpSocket, exitOnClose, show);
