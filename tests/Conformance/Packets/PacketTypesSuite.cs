using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Packets;

/// <summary>The types with a header of their own, and lines: one receive is one packet. Semantics 6.1 and 16.</summary>
[TestFixtureSource(nameof(Types))]
public abstract class PacketTypesSuite(BackendUnderTest subject, PacketType type) : BackendSuite(subject)
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    private readonly IReadOnlyList<PacketSample> _samples = PacketSamples.Of(type);

    public static IEnumerable<PacketType> Types => PacketSamples.ProtocolsAndLine;

    [Test]
    public async Task Two_packets_and_a_part_of_the_third_in_one_segment()
    {
        ConnectedPair pair = await NewPairAsync();
        byte[] third = _samples[2].Bytes;
        await pair.PeerSendsAsync([.. _samples[0].Bytes, .. _samples[1].Bytes, .. third[..^1]], Token);

        await pair.Socket.DeliversAsync(_samples[0].Delivered, "recv: the first packet", Token);
        await pair.Socket.DeliversAsync(_samples[1].Delivered, "recv: the second packet", Token);
        Outcome.Is(await pair.Socket.ReceiveAsync(0, Moment, Token), TcpError.Timeout, "recv: the third is not whole");
        await pair.PeerSendsAsync(third[^1..], Token);
        await pair.Socket.DeliversAsync(_samples[2].Delivered, "recv: the third packet", Token);
    }

    [Test]
    public async Task Packets_that_arrive_byte_by_byte()
    {
        ConnectedPair pair = await NewPairAsync();
        Task<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(0, null, Token).AsTask();
        IEnumerable<PacketSample> samples = WithoutPadding();

        await pair.Peer.DribbleAsync(samples.SelectMany(sample => sample.Bytes).ToArray(), Token);

        foreach (PacketSample sample in samples)
        {
            Outcome.Delivers(await receiving, sample.Delivered, "recv: dribbled");
            receiving = pair.Socket.ReceiveAsync(0, null, Token).AsTask();
        }

        Outcome.StillWaits(receiving, "recv: nothing else");
    }

    [Test]
    public async Task A_timeout_in_the_middle_loses_nothing_wherever_it_comes()
    {
        PacketSample first = _samples[0];
        for (int cut = 1; cut < Math.Min(first.Bytes.Length, 20); cut++)
        {
            ConnectedPair pair = await NewPairAsync();
            await pair.PeerSendsAsync(first.Bytes[..cut], Token);
            Outcome.Is(await pair.Socket.ReceiveAsync(0, Moment, Token), TcpError.Timeout, $"recv: {cut} bytes");
            Outcome.Is(await pair.Socket.ReceiveAsync(0, TimeSpan.Zero, Token), TcpError.Timeout, $"poll: {cut} bytes");

            await pair.PeerSendsAsync([.. first.Bytes[cut..], .. _samples[1].Bytes], Token);

            await pair.Socket.DeliversAsync(first.Delivered, $"recv: after a timeout at byte {cut}", Token);
            await pair.Socket.DeliversAsync(_samples[1].Delivered, $"recv: after a timeout at byte {cut}", Token);
        }
    }

    [Test]
    public async Task Packets_larger_than_the_buffer_and_many_small_ones([Values(64, 1460)] int buffer)
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = type, Buffer = buffer });
        int largest = type is PacketType.SunRm or PacketType.Asn1 or PacketType.Cdr ? 300_000 : 60_000;
        largest = type == PacketType.Line && Expect.Packets.BufferBoundsLines ? buffer : largest;
        int[] sizes = [largest, .. Enumerable.Range(1, 50), largest, 1, 1];
        PacketSample[] samples = [.. sizes.Select(size => PacketSamples.Sized(type, size))];
        Task sending = pair.Peer.SendAsync(samples.SelectMany(sample => sample.Bytes).ToArray(), Token);

        foreach (PacketSample sample in samples)
        {
            await pair.Socket.DeliversAsync(sample.Delivered, $"recv: a packet of {sample.Bytes.Length} bytes", Token);
        }

        await sending;
    }

    [Test]
    public async Task A_length_is_einval_or_has_no_meaning()
    {
        ConnectedPair pair = await NewPairAsync();
        await pair.PeerSendsAsync(_samples[0].Bytes, Token);

        TcpResult<TcpPacket> result = await pair.Socket.ReceiveAsync(2, null, Token);

        Outcome.Is(result, Expect.Receiving.LengthWithPacket, "recv(2): with a packet type");
        if (Expect.Receiving.LengthWithPacket == TcpError.None)
        {
            Outcome.Delivers(result, _samples[0].Delivered, "recv(2): the length is ignored");
        }
        else
        {
            await pair.Socket.DeliversAsync(_samples[0].Delivered, "recv(0): the packet is unharmed", Token);
        }
    }

    [Test]
    public async Task t_getstat_counts_packets_and_all_of_their_bytes()
    {
        ConnectedPair pair = await NewPairAsync();
        int bytes = _samples[0].Bytes.Length + _samples[1].Bytes.Length;
        await pair.PeerSendsAsync([.. _samples[0].Bytes, .. _samples[1].Bytes], Token);
        await pair.Socket.DeliversAsync(_samples[0].Delivered, "recv: the first packet", Token);
        await pair.Socket.DeliversAsync(_samples[1].Delivered, "recv: the second packet", Token);

        TcpStatistics statistics = pair.Socket.Statistics.Value;

        Assert.That(statistics.ReceivedBytes, Is.EqualTo(bytes), "getstat: recv_oct, headers and padding included");
        if (!Expect.Deviations.StatisticsCountReads)
        {
            Assert.That(statistics.ReceivedPackets, Is.EqualTo(2), "getstat: recv_cnt");
        }
    }

    [Test]
    [OnlyOurs("a receive into the caller's buffer")]
    public async Task A_packet_into_the_caller_s_buffer()
    {
        ConnectedPair pair = await NewPairAsync();
        await pair.PeerSendsAsync([.. _samples[1].Bytes, .. _samples[0].Bytes], Token);
        byte[] buffer = new byte[_samples[1].Delivered.Length];

        Outcome.Same(await pair.Socket.ReceiveAsync(buffer.AsMemory(), null, Token), buffer.Length, "recv into a buffer");
        Assert.That(buffer, Is.EqualTo(_samples[1].Delivered));
        Outcome.Is(
            await pair.Socket.ReceiveAsync(new byte[_samples[0].Delivered.Length - 1], null, Token),
            TcpError.ENoBufs,
            "recv into a buffer that is too small");
        await pair.Socket.DeliversAsync(_samples[0].Delivered, "recv: it is still there", Token);
    }

    private Task<ConnectedPair> NewPairAsync() => PairAsync(new TcpSocketOptions { Packet = type });

    /// <summary>See <see cref="FastCgiSuite"/> for padding.</summary>
    private IEnumerable<PacketSample> WithoutPadding() => _samples.Where(
        sample => type != PacketType.Fcgi || sample.Bytes.Length == sample.Delivered.Length);
}

public sealed class InetPacketTypes(PacketType type) : PacketTypesSuite(BackendUnderTest.Inet, type);

public sealed class SocketPacketTypes(PacketType type) : PacketTypesSuite(BackendUnderTest.Socket, type);

[OtpReferee]
public sealed class OtpInetPacketTypes(PacketType type) : PacketTypesSuite(BackendUnderTest.OtpInet, type);

[OtpReferee]
public sealed class OtpSocketPacketTypes(PacketType type) : PacketTypesSuite(BackendUnderTest.OtpSocket, type);
