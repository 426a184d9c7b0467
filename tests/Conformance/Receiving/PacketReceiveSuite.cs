using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Receiving;

/// <summary>Packet 1, 2 and 4: one receive is one packet, however the bytes arrive. Semantics 6.1 and 16.</summary>
[TestFixtureSource(nameof(Packets))]
public abstract class PacketReceiveSuite(BackendUnderTest subject, PacketType packet) : BackendSuite(subject)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(100);

    private readonly ManualTimeProvider _clock = new();

    public static IEnumerable<PacketType> Packets { get; } = [PacketType.Length1, PacketType.Length2, PacketType.Length4];

    protected override TimeProvider Clock => _clock;

    [Test]
    [Deviation("Packet 1, 2, 4 after a timeout in mid-frame")]
    public async Task Two_packets_and_a_part_of_the_third_in_one_segment()
    {
        ConnectedPair pair = await NewPairAsync();
        byte[] third = Wire.Frame(packet, "def"u8.ToArray());
        await pair.PeerSendsAsync([.. Wire.Frames(packet, "ab"u8.ToArray(), "c"u8.ToArray()), .. third[..^1]], Token);

        await pair.Socket.DeliversAsync("ab"u8.ToArray(), "recv: the first packet", Token);
        await pair.Socket.DeliversAsync("c"u8.ToArray(), "recv: the second packet", Token);
        await TimeOutAsync(pair.Socket);
        await pair.PeerSendsAsync(third[^1..], Token);
        if (!Expect.Deviations.KeepsPlaceInStream)
        {
            // The rest is taken for the header of a packet.
            Outcome.Is(await pair.Socket.ReceiveAsync(0, Limit, Token), TcpError.Timeout, "recv: out of step");
            return;
        }

        await pair.Socket.DeliversAsync("def"u8.ToArray(), "recv: the third packet", Token);
    }

    [Test]
    public async Task A_packet_that_arrives_byte_by_byte()
    {
        ConnectedPair pair = await NewPairAsync();
        Task<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(0, null, Token).AsTask();

        await pair.Peer.DribbleAsync(Wire.Frames(packet, "abc"u8.ToArray(), "d"u8.ToArray()), Token);

        Outcome.Delivers(await receiving, "abc"u8, "recv: dribbled");
        await pair.Socket.DeliversAsync("d"u8.ToArray(), "recv: dribbled", Token);
    }

    [Test]
    public async Task An_empty_packet_is_delivered_as_one()
    {
        ConnectedPair pair = await NewPairAsync();
        await pair.PeerSendsAsync(Wire.Frames(packet, [], "x"u8.ToArray(), []), Token);

        await pair.Socket.DeliversAsync([], "recv: empty packet", Token);
        await pair.Socket.DeliversAsync("x"u8.ToArray(), "recv: the next", Token);
        await pair.Socket.DeliversAsync([], "recv: empty packet", Token);
    }

    [Test]
    [Deviation("Packet 1, 2, 4 after a timeout in mid-frame")]
    public async Task A_timeout_in_the_middle_loses_nothing_wherever_it_comes()
    {
        byte[] frames = Wire.Frames(packet, "abcdef"u8.ToArray(), "zz"u8.ToArray(), "yyy"u8.ToArray());
        for (int cut = 1; cut < (int)packet + 6; cut++)
        {
            ConnectedPair pair = await NewPairAsync();
            await pair.PeerSendsAsync(frames[..cut], Token);
            await TimeOutAsync(pair.Socket);
            Outcome.Is(await pair.Socket.ReceiveAsync(0, TimeSpan.Zero, Token), TcpError.Timeout, $"poll at {cut}");

            if (!Expect.Deviations.KeepsPlaceInStream && cut >= (int)packet)
            {
                // What came is kept, the header is not, and a whole packet is read on top of it.
                byte[] outOfStep = frames[(int)packet..(cut + (int)packet + 6)];
                await pair.PeerSendsAsync(frames[cut..], Token);
                await pair.Socket.DeliversAsync(outOfStep, $"recv: out of step at {cut}", Token);
                continue;
            }

            await pair.PeerSendsAsync(frames[cut..], Token);

            await pair.Socket.DeliversAsync("abcdef"u8.ToArray(), $"recv: after a timeout at byte {cut}", Token);
            await pair.Socket.DeliversAsync("zz"u8.ToArray(), $"recv: after a timeout at byte {cut}", Token);
            await pair.Socket.DeliversAsync("yyy"u8.ToArray(), $"recv: after a timeout at byte {cut}", Token);
        }
    }

    [Test]
    [Deviation("A `buffer` smaller than the header of a packet on `inet`")]
    public async Task Packets_larger_than_the_buffer_and_many_small_ones([Values(1, 7, 1460)] int buffer)
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = packet, Buffer = buffer });
        int largest = packet switch { PacketType.Length1 => 255, PacketType.Length2 => 65_535, _ => 300_000 };
        int[] sizes = [largest, .. Enumerable.Range(0, 50), largest, 0, 1];
        Task sending = pair.Peer.SendAsync(Wire.Frames(packet, [.. sizes.Select(size => Pattern.Bytes(size))]), Token);

        if (buffer < (int)packet && !Expect.Deviations.BufferMayBeSmallerThanHeader)
        {
            Outcome.Is(await pair.Socket.ReceiveAsync(0, null, Token), TcpError.EMsgSize, "recv: no room for a header");
            return;
        }

        foreach (int size in sizes)
        {
            await pair.Socket.DeliversAsync(Pattern.Bytes(size), $"recv: a packet of {size} bytes", Token);
        }

        await sending;
    }

    [Test]
    public async Task A_length_is_einval_or_has_no_meaning()
    {
        ConnectedPair pair = await NewPairAsync();
        await pair.PeerSendsAsync(Wire.Frame(packet, "abc"u8.ToArray()), Token);

        TcpResult<TcpPacket> result = await pair.Socket.ReceiveAsync(2, Limit, Token);

        if (Expect.Receiving.LengthWithPacket == TcpError.None)
        {
            Outcome.Delivers(result, "abc"u8, "recv(2): with a packet type the length is ignored");
        }
        else
        {
            Outcome.Is(result, Expect.Receiving.LengthWithPacket, "recv(2): with a packet type");
            await pair.Socket.DeliversAsync("abc"u8.ToArray(), "recv(0): the packet is unharmed", Token);
        }
    }

    [Test]
    public async Task A_length_that_is_too_large_is_einval_before_it_is_enomem()
    {
        ConnectedPair pair = await NewPairAsync();

        Outcome.Is(
            await pair.Socket.ReceiveAsync(67_108_865, TimeSpan.Zero, Token),
            Expect.Receiving.LengthWithPacket == TcpError.None ? TcpError.Timeout : Expect.Receiving.LengthWithPacket,
            "recv(64 MiB + 1): with a packet type");
    }

    [Test]
    [Deviation("Counters of received packets 1, 2, 4")]
    public async Task t_getstat_counts_packets_headers_included()
    {
        ConnectedPair pair = await NewPairAsync();
        byte[] frames = Wire.Frames(packet, "abc"u8.ToArray(), []);
        await pair.PeerSendsAsync([.. frames, .. Wire.Header(packet, 9), 1], Token);
        await pair.Socket.DeliversAsync("abc"u8.ToArray(), "recv", Token);
        await pair.Socket.DeliversAsync([], "recv", Token);
        await TimeOutAsync(pair.Socket);

        TcpStatistics statistics = pair.Socket.Statistics.Value;

        // What is read in advance of a packet is counted, the header once more with the packet.
        (long Bytes, long Packets) expected = Expect.Deviations.StatisticsCountReads
            ? (frames.Length + (4 * (int)packet) + 1, 5)
            : (frames.Length, 2);
        Assert.That((statistics.ReceivedBytes, statistics.ReceivedPackets), Is.EqualTo(expected));
    }

    private Task<ConnectedPair> NewPairAsync() => PairAsync(new TcpSocketOptions { Packet = packet });

    private async Task TimeOutAsync(ITcpSocket socket)
    {
        Task<TcpResult<TcpPacket>> receiving = socket.ReceiveAsync(0, Limit, Token).AsTask();
        _clock.Advance(Limit);
        Outcome.Is(await receiving, TcpError.Timeout, "recv: a packet that is not whole");
    }
}

public sealed class InetPacketReceive(PacketType packet) : PacketReceiveSuite(BackendUnderTest.Inet, packet);

public sealed class SocketPacketReceive(PacketType packet) : PacketReceiveSuite(BackendUnderTest.Socket, packet);

[OtpReferee]
public sealed class OtpInetPacketReceive(PacketType packet)
    : PacketReceiveSuite(BackendUnderTest.OtpInet, packet);

[OtpReferee]
public sealed class OtpSocketPacketReceive(PacketType packet)
    : PacketReceiveSuite(BackendUnderTest.OtpSocket, packet);
