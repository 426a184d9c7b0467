using System.Text;
using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Mixed;

/// <summary>One backend talks to the other in packets of every type, in both directions.</summary>
public abstract class MixedPacketSuite(BackendUnderTest client, BackendUnderTest server) : BackendSuite(server)
{
    private const string Request = "POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\n";
    private const string Response = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n";

    public static IEnumerable<PacketType> Types { get; } =
        [PacketType.Length1, PacketType.Length2, PacketType.Length4, .. PacketSamples.ProtocolsAndLine];

    [TestCaseSource(nameof(Types))]
    public async Task Packets_keep_their_bounds(PacketType type)
    {
        (ITcpSocket connected, ITcpSocket accepted) = await ConnectAsync(type);
        int largest = type switch
        {
            PacketType.Length1 => 255,
            PacketType.Line => 1460, // more would come in pieces on one of them
            PacketType.Length2 or PacketType.Fcgi or PacketType.Tpkt => 60_000,
            _ => 300_000,
        };
        // OTP delivers padding sometimes: FastCgiSuite.
        PacketSample[] small =
            [.. PacketSamples.Of(type).Where(sample => type != PacketType.Fcgi || sample.Bytes.Length == sample.Delivered.Length)];
        PacketSample[] samples = [.. small, PacketSamples.Sized(type, largest), .. small];

        await Task.WhenAll(
            SendAsync(connected, type, samples),
            SendAsync(accepted, type, samples),
            ReceiveAsync(connected, samples),
            ReceiveAsync(accepted, samples));
    }

    [TestCase(PacketType.Http)]
    [TestCase(PacketType.HttpBin)]
    public async Task Requests_and_responses_with_bodies(PacketType type)
    {
        (ITcpSocket connected, ITcpSocket accepted) = await ConnectAsync(type);
        for (int i = 0; i < 3; i++)
        {
            await SendTextAsync(connected, Request + "body");
            await ReceiveMessageAsync(
                accepted,
                type,
                """{http_request,'POST',{abs_path,"/x"},{1,1}}""",
                """{http_header,14,'Host',"Host","h"}""",
                """{http_header,38,'Content-Length',"Content-Length","4"}""",
                "http_eoh");
            await SendTextAsync(accepted, Response + "body");
            await ReceiveMessageAsync(
                connected,
                type,
                """{http_response,{1,1},200,"OK"}""",
                """{http_header,38,'Content-Length',"Content-Length","4"}""",
                "http_eoh");
        }
    }

    private async Task ReceiveMessageAsync(ITcpSocket socket, PacketType type, params string[] packets)
    {
        IEnumerable<string> expected = type == PacketType.Http ? packets : packets.Select(HttpScript.Binary);
        await socket.DeliversHttpAsync(expected, "recv: a message", Token);
        Outcome.Ok(socket.Options.Set(TcpOptions.Packet, PacketType.Raw), "setopts: packet raw");
        await socket.DeliversAsync("body"u8.ToArray(), "recv: the body", Token, 4);
        Outcome.Ok(socket.Options.Set(TcpOptions.Packet, type), "setopts: packet http");
    }

    private async Task<(ITcpSocket Connected, ITcpSocket Accepted)> ConnectAsync(PacketType type)
    {
        var options = new TcpSocketOptions { Packet = type };
        ITcpListener listener = await ListenAsync(options);
        ITcpSocket connected = Keep(Outcome.Ok(
            await NewBackend(client).ConnectAsync(AddressOf(listener), options, null, Token), "connect"));
        return (connected, await AcceptAsync(listener));
    }

    /// <summary>Types other than 1, 2 and 4 have their headers from the sender.</summary>
    private async Task SendAsync(ITcpSocket socket, PacketType type, PacketSample[] samples)
    {
        foreach (PacketSample sample in samples)
        {
            byte[] bytes = LengthPrefix.LengthOf(type) > 0 ? sample.Delivered : sample.Bytes;
            Outcome.Ok(await socket.SendAsync(bytes, Token), $"send: {type}");
        }
    }

    private async Task ReceiveAsync(ITcpSocket socket, PacketSample[] samples)
    {
        foreach (PacketSample sample in samples)
        {
            await socket.DeliversAsync(sample.Delivered, "recv: a packet", Token);
        }
    }

    private async Task SendTextAsync(ITcpSocket socket, string text) =>
        Outcome.Ok(await socket.SendAsync(Encoding.ASCII.GetBytes(text), Token), "send: a message");
}

[TestFixture]
public sealed class InetToSocketPackets() : MixedPacketSuite(BackendUnderTest.Inet, BackendUnderTest.Socket);

[TestFixture]
public sealed class SocketToInetPackets() : MixedPacketSuite(BackendUnderTest.Socket, BackendUnderTest.Inet);

[OtpReferee]
public sealed class InetToOtpInetPackets() : MixedPacketSuite(BackendUnderTest.Inet, BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpInetToInetPackets() : MixedPacketSuite(BackendUnderTest.OtpInet, BackendUnderTest.Inet);

[OtpReferee]
public sealed class SocketToOtpInetPackets() : MixedPacketSuite(BackendUnderTest.Socket, BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpInetToSocketPackets() : MixedPacketSuite(BackendUnderTest.OtpInet, BackendUnderTest.Socket);

[OtpReferee]
public sealed class InetToOtpSocketPackets() : MixedPacketSuite(BackendUnderTest.Inet, BackendUnderTest.OtpSocket);

[OtpReferee]
public sealed class OtpSocketToInetPackets() : MixedPacketSuite(BackendUnderTest.OtpSocket, BackendUnderTest.Inet);

[OtpReferee]
public sealed class SocketToOtpSocketPackets() : MixedPacketSuite(BackendUnderTest.Socket, BackendUnderTest.OtpSocket);

[OtpReferee]
public sealed class OtpSocketToSocketPackets() : MixedPacketSuite(BackendUnderTest.OtpSocket, BackendUnderTest.Socket);
