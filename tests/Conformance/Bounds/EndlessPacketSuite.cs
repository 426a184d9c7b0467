using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Bounds;

/// <summary>
/// A peer that claims a lot, or never comes to an end: memory for what has arrived and a buffer, and time for every byte once.
/// </summary>
[NonParallelizable]
public abstract class EndlessPacketSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    private const int Buffer = 64 * 1024;

    /// <summary>Beginnings of packets that go on for ever, and what repeats in them.</summary>
    public static IEnumerable<TestCaseData> Endless { get; } =
    [
        new TestCaseData(PacketType.Length4, new byte[] { 0x7F, 0, 0, 0 }, "x"u8.ToArray()).SetArgDisplayNames("packet 4, 2 GiB claimed"),
        new TestCaseData(PacketType.SunRm, new byte[] { 0x7F, 0, 0, 0 }, "x"u8.ToArray()).SetArgDisplayNames("sunrm, 2 GiB claimed"),
        new TestCaseData(PacketType.Cdr, PacketSamples.Header(PacketType.Cdr, 0x7F00_0000), "x"u8.ToArray())
            .SetArgDisplayNames("cdr, 2 GiB claimed"),
        new TestCaseData(PacketType.Asn1, PacketSamples.Header(PacketType.Asn1, 0x7F00_0000), "x"u8.ToArray())
            .SetArgDisplayNames("asn1, 2 GiB claimed"),
        new TestCaseData(PacketType.Asn1, new byte[] { 0x1F }, new byte[] { 0x81 }).SetArgDisplayNames("asn1, a tag without end"),
        new TestCaseData(PacketType.Line, "x"u8.ToArray(), "x"u8.ToArray()).SetArgDisplayNames("a line without newline"),
        new TestCaseData(PacketType.HttpBin, "GET /"u8.ToArray(), "x"u8.ToArray()).SetArgDisplayNames("a request line without newline"),
        new TestCaseData(PacketType.HttpHBin, "A: b"u8.ToArray(), "\r\n "u8.ToArray()).SetArgDisplayNames("a header of folded lines"),
    ];

    [TestCaseSource(nameof(Endless))]
    public async Task It_takes_memory_for_what_has_arrived_and_a_buffer(PacketType type, byte[] beginning, byte[] repeated)
    {
        const int Arriving = 1_000_000;
        const int Limit = Arriving + (3 * Buffer);
        long held = long.MaxValue;
        // The memory is that of the process, in which others may be at work.
        for (int attempt = 0; attempt < 5 && held >= Limit; attempt++)
        {
            held = Math.Min(held, await HeldForAsync(type, beginning, repeated, Arriving));
        }

        // A buffer, and as much again that the pool keeps and the test itself needs.
        Assert.That(held, Is.LessThan(Limit), "bytes held");
    }

    private async Task<long> HeldForAsync(PacketType type, byte[] beginning, byte[] repeated, int arriving)
    {
        ConnectedPair pair = await NewPairAsync(type);
        byte[] bytes = [.. beginning, .. Enumerable.Repeat(repeated, arriving / repeated.Length).SelectMany(item => item)];
        await WaitsForMoreAsync(pair);
        long before = GC.GetTotalMemory(forceFullCollection: true);

        Task sending = pair.Peer.SendAsync(bytes, Token);
        while (!sending.IsCompleted || KernelTcp.Find(pair.Peer.RemoteEndPoint, pair.Peer.LocalEndPoint)!.ReceiveQueue > 0)
        {
            await WaitsForMoreAsync(pair);
        }

        await sending;
        long held = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(bytes);
        GC.KeepAlive(pair);
        return held;
    }

    [TestCaseSource(nameof(Endless))]
    public async Task No_byte_is_looked_at_again_when_more_arrive(PacketType type, byte[] beginning, byte[] repeated)
    {
        const int Fewer = 2000;
        const int Times = 8;
        const double Limit = 1.5 * Times;
        byte[] arriving = [.. Enumerable.Repeat(repeated, 1000 / repeated.Length).SelectMany(item => item)];
        double ratio = double.MaxValue;
        // Eight times as many take eight times as long, sixty-four times if each is looked at again.
        await ArriveAsync(type, beginning, arriving, Fewer);
        for (int attempt = 0; attempt < 5 && ratio > Limit; attempt++)
        {
            TimeSpan fewer = await ArriveAsync(type, beginning, arriving, Fewer);
            TimeSpan more = await ArriveAsync(type, beginning, arriving, Times * Fewer);
            ratio = Math.Min(ratio, more / fewer);
        }

        Assert.That(ratio, Is.LessThan(Limit), "time for eight times as many arrivals");
    }

    [Test]
    public async Task A_header_of_100_000_folded_lines_is_delivered_whole()
    {
        ConnectedPair pair = await NewPairAsync(PacketType.HttpHBin);
        byte[] header = [.. "A: b"u8, .. Enumerable.Repeat("\r\n x"u8.ToArray(), 100_000).SelectMany(item => item), .. "\r\n"u8];
        Task sending = pair.Peer.SendAsync((byte[])[.. header, .. "\r\n"u8], Token);

        TcpPacket packet = Outcome.Ok(await pair.Socket.ReceiveAsync(0, null, Token), "recv: a long header");

        Assert.That(packet.Span.SequenceEqual(header));
        Assert.That(((HttpHeaderField)packet.Http!).Value.Length, Is.EqualTo(header.Length - "A: \r\n".Length));
        await sending;
    }

    [TestCase(PacketType.Line)]
    [TestCase(PacketType.Http)]
    public async Task By_default_a_megabyte_without_newline_is_cut_or_refused_on_inet(PacketType type)
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = type });
        // The kernel has room for all of it.
        await pair.Peer.SendAsync(new byte[1_000_000], Token);

        TcpResult<TcpPacket> result = await pair.Socket.ReceiveAsync(0, TimeSpan.FromMilliseconds(1), Token);

        TcpError expected = !Expect.Packets.BufferBoundsLines ? TcpError.Timeout
            : type == PacketType.Line ? TcpError.None
            : TcpError.EMsgSize;
        Outcome.Is(result, expected, "recv: a megabyte without newline");
        Assert.That(!result.IsOk || result.Value.Length == Expect.Defaults.Buffer);
    }

    /// <summary>Neither packet_size nor buffer ends what is to have no end.</summary>
    private Task<ConnectedPair> NewPairAsync(PacketType type) =>
        PairAsync(new TcpSocketOptions { Packet = type, PacketSize = type.IsHttp() ? 64 * 1024 * 1024 : 0, Buffer = Buffer });

    private async Task<TimeSpan> ArriveAsync(PacketType type, byte[] beginning, byte[] arriving, int times)
    {
        ConnectedPair pair = await NewPairAsync(type);
        await pair.Peer.SendAsync(beginning, Token);
        // Not what a clock says, since others may keep the processor busy.
        TimeSpan before = Environment.CpuUsage.TotalTime;
        for (int i = 0; i < times; i++)
        {
            await pair.Peer.SendAsync(arriving, Token);
            TcpResult<TcpPacket> polled = await pair.Socket.ReceiveAsync(0, TimeSpan.Zero, Token);
            if (polled.Error != TcpError.Timeout && (type != PacketType.Line || !polled.IsOk))
            {
                Outcome.Is(polled, TcpError.Timeout, "recv: not whole");
            }
        }

        TimeSpan taken = Environment.CpuUsage.TotalTime - before;
        await pair.Peer.DisposeAsync();
        return taken;
    }

    private async Task WaitsForMoreAsync(ConnectedPair pair)
    {
        TcpResult<TcpPacket> polled = await pair.Socket.ReceiveAsync(0, TimeSpan.FromMilliseconds(1), Token);
        Assert.That(polled.IsOk || polled.Error == TcpError.Timeout, $"recv: {polled}");
    }
}

[TestFixture]
public sealed class InetEndlessPacket() : EndlessPacketSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketEndlessPacket() : EndlessPacketSuite(BackendUnderTest.Socket);
