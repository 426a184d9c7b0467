using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Packets;

/// <summary>Packet line: whole lines on socket, pieces of buffer bytes on inet. Semantics 17.</summary>
public abstract class LineSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    [TestCase(100, null, null, null)]
    [TestCase(1460, null, null, null)]
    [TestCase(1461, null, null, null)]
    [TestCase(1462, null, null, null)]
    [TestCase(3001, null, null, null)]
    [TestCase(10001, null, null, null)]
    [TestCase(10, 10, null, null)]
    [TestCase(11, 10, null, null)]
    [TestCase(20, 10, null, null)]
    [TestCase(26, 10, null, null)]
    [TestCase(101, 10, null, null)]
    [TestCase(5, 1, null, null)]
    [TestCase(101, 10, 1000, null)]
    [TestCase(101, 10, 101, null)]
    [TestCase(3001, null, 5000, null)]
    [TestCase(3001, null, null, 8000)]
    [TestCase(9000, null, null, 8000)]
    public async Task A_line_comes_whole_or_in_pieces_of_buffer_bytes(int size, int? buffer, int? packetSize, int? recbuf)
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions
        {
            Packet = PacketType.Line,
            Buffer = buffer,
            PacketSize = packetSize,
            ReceiveBuffer = recbuf,
        });
        byte[] line = PacketSamples.TextLine("", size, "\n");
        byte[] next = "next\n"u8.ToArray();
        int limit = buffer ?? Expect.Defaults.BufferAfterReceiveBuffer(recbuf ?? 0);
        await pair.PeerSendsAsync([.. line, .. next], Token);

        await DeliversPiecesAsync(pair, line, Expect.Packets.PiecesOf(size, limit));
        await DeliversPiecesAsync(pair, next, Expect.Packets.PiecesOf(next.Length, limit));
        await TimesOutAsync(pair, "recv: nothing else");
    }

    [TestCase(0)]
    [TestCase(12)]
    public async Task A_short_line_before_a_long_one_shifts_nothing(int packetSize)
    {
        ConnectedPair pair = await PairAsync(
            new TcpSocketOptions { Packet = PacketType.Line, Buffer = 10, PacketSize = packetSize });
        byte[] line = PacketSamples.TextLine("", 26, "\n");
        await pair.PeerSendsAsync([.. "abc\n"u8, .. line], Token);

        await pair.Socket.DeliversAsync("abc\n"u8.ToArray(), "recv: the short line", Token);
        if (packetSize == 0 || Expect.Packets.BufferBoundsLines)
        {
            await DeliversPiecesAsync(pair, line, Expect.Packets.PiecesOf(line.Length, 10));
        }
        else
        {
            await pair.Socket.ReceivesSayAsync([TcpError.EMsgSize], "recv: packet_size 12, a line of 26 bytes", Token);
        }
    }

    [TestCase(100, null)]
    [TestCase(1460, null)]
    [TestCase(1461, null)]
    [TestCase(5000, null)]
    [TestCase(10, 10)]
    [TestCase(25, 10)]
    public async Task A_piece_comes_as_soon_as_buffer_bytes_are_there_without_newline(int size, int? buffer)
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = PacketType.Line, Buffer = buffer });
        byte[] beginning = PacketSamples.TextLine("", size, "");
        int[] pieces = Expect.Packets.PiecesOfBeginning(size, buffer ?? Expect.Defaults.Buffer);
        await pair.PeerSendsAsync(beginning, Token);

        await DeliversPiecesAsync(pair, beginning, pieces);
        await TimesOutAsync(pair, "recv: no newline");
        await pair.PeerSendsAsync("\n"u8.ToArray(), Token);
        await pair.Socket.DeliversAsync([.. beginning[pieces.Sum()..], (byte)'\n'], "recv: the rest of the line", Token);
    }

    [Test]
    public async Task Dribbled_lines([Values(10, 1460)] int buffer)
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = PacketType.Line, Buffer = buffer });
        byte[] line = PacketSamples.TextLine("", 26, "\r\n");
        Task dribbling = pair.Peer.DribbleAsync((byte[])[.. line, .. line], Token);

        await DeliversPiecesAsync(pair, line, Expect.Packets.PiecesOf(line.Length, buffer));
        await DeliversPiecesAsync(pair, line, Expect.Packets.PiecesOf(line.Length, buffer));
        await dribbling;
    }

    [Test]
    public async Task Carriage_returns_and_zeros_are_kept()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = PacketType.Line });
        await pair.PeerSendsAsync([.. "a\r\n\n"u8, 0, 255, (byte)'\r', (byte)'\n'], Token);

        await pair.Socket.DeliversAsync("a\r\n"u8.ToArray(), "recv: CRLF is kept", Token);
        await pair.Socket.DeliversAsync("\n"u8.ToArray(), "recv: an empty line", Token);
        await pair.Socket.DeliversAsync([0, 255, (byte)'\r', (byte)'\n'], "recv: any byte", Token);
    }

    [TestCase(100, true)]
    [TestCase(101, false)]
    [TestCase(102, false)]
    [TestCase(1400, false)]
    public async Task A_line_longer_than_packet_size_is_emsgsize(int size, bool fits)
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = PacketType.Line, PacketSize = 100 });
        byte[] line = PacketSamples.TextLine("", size, "\n");
        await pair.PeerSendsAsync(line, Token);

        TcpResult<TcpPacket> result = await pair.Socket.ReceiveAsync(0, null, Token);

        Outcome.Is(result, fits ? TcpError.None : TcpError.EMsgSize, $"recv: packet_size 100, a line of {size} bytes");
        if (fits)
        {
            Outcome.Delivers(result, line, "recv: packet_size 100");
        }
    }

    [Test]
    public async Task More_than_packet_size_without_newline_is_emsgsize()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = PacketType.Line, PacketSize = 50 });
        await pair.PeerSendsAsync(PacketSamples.TextLine("", 100, ""), Token);

        await pair.Socket.ReceivesSayAsync([TcpError.EMsgSize], "recv: packet_size 50, 100 bytes without newline", Token);
    }

    [Test]
    [Deviation("A line of which exactly `packet_size` bytes are there")]
    public async Task Exactly_packet_size_without_newline_is_not_a_packet()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = PacketType.Line, PacketSize = 4 });
        await pair.PeerSendsAsync("abcd"u8.ToArray(), Token);

        if (Expect.Deviations.LinePieceAtPacketSize)
        {
            await pair.Socket.DeliversAsync("abcd"u8.ToArray(), "recv: a piece, because no more was there", Token);
            return;
        }

        await TimesOutAsync(pair, "recv: packet_size 4, 4 bytes without newline");
        await pair.PeerSendsAsync("\n"u8.ToArray(), Token);
        await pair.Socket.ReceivesSayAsync([TcpError.EMsgSize], "recv: packet_size 4, a line of 5 bytes", Token);
    }

    [Test]
    public async Task packet_size_between_line_and_buffer_holds_only_where_lines_come_whole()
    {
        ConnectedPair pair = await PairAsync(
            new TcpSocketOptions { Packet = PacketType.Line, PacketSize = 2000, Buffer = Expect.Defaults.Buffer });
        byte[] line = PacketSamples.TextLine("", 3001, "\n");
        await pair.PeerSendsAsync(line, Token);

        if (Expect.Packets.BufferBoundsLines)
        {
            await DeliversPiecesAsync(pair, line, Expect.Packets.PiecesOf(line.Length, Expect.Defaults.Buffer));
        }
        else
        {
            await pair.Socket.ReceivesSayAsync([TcpError.EMsgSize], "recv: packet_size 2000, a line of 3001 bytes", Token);
        }
    }

    private async Task DeliversPiecesAsync(ConnectedPair pair, byte[] line, int[] sizes)
    {
        int start = 0;
        foreach (int size in sizes)
        {
            await pair.Socket.DeliversAsync(line[start..(start + size)], $"recv: bytes {start} to {start + size} of a line", Token);
            start += size;
        }
    }

    private async Task TimesOutAsync(ConnectedPair pair, string rule) =>
        Outcome.Is(await pair.Socket.ReceiveAsync(0, Moment, Token), TcpError.Timeout, rule);
}

[TestFixture]
public sealed class InetLine() : LineSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketLine() : LineSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetLine() : LineSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketLine() : LineSuite(BackendUnderTest.OtpSocket);
