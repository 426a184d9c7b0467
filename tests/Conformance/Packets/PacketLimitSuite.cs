using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Packets;

/// <summary>Which packets are too large, and which are none: semantics 16 to 18, packet_size.</summary>
public abstract class PacketLimitSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    private const uint DefaultLimit = 67_108_864;

    public static IEnumerable<PacketType> Sized { get; } =
        [.. PacketSamples.ProtocolsAndLine, PacketType.Http, PacketType.HttpBin, PacketType.HttpH, PacketType.HttpHBin];

    /// <summary>Types whose header can claim a lot, and the largest claim that a whole packet of 2^31-1 bytes can make.</summary>
    public static IEnumerable<object[]> Claims { get; } =
    [
        .. ClaimsOf(PacketType.SunRm, 0x7FFF_FFFB),
        .. ClaimsOf(PacketType.Asn1, 0x7FFF_FFF9),
        .. ClaimsOf(PacketType.Cdr, 0x7FFF_FFF3),
    ];

    public static IEnumerable<TestCaseData> NoPackets { get; } =
    [
        new(PacketType.Asn1, new byte[] { 0x30, 0x85, 0, 0, 0, 0, 1, 7 }) { TestName = "asn1: a length of five bytes" },
        new(PacketType.Asn1, new byte[] { 0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF }) { TestName = "asn1: a negative length" },
        new(PacketType.Cdr, "GIOQ\x01\x01\x00\x00\x00\x00\x00\x00"u8.ToArray()) { TestName = "cdr: another protocol" },
        new(PacketType.Fcgi, new byte[] { 2, 1, 0, 1, 0, 0, 0, 0 }) { TestName = "fcgi: another version" },
        new(PacketType.Tpkt, new byte[] { 4, 0, 0, 5, 1 }) { TestName = "tpkt: another version" },
        new(PacketType.Tpkt, new byte[] { 3, 0, 0, 3 }) { TestName = "tpkt: shorter than its header" },
    ];

    [TestCaseSource(nameof(Sized))]
    public async Task A_packet_of_packet_size_is_delivered_and_a_larger_one_is_emsgsize(PacketType type)
    {
        const int Size = 40;
        PacketSample fits = PacketSamples.Sized(type, Size);
        PacketSample beyond = PacketSamples.Sized(type, Size + 1);
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = type, PacketSize = Size });
        // A header field needs the byte behind it.
        await pair.PeerSendsAsync([.. fits.Bytes, .. type.IsHttpHeadersOnly() ? beyond.Bytes : []], Token);

        TcpPacket packet = Outcome.Ok(await pair.Socket.ReceiveAsync(0, null, Token), $"recv: {Size} bytes of {type}");
        Assert.That(packet.Http is not null || packet.Span.SequenceEqual(fits.Delivered));
        if (!type.IsHttp())
        {
            await pair.PeerSendsAsync(beyond.Bytes, Token);
        }
        else if (!type.IsHttpHeadersOnly())
        {
            await pair.PeerSendsAsync(PacketSamples.Sized(PacketType.HttpH, Size + 1).Bytes, Token);
        }

        Outcome.Is(await pair.Socket.ReceiveAsync(0, null, Token), TcpError.EMsgSize, $"recv: {Size + 1} bytes of {type}");
    }

    [Test]
    public async Task The_padding_of_a_FastCGI_record_counts()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = PacketType.Fcgi, PacketSize = 4 });
        PacketSample fits = PacketSamples.Padded("ab"u8, 2);
        await pair.PeerSendsAsync([.. fits.Bytes, .. PacketSamples.Padded("ab"u8, 3).Bytes], Token);

        await pair.Socket.DeliversAsync(fits.Delivered, "recv: 2 bytes and 2 of padding", Token);
        await pair.Socket.ReceivesSayAsync([TcpError.EMsgSize], "recv: 2 bytes and 3 of padding", Token);
    }

    [TestCaseSource(nameof(Claims))]
    public async Task A_claim_is_bounded_by_the_default_and_the_arithmetic(PacketType type, uint claimed, uint largest)
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = type });
        // The top bit of SunRPC says whether it is the last fragment.
        uint size = type == PacketType.SunRm ? claimed & 0x7FFF_FFFF : claimed;
        uint limit = Expect.Defaults.PacketSize == 0 ? largest : (uint)Expect.Defaults.PacketSize;
        await pair.PeerSendsAsync(PacketSamples.Header(type, claimed), Token);

        long before = GC.GetAllocatedBytesForCurrentThread();
        ValueTask<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(0, TimeSpan.Zero, Token);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Outcome.Is(await receiving, size <= limit ? TcpError.Timeout : TcpError.EMsgSize, $"recv: {type} claims {claimed} bytes");
        Assert.That(allocated, Is.LessThan(1_000_000), "what is only claimed needs no memory");
    }

    [TestCaseSource(nameof(NoPackets))]
    public async Task What_is_no_packet_is_emsgsize_behind_one_that_is(PacketType type, byte[] bytes)
    {
        PacketSample good = PacketSamples.Of(type)[0];
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = type });
        await pair.PeerSendsAsync([.. good.Bytes, .. bytes], Token);

        await pair.Socket.DeliversAsync(good.Delivered, "recv: the good packet before it", Token);
        await pair.Socket.ReceivesSayAsync([TcpError.EMsgSize], "recv: no packet", Token);
    }

    [Test]
    public async Task A_receive_that_waits_is_told_as_soon_as_the_header_is_there()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = PacketType.Cdr, PacketSize = 4 });
        Task<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(0, null, Token).AsTask();

        await pair.Peer.DribbleAsync(PacketSamples.Header(PacketType.Cdr, 5), Token);

        Outcome.Is(await receiving, TcpError.EMsgSize, "recv blocked: a header that claims too much");
    }

    private static IEnumerable<object[]> ClaimsOf(PacketType type, uint largest) =>
        new uint[] { DefaultLimit, DefaultLimit + 1, largest, largest + 1, 0x7FFF_FFFF, uint.MaxValue }
            .Select(size => new object[] { type, size, largest });
}

[TestFixture]
public sealed class InetPacketLimit() : PacketLimitSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketPacketLimit() : PacketLimitSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetPacketLimit() : PacketLimitSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketPacketLimit() : PacketLimitSuite(BackendUnderTest.OtpSocket);
