using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Packets;

/// <summary>From any packet type to any other in mid-stream: what was read ahead is cut anew. Semantics 6.1.</summary>
public abstract class MidStreamSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    private const int Size = 30;

    public static IEnumerable<PacketType> Types { get; } = Enum.GetValues<PacketType>();

    [TestCaseSource(nameof(Types))]
    [Deviation("Packet 1, 2, 4 set when something has been read ahead")]
    public async Task From_this_type_to_every_other(PacketType first)
    {
        foreach (PacketType second in Types.Where(type => type != first && !(type.IsHttp() && first.IsHttp())))
        {
            ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = first });
            await pair.PeerSendsAsync([.. Bytes(first), .. Bytes(second), .. Bytes(second)], Token);
            await AssertDeliversAsync(pair, first, $"recv: {first}");

            Set(pair, second);

            if (LengthPrefix.LengthOf(second) > 0 && first > PacketType.Length4 && !Expect.Deviations.FindsHeaderReadAhead)
            {
                Outcome.Is(
                    await pair.Socket.ReceiveAsync(0, TimeSpan.FromMilliseconds(20), Token),
                    TcpError.Timeout,
                    $"recv: {second} behind {first} is looked for in the kernel");
                continue;
            }

            await AssertDeliversAsync(pair, second, $"recv: {second} behind {first}");
            if (!second.IsHttp())
            {
                await AssertDeliversAsync(pair, second, $"recv: {second} behind {second}");
            }
        }
    }

    [TestCaseSource(nameof(Types))]
    public async Task From_a_part_of_a_packet_of_this_type_to_raw(PacketType type)
    {
        if (type == PacketType.Raw)
        {
            return;
        }

        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = type });
        byte[] part = Bytes(type)[..^1];
        await pair.PeerSendsAsync(part, Token);
        Outcome.Is(await pair.Socket.ReceiveAsync(0, TimeSpan.FromMilliseconds(1), Token), TcpError.Timeout, $"recv: {type}, a part");

        Set(pair, PacketType.Raw);

        await pair.Socket.DeliversAsync(part, "recv: packet raw", Token);
    }

    [TestCaseSource(nameof(Types))]
    public async Task A_receive_that_waits_uses_the_new_type(PacketType type)
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = PacketType.Tpkt });
        Task<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(0, null, Token).AsTask();
        Set(pair, type);

        await pair.Peer.SendAsync(Bytes(type), Token);

        AssertIs(Outcome.Ok(await receiving, $"recv: {type} was set while it waited"), type, "recv: the new type");
    }

    [Test]
    [OnlyOurs("OTP waits for more bytes when the type changes in the middle of a packet, which is a deviation with a test of its own.")]
    public async Task Lines_behind_a_packet_in_which_a_line_was_looked_for(
        [Values(PacketType.SunRm, PacketType.Cdr, PacketType.Asn1, PacketType.Fcgi, PacketType.Tpkt)] PacketType between)
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = PacketType.Line });
        byte[] packet = [.. PacketSamples.Header(between, 20), .. new byte[20]];
        await pair.PeerSendsAsync(packet, Token);
        Outcome.Is(
            await pair.Socket.ReceiveAsync(0, TimeSpan.FromMilliseconds(1), Token), TcpError.Timeout, "recv: no line yet");
        Set(pair, between);
        await pair.Socket.DeliversAsync(packet, $"recv: {between}, no part of a line", Token);
        Set(pair, PacketType.Line);

        await pair.PeerSendsAsync("one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\n"u8.ToArray(), Token);

        await pair.Socket.DeliversAsync("one\n"u8.ToArray(), "recv: the first line", Token);
        await pair.Socket.DeliversAsync("two\n"u8.ToArray(), "recv: the second line", Token);
    }

    private static byte[] Bytes(PacketType type) => type switch
    {
        PacketType.Raw => Pattern.Bytes(Size),
        PacketType.HttpH or PacketType.HttpHBin => "\r\n"u8.ToArray(),
        _ => PacketSamples.Sized(type, Size).Bytes,
    };

    private async Task AssertDeliversAsync(ConnectedPair pair, PacketType type, string rule) => AssertIs(
        Outcome.Ok(await pair.Socket.ReceiveAsync(type == PacketType.Raw ? Size : 0, null, Token), rule), type, rule);

    private static void AssertIs(TcpPacket packet, PacketType type, string rule)
    {
        Type? expected = type.IsHttpHeadersOnly() ? typeof(HttpEndOfHeaders) : type.IsHttp() ? typeof(HttpRequestLine) : null;
        Assert.That(packet.Http?.GetType(), Is.EqualTo(expected), rule);
        if (expected is null && type != PacketType.Line)
        {
            byte[] delivered = type == PacketType.Raw ? Pattern.Bytes(Size) : PacketSamples.Sized(type, Size).Delivered;
            Assert.That(packet.ToArray(), Is.EqualTo(delivered), rule);
        }

        Assert.That(type != PacketType.Line || packet.Span[^1] == '\n', rule);
    }

    private static void Set(ConnectedPair pair, PacketType type) =>
        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.Packet, type), $"setopts: packet {type}");
}

[TestFixture]
public sealed class InetMidStream() : MidStreamSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketMidStream() : MidStreamSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetMidStream() : MidStreamSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketMidStream() : MidStreamSuite(BackendUnderTest.OtpSocket);
