using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Receiving;

/// <summary>How the stream ends for receives, with what was there before: the table of semantics 6.3.</summary>
[TestFixtureSource(nameof(Options))]
[Deviation("End of the stream with `show_econnreset`")]
public abstract class EndOfStreamSuite(BackendUnderTest subject, bool exitOnClose, bool show) : BackendSuite(subject)
{
    public static IEnumerable<TestFixtureData> Options { get; } =
        [new(true, false), new(true, true), new(false, false), new(false, true)];

    [Test]
    public async Task t_recv_eof([Values] bool reset)
    {
        ConnectedPair pair = await EndedPairAsync(0, reset);

        await AssertEndsAsync(pair, reset);
    }

    [TestCase(false, 0)]
    [TestCase(false, 4)]
    [TestCase(true, 0)]
    [TestCase(true, 4)]
    public async Task What_is_there_is_delivered_first(bool reset, int length)
    {
        ConnectedPair pair = await EndedPairAsync(4, reset);

        await pair.Socket.DeliversAsync(Pattern.Bytes(4), $"recv({length}): 4 bytes, then the end", Token, length);
        await AssertEndsAsync(pair, reset);
    }

    [Test]
    public async Task Fewer_bytes_than_asked_for_are_lost([Values] bool reset)
    {
        ConnectedPair pair = await EndedPairAsync(4, reset);

        await AssertEndsAsync(pair, reset, length: 10);
    }

    [Test]
    public async Task A_part_is_delivered_and_the_rest_lost([Values] bool reset)
    {
        ConnectedPair pair = await EndedPairAsync(4, reset);

        await pair.Socket.DeliversAsync(Pattern.Bytes(2), "recv(2): 4 bytes, then the end", Token, 2);
        await AssertEndsAsync(pair, reset, length: 10);
    }

    [TestCase(false, 0, 0)]
    [TestCase(false, 10, 4)]
    [TestCase(true, 0, 0)]
    [TestCase(true, 10, 4)]
    public async Task A_receive_that_waits_is_told(bool reset, int length, int before)
    {
        ConnectedPair pair = await NewPairAsync();
        Task<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(length, null, Token).AsTask();

        await pair.Peer.SendAsync(Pattern.Bytes(before), Token);
        End(pair.Peer, reset);

        Outcome.Is(await receiving, Reported(reset), $"recv({length}) blocked: the end");
        await pair.Socket.ReceivesSayAsync(
            Expect.EndOfStream.ReceivesAfter(exitOnClose), $"recv after the end (reset: {reset})", Token);
    }

    [TestCase(PacketType.Length4, new byte[] { 0, 0, 0, 6, 1, 2, 3 })]
    [TestCase(PacketType.Length4, new byte[] { 0, 0 })]
    [TestCase(PacketType.Length2, new byte[] { 0 })]
    [TestCase(PacketType.Length1, new byte[] { 2, 1 })]
    [Deviation("Packet 1, 2, 4 and a stream that ends inside a header")]
    public async Task A_packet_that_is_not_whole_is_dropped(PacketType packet, byte[] part)
    {
        ConnectedPair pair = await NewPairAsync(packet);
        await pair.PeerSendsAsync([.. Wire.Frame(packet, "whole"u8.ToArray()), .. part], Token);
        await EndAsync(pair, reset: false);

        await pair.Socket.DeliversAsync("whole"u8.ToArray(), "recv: the packet before it", Token);
        if (part.Length < (int)packet && !Expect.Deviations.EndInsideHeaderIsReported)
        {
            TimeSpan limit = TimeSpan.FromMilliseconds(50);
            Outcome.Is(await pair.Socket.ReceiveAsync(0, limit, Token), TcpError.Timeout, "recv: the end inside a header");
            Outcome.Is(await pair.Socket.ReceiveAsync(0, limit, Token), TcpError.Timeout, "recv: the end inside a header");
            return;
        }

        await AssertEndsAsync(pair, reset: false);
    }

    [Test]
    public async Task Sends_after_the_end_was_reported([Values] bool reset)
    {
        ConnectedPair pair = await EndedPairAsync(0, reset);
        await pair.Socket.ReceivesSayAsync([Reported(reset)], "recv: the end", Token);

        TcpError[] sends = reset
            ? Expect.EndOfStream.SendsAfterReset(exitOnClose, show)
            : Expect.EndOfStream.SendsAfterFin(exitOnClose);
        await pair.Socket.SendsSayAsync(sends, "send after the end was reported", Token);

        if (!reset && sends[0] == TcpError.None)
        {
            Assert.That(await pair.Peer.ReceiveExactlyAsync(8, Token), Is.EqualTo("datadata"u8.ToArray()));
        }
    }

    [Test]
    public async Task Several_receives_that_wait_are_told_in_order([Values] bool reset)
    {
        ConnectedPair pair = await NewPairAsync();
        Task<TcpResult<TcpPacket>>[] receiving =
            [.. Enumerable.Range(0, 4).Select(_ => pair.Socket.ReceiveAsync(2, null, Token).AsTask())];
        if (!Expect.Receiving.Queues)
        {
            foreach (Task<TcpResult<TcpPacket>> other in receiving[1..])
            {
                Outcome.Is(await other, TcpError.EAlready, "recv: the first waits");
            }

            End(pair.Peer, reset);
            Outcome.Is(await receiving[0], Reported(reset), "recv: the first meets the end");
            return;
        }

        await pair.Peer.SendAsync("aabb"u8.ToArray(), Token);

        Outcome.Delivers(await receiving[0], "aa"u8, "recv: the first");
        Outcome.Delivers(await receiving[1], "bb"u8, "recv: the second");
        End(pair.Peer, reset);
        Outcome.Is(await receiving[2], Reported(reset), "recv: the third meets the end");
        Outcome.Is(await receiving[3], TcpError.Closed, "recv: the fourth is told that it is over");
    }

    private TcpError Reported(bool reset) => (show, reset) switch
    {
        (false, _) => TcpError.Closed,
        (true, true) => TcpError.EConnReset,
        (true, false) => Expect.Deviations.EndWithShowEconnreset,
    };

    private Task<ConnectedPair> NewPairAsync(PacketType packet = PacketType.Raw) =>
        PairAsync(new TcpSocketOptions { Packet = packet, ExitOnClose = exitOnClose, ShowEconnreset = show });

    private async Task<ConnectedPair> EndedPairAsync(int before, bool reset)
    {
        ConnectedPair pair = await NewPairAsync();
        await pair.PeerSendsAsync(Pattern.Bytes(before), Token);
        await EndAsync(pair, reset);
        return pair;
    }

    private static void End(RawPeer peer, bool reset)
    {
        if (reset)
        {
            peer.Reset();
        }
        else
        {
            peer.SendFin();
        }
    }

    private Task EndAsync(ConnectedPair pair, bool reset) => reset ? pair.PeerResetsAsync(Token) : pair.PeerSendsFinAsync(Token);

    private async Task AssertEndsAsync(ConnectedPair pair, bool reset, int length = 0)
    {
        Outcome.Is(await pair.Socket.ReceiveAsync(length, null, Token), Reported(reset), $"recv({length}): the end");
        await pair.Socket.ReceivesSayAsync(
            Expect.EndOfStream.ReceivesAfter(exitOnClose), $"recv after the end (reset: {reset})", Token);
        AssertCloseReason(pair.Socket, reset ? TcpCloseReason.PeerReset : TcpCloseReason.PeerClose);
    }
}

public sealed class InetEndOfStream(bool exitOnClose, bool show)
    : EndOfStreamSuite(BackendUnderTest.Inet, exitOnClose, show);

public sealed class SocketEndOfStream(bool exitOnClose, bool show)
    : EndOfStreamSuite(BackendUnderTest.Socket, exitOnClose, show);

[OtpReferee]
public sealed class OtpInetEndOfStream(bool exitOnClose, bool show)
    : EndOfStreamSuite(BackendUnderTest.OtpInet, exitOnClose, show);

[OtpReferee]
public sealed class OtpSocketEndOfStream(bool exitOnClose, bool show)
    : EndOfStreamSuite(BackendUnderTest.OtpSocket, exitOnClose, show);
