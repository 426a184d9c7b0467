using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Packets;

/// <summary>How long a line of the HTTP types may be: semantics 18.</summary>
public abstract class HttpLimitSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    [TestCase(2000, null, null)]
    [TestCase(2000, null, 4000)]
    [TestCase(10_000, 100, null)]
    [TestCase(10_000, 100, 9_999)]
    [TestCase(10_000, 100, 10_000)]
    [TestCase(1460, null, null)]
    [TestCase(1461, null, null)]
    [TestCase(200_000, null, null)]
    public async Task A_first_line(int size, int? buffer, int? packetSize)
    {
        ConnectedPair pair = await PairAsync(
            new TcpSocketOptions { Packet = PacketType.Http, Buffer = buffer, PacketSize = packetSize });
        Task sending = pair.Peer.SendAsync((byte[])[.. PacketSamples.Sized(PacketType.Http, size).Bytes, .. "\r\n"u8], Token);

        if (size > Longest(buffer, packetSize))
        {
            await pair.Socket.ReceivesSayAsync([TcpError.EMsgSize], $"recv: a first line of {size} bytes", Token);
            return;
        }

        string path = "/".PadRight(size - "GET \r\n".Length, 'x');
        await pair.Socket.DeliversHttpAsync(
            [$"{{http_request,'GET',{{abs_path,\"{path}\"}},{{0,9}}}}", "http_eoh"], $"recv: a first line of {size} bytes", Token);
        await sending;
    }

    [TestCase(1500, null, null)]
    [TestCase(1500, null, 1501)]
    [TestCase(1500, null, 1499)]
    [TestCase(30, 20, null)]
    [TestCase(19, 20, null)]
    public async Task A_header_and_the_lines_folded_into_it(int size, int? buffer, int? packetSize)
    {
        ConnectedPair pair = await PairAsync(
            new TcpSocketOptions { Packet = PacketType.HttpHBin, Buffer = buffer, PacketSize = packetSize });
        byte[] header = PacketSamples.TextLine("A: b\r\n c", size, "\r\n");
        await pair.PeerSendsAsync([.. header, .. "\r\n"u8], Token);

        if (size > Longest(buffer, packetSize))
        {
            await pair.Socket.ReceivesSayAsync([TcpError.EMsgSize], $"recv: a header of {size} bytes", Token);
            return;
        }

        string value = "b\\r\\n c".PadRight(size - "A: \r\n".Length + 2, 'x');
        await pair.Socket.DeliversHttpAsync(
            [$"{{http_header,0,<<\"A\">>,<<\"A\">>,<<\"{value}\">>}}", "http_eoh"], $"recv: a header of {size} bytes", Token);
    }

    [Test]
    [Deviation("An HTTP header field that fills the buffer")]
    public async Task A_header_of_exactly_buffer_bytes([Values(0, 10)] int packetSize)
    {
        ConnectedPair pair = await PairAsync(
            new TcpSocketOptions { Packet = PacketType.HttpHBin, Buffer = 10, PacketSize = packetSize });
        await pair.PeerSendsAsync("A: bcdef\r\n\r\n"u8.ToArray(), Token);

        if (!Expect.Deviations.HttpHeaderMayFillBuffer)
        {
            await pair.Socket.ReceivesSayAsync([TcpError.EMsgSize], "recv: no room for the byte behind it", Token);
            return;
        }

        await pair.Socket.DeliversHttpAsync(
            ["""{http_header,0,<<"A">>,<<"A">>,<<"bcdef">>}""", "http_eoh"], "recv: buffer 10, 10 bytes", Token);
    }

    [Test]
    public async Task packet_size_bytes_without_newline_are_emsgsize()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = PacketType.Http, PacketSize = 10 });
        await pair.PeerSendsAsync("GET /abcd"u8.ToArray(), Token);
        Outcome.Is(await pair.Socket.ReceiveAsync(0, TimeSpan.FromMilliseconds(1), Token), TcpError.Timeout, "recv: 9 of 10 bytes");

        await pair.PeerSendsAsync("e"u8.ToArray(), Token);

        await pair.Socket.ReceivesSayAsync([TcpError.EMsgSize], "recv: a newline would be the 11th byte", Token);
    }

    private long Longest(int? buffer, int? packetSize)
    {
        int limit = packetSize ?? Expect.Defaults.PacketSize;
        return limit != 0 ? limit : Expect.Packets.BufferBoundsLines ? buffer ?? Expect.Defaults.Buffer : int.MaxValue;
    }
}

[TestFixture]
public sealed class InetHttpLimit() : HttpLimitSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketHttpLimit() : HttpLimitSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetHttpLimit() : HttpLimitSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketHttpLimit() : HttpLimitSuite(BackendUnderTest.OtpSocket);
