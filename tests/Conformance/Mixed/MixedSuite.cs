using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Mixed;

/// <summary>One backend talks to the other: on the wire there is no difference between them.</summary>
public abstract class MixedSuite(BackendUnderTest client, BackendUnderTest server) : BackendSuite(server)
{
    [Test]
    public async Task Each_end_has_its_own_backend_and_sees_the_other_s_name()
    {
        (ITcpSocket connected, ITcpSocket accepted) = await ConnectAsync();

        Assert.That(connected.BackendName, Is.EqualTo(client.Expect.Name));
        Assert.That(accepted.BackendName, Is.EqualTo(Expect.Name));
        Assert.That(connected.RemoteEndPoint, Is.EqualTo(accepted.LocalEndPoint));
        Assert.That(accepted.RemoteEndPoint, Is.EqualTo(connected.LocalEndPoint));
    }

    [TestCase(PacketType.Length1, 255)]
    [TestCase(PacketType.Length2, 65_535)]
    [TestCase(PacketType.Length4, 1_000_000)]
    public async Task Frames_keep_their_bounds(PacketType packet, int largest)
    {
        (ITcpSocket connected, ITcpSocket accepted) = await ConnectAsync(new TcpSocketOptions { Packet = packet });
        int[] lengths = [0, 1, 2, largest / 2, largest, 3];

        await Task.WhenAll(
            SendFramesAsync(connected, lengths),
            SendFramesAsync(accepted, lengths),
            ReceiveFramesAsync(connected, lengths),
            ReceiveFramesAsync(accepted, lengths));
    }

    [Test]
    public async Task A_stream_arrives_complete_and_in_order_in_both_directions()
    {
        const int Length = 4_000_000;
        (ITcpSocket connected, ITcpSocket accepted) = await ConnectAsync();

        await Task.WhenAll(
            SendStreamAsync(connected, Length),
            SendStreamAsync(accepted, Length),
            ReceiveStreamAsync(connected, Length),
            ReceiveStreamAsync(accepted, Length));
    }

    [Test]
    public async Task Half_close_lets_the_answer_through()
    {
        (ITcpSocket connected, ITcpSocket accepted) = await ConnectAsync(new TcpSocketOptions { ExitOnClose = false });
        Outcome.Ok(await connected.SendAsync("question"u8.ToArray(), Token), "send");
        Outcome.Ok(await connected.ShutdownAsync(TcpShutdown.Write, Token), "shutdown write");

        Outcome.Delivers(await accepted.ReceiveAsync(8, null, Token), "question"u8, "recv");
        Outcome.Is(await accepted.ReceiveAsync(0, null, Token), TcpError.Closed, "recv: FIN");
        Outcome.Ok(await accepted.SendAsync("answer"u8.ToArray(), Token), "exit_on_close=false: send");
        Outcome.Ok(await accepted.CloseAsync(Token), "close");

        Outcome.Delivers(await connected.ReceiveAsync(6, null, Token), "answer"u8, "recv after own shutdown write");
        Outcome.Is(await connected.ReceiveAsync(0, null, Token), TcpError.Closed, "recv: FIN");
    }

    [Test]
    public async Task Close_is_closed_at_the_other_end([Values] bool clientCloses)
    {
        (ITcpSocket connected, ITcpSocket accepted) = await ConnectAsync();
        (ITcpSocket closing, ITcpSocket waiting) = clientCloses ? (connected, accepted) : (accepted, connected);
        Task<TcpResult<TcpPacket>> receiving = waiting.ReceiveAsync(0, null, Token).AsTask();

        Outcome.Ok(await closing.CloseAsync(Token), "close");

        Outcome.Is(await receiving, TcpError.Closed, "recv blocked: FIN");
        if ((clientCloses ? Subject : client).TellsCloseReason)
        {
            AssertCloseReason(waiting, TcpCloseReason.PeerClose);
        }
    }

    [Test]
    public async Task Reset_is_a_reset_at_the_other_end([Values] bool clientResets)
    {
        (ITcpSocket connected, ITcpSocket accepted) = await ConnectAsync(
            new TcpSocketOptions { Linger = TcpLinger.Reset, ShowEconnreset = true });
        (ITcpSocket resetting, ITcpSocket waiting) = clientResets ? (connected, accepted) : (accepted, connected);
        Task<TcpResult<TcpPacket>> receiving = waiting.ReceiveAsync(0, null, Token).AsTask();

        Outcome.Ok(await resetting.CloseAsync(Token), "close");

        Outcome.Is(await receiving, TcpError.EConnReset, "recv blocked: RST");
    }

    [Test]
    public async Task Unix_domain_sockets_connect_them_too()
    {
        SocketDirectory directory = Keep(new SocketDirectory());
        ITcpListener listener = await ListenAsync(new TcpSocketOptions { LocalPath = directory.PathOf("s") });
        ITcpSocket connected = Keep(Outcome.Ok(
            await NewBackend(client).ConnectAsync(directory.EndPointOf("s"), null, null, Token), "connect"));
        ITcpSocket accepted = await AcceptAsync(listener);

        Outcome.Ok(await connected.SendAsync(Pattern.Bytes(5), Token), "send");
        Outcome.Delivers(await accepted.ReceiveAsync(5, null, Token), Pattern.Bytes(5), "recv");
        Outcome.Ok(await connected.CloseAsync(Token), "close");
        Outcome.Is(await accepted.ReceiveAsync(0, null, Token), TcpError.Closed, "recv: the end");
    }

    private async Task<(ITcpSocket Connected, ITcpSocket Accepted)> ConnectAsync(TcpSocketOptions? options = null)
    {
        ITcpListener listener = await ListenAsync(options);
        ITcpSocket connected = Keep(Outcome.Ok(
            await NewBackend(client).ConnectAsync(AddressOf(listener), options, null, Token), "connect"));
        return (connected, await AcceptAsync(listener));
    }

    private async Task SendFramesAsync(ITcpSocket socket, int[] lengths)
    {
        foreach (int length in lengths)
        {
            Outcome.Ok(await socket.SendAsync(Pattern.Bytes(length), Token), "send a frame");
        }
    }

    private async Task ReceiveFramesAsync(ITcpSocket socket, int[] lengths)
    {
        foreach (int length in lengths)
        {
            Outcome.Delivers(await socket.ReceiveAsync(0, null, Token), Pattern.Bytes(length), "recv a frame");
        }
    }

    private async Task SendStreamAsync(ITcpSocket socket, int length)
    {
        int sent = 0;
        for (int piece = 1; sent < length; piece = (piece * 3) % 50_000 + 1)
        {
            byte[] bytes = Pattern.Bytes(sent, Math.Min(piece, length - sent));
            Outcome.Ok(await socket.SendAsync(bytes, Token), "send a piece");
            sent += bytes.Length;
        }
    }

    private async Task ReceiveStreamAsync(ITcpSocket socket, int length)
    {
        int received = 0;
        while (received < length)
        {
            TcpPacket packet = Outcome.Ok(await socket.ReceiveAsync(0, null, Token), "recv a piece");
            Assert.That(Pattern.FirstDifference(packet.Span, received), Is.EqualTo(-1), "recv: the bytes, in order");
            received += packet.Length;
        }
    }
}

[TestFixture]
public sealed class InetToSocket() : MixedSuite(BackendUnderTest.Inet, BackendUnderTest.Socket);

[TestFixture]
public sealed class SocketToInet() : MixedSuite(BackendUnderTest.Socket, BackendUnderTest.Inet);

[OtpReferee]
public sealed class InetToOtpInet() : MixedSuite(BackendUnderTest.Inet, BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpInetToInet() : MixedSuite(BackendUnderTest.OtpInet, BackendUnderTest.Inet);

[OtpReferee]
public sealed class SocketToOtpInet() : MixedSuite(BackendUnderTest.Socket, BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpInetToSocket() : MixedSuite(BackendUnderTest.OtpInet, BackendUnderTest.Socket);

[OtpReferee]
public sealed class InetToOtpSocket() : MixedSuite(BackendUnderTest.Inet, BackendUnderTest.OtpSocket);

[OtpReferee]
public sealed class OtpSocketToInet() : MixedSuite(BackendUnderTest.OtpSocket, BackendUnderTest.Inet);

[OtpReferee]
public sealed class SocketToOtpSocket() : MixedSuite(BackendUnderTest.Socket, BackendUnderTest.OtpSocket);

[OtpReferee]
public sealed class OtpSocketToSocket() : MixedSuite(BackendUnderTest.OtpSocket, BackendUnderTest.Socket);
