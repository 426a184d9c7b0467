using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Sending;

/// <summary>
/// The input ends here, by shutdown(read) or an oversized packet, while senders wait: what becomes of them and of the queue.
/// Semantics 1.1, 7 and 16. FIN is in <see cref="BackgroundSendSuite"/>.
/// </summary>
public abstract class EndUnderSendSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    private const int Queued = 100_000;

    [Test]
    public async Task shutdown_read_drops_the_queue_as_soon_as_a_receive_reports_it([Values] bool exitOnClose)
    {
        CloggedPair pair = await CloggedPairAsync(new TcpSocketOptions { ExitOnClose = exitOnClose }, queuedBytes: Queued);
        Task<TcpSendResult>[] sending = StartSends(pair);
        Outcome.Ok(await pair.Socket.ShutdownAsync(TcpShutdown.Read, Token), "shutdown(read) while senders wait");
        Array.ForEach(sending, task => Outcome.StillWaits(task, "send: shutdown(read) alone does not disturb it"));

        await pair.Socket.ReceivesSayAsync([TcpError.Closed], "recv: shutdown(read) while senders wait", Token);

        await AssertDroppedAsync(pair, sending, exitOnClose);
    }

    [Test]
    public async Task An_oversized_packet_drops_the_queue_too([Values] bool exitOnClose, [Values] bool show)
    {
        CloggedPair pair = await OversizedAsync(exitOnClose, show);
        Task<TcpSendResult>[] sending = StartSends(pair);

        await pair.Socket.ReceivesSayAsync([TcpError.EMsgSize], "recv: emsgsize while senders wait", Token);

        await AssertDroppedAsync(pair, sending, exitOnClose);
    }

    [Test]
    public async Task An_oversized_packet_while_nobody_waits_leaves_the_queue_if_the_socket_stays([Values] bool exitOnClose)
    {
        CloggedPair pair = await OversizedAsync(exitOnClose, show: false);
        long before = pair.QueuedBytes;

        await pair.Socket.ReceivesSayAsync([TcpError.EMsgSize], "recv: emsgsize while output is queued", Token);

        if (Expect.Receiving.OversizedPacketCloses && exitOnClose)
        {
            Assert.That(pair.QueuedBytes, Is.Zero);
            PeerReading reading = await pair.Peer.ReceiveToEndAsync(Token);
            CloggedPair.AssertIsPattern(reading.Bytes);
            Assert.That(reading.End, Is.EqualTo(PeerEnd.Closed));
        }
        else
        {
            Assert.That(pair.QueuedBytes, Is.EqualTo(before));
            await pair.DrainAsync(Token);
        }
    }

    private Task<TcpSendResult>[] StartSends(CloggedPair pair) =>
    [
        .. Enumerable.Range(0, 3).Select(i =>
            pair.Socket.SendAsync(Pattern.Bytes(pair.BytesAccepted + (i * 1000), 1000), Token).AsTask()),
    ];

    /// <summary>A packet of 5 bytes is there, and 4 are allowed.</summary>
    private async Task<CloggedPair> OversizedAsync(bool exitOnClose, bool show)
    {
        CloggedPair pair = await CloggedPairAsync(
            new TcpSocketOptions { PacketSize = 4, ExitOnClose = exitOnClose, ShowEconnreset = show }, queuedBytes: Queued);
        await pair.Connection.PeerSendsAsync(Wire.Frame(PacketType.Length2, "abcde"u8.ToArray()), Token);
        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.Packet, PacketType.Length2), "setopts: packet");
        return pair;
    }

    /// <summary>With a queue, it is dropped and who waited at the mark is told; those behind are answered by the new state.</summary>
    private async Task AssertDroppedAsync(CloggedPair pair, Task<TcpSendResult>[] sending, bool exitOnClose)
    {
        if (!Expect.Sending.Queues)
        {
            await pair.Peer.ReceiveExactlyAsync((int)pair.BytesAccepted + 3000, Token);
        }

        TcpError first = Expect.Sending.Queues ? TcpError.Closed : TcpError.None;
        TcpError others = Expect.Sending.Queues && exitOnClose ? TcpError.ENotConn : TcpError.None;
        Outcome.Is(await sending[0], first, "send that waited: the input has ended");
        Outcome.Is(await sending[1], others, "send behind it");
        Outcome.Is(await sending[2], others, "send behind it");
        Assert.That(pair.QueuedBytes, Is.LessThanOrEqualTo(2004), "what was queued was dropped");
    }
}

[TestFixture]
public sealed class InetEndUnderSend() : EndUnderSendSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketEndUnderSend() : EndUnderSendSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetEndUnderSend() : EndUnderSendSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketEndUnderSend() : EndUnderSendSuite(BackendUnderTest.OtpSocket);
