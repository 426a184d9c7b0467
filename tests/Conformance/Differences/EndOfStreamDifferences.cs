using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Differences;

/// <summary>How a receive tells the end of the connection.</summary>
public abstract class EndOfStreamDifferences(BackendUnderTest subject) : DifferenceSuite(subject)
{
    private const string ExitOnClose =
        "`exit_on_close` closes the socket when the peer's end is found; without it sending goes on";

    [Test]
    [Difference(
        "The peer says \"hello\" and closes; `recv` four times",
        "EndOfStreamSuite.What_is_there_is_delivered_first",
        "EndOfStreamSuite.t_recv_eof",
        Manual = "`recv` says `closed` when the socket is closed")]
    public async Task End()
    {
        ConnectedPair pair = await PairAsync();
        await FinAsync(pair);

        Shows(await ReceivesAsync(pair.Socket, 4));
    }

    [Test]
    [Difference(
        "That end with `show_econnreset`",
        "ShowEconnresetSuite.FIN_is_closed_and_never_a_reset",
        Manual = "The option shows resets; a connection that was ended in an orderly way is `closed`",
        Deviation = "End of the stream with `show_econnreset`")]
    public async Task End_with_show_econnreset()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { ShowEconnreset = true });
        await FinAsync(pair);

        Shows(await ReceivesAsync(pair.Socket, 4));
    }

    [Test]
    [Difference(
        "The peer says \"hello\" and resets; `recv` three times, `send` twice",
        "EndOfStreamSuite.What_is_there_is_delivered_first",
        "EndOfStreamSuite.Sends_after_the_end_was_reported")]
    public async Task Reset()
    {
        ConnectedPair pair = await PairAsync();
        await ResetAsync(pair);

        Shows($"{await ReceivesAsync(pair.Socket, 3)}; {await SendsAsync(pair.Socket, 2)}");
    }

    [Test]
    [Difference(
        "That reset with `show_econnreset`",
        "EndOfStreamSuite.What_is_there_is_delivered_first",
        "EndOfStreamSuite.Sends_after_the_end_was_reported",
        Manual = "A reset is `econnreset` instead of `closed`; a reader gets what is in the receive buffer first")]
    public async Task Reset_with_show_econnreset()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { ShowEconnreset = true });
        await ResetAsync(pair);

        Shows($"{await ReceivesAsync(pair.Socket, 3)}; {await SendsAsync(pair.Socket, 2)}");
    }

    [Test]
    [Difference(
        "The peer shuts down writing; `recv`, `send`, `send`",
        "ExitOnCloseSuite.With_it_the_end_of_the_peer_closes_for_sending_where_it_has_an_effect",
        Manual = ExitOnClose)]
    public async Task Sending_after_the_end()
    {
        ConnectedPair pair = await PairAsync();
        await pair.PeerSendsFinAsync(Token);

        Shows($"{await ReceivesAsync(pair.Socket, 1)}; {await SendsAsync(pair.Socket, 2)}");
    }

    [Test]
    [Difference(
        "What the peer reads after that `recv`, without a `send`",
        "ExitOnCloseSuite.With_it_the_end_of_the_peer_closes_for_sending_where_it_has_an_effect",
        Manual = ExitOnClose)]
    public async Task What_the_peer_reads_after_the_end()
    {
        ConnectedPair pair = await PairAsync();
        await pair.PeerSendsFinAsync(Token);
        await ReceivesAsync(pair.Socket, 1);

        Task<PeerReading> reading = pair.Peer.ReceiveToEndAsync(Token);
        string sent = await SendsAsync(pair.Socket, 1);
        await pair.Socket.CloseAsync(Token);

        Shows((await reading).Bytes.Length == 0 ? $"the end of the stream ({sent})" : $"what is sent later ({sent})");
    }

    [Test]
    [Difference(
        "Packet 4: the peer sends two bytes of a header and closes; `recv`",
        "EndOfStreamSuite.A_packet_that_is_not_whole_is_dropped",
        Manual = "`recv` says `closed` when the socket is closed",
        Deviation = "Packet 1, 2, 4 and a stream that ends inside a header")]
    public async Task End_inside_a_header()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = PacketType.Length4 });
        await pair.PeerSendsAsync([0, 0], Token);
        await pair.PeerSendsFinAsync(Token);

        var limit = TimeSpan.FromMilliseconds(500);
        string first = Words.Of(await pair.Socket.ReceiveAsync(0, limit, Token));
        Shows($"recv {first}, {Words.Of(await pair.Socket.ReceiveAsync(0, limit, Token))}");
    }

    private async Task FinAsync(ConnectedPair pair)
    {
        await pair.PeerSendsAsync(Hello, Token);
        await pair.PeerSendsFinAsync(Token);
    }

    private async Task ResetAsync(ConnectedPair pair)
    {
        await pair.PeerSendsAsync(Hello, Token);
        await pair.PeerResetsAsync(Token);
    }
}

[TestFixture]
public sealed class InetEndOfStreamDifferences() : EndOfStreamDifferences(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketEndOfStreamDifferences() : EndOfStreamDifferences(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetEndOfStreamDifferences() : EndOfStreamDifferences(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketEndOfStreamDifferences() : EndOfStreamDifferences(BackendUnderTest.OtpSocket);
