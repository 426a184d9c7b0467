using System.Buffers;
using TcpBackends.Framing;

namespace TcpBackends.Tests.Unit.Framing;

/// <summary>Packets that are slices of the stream cost no memory.</summary>
[TestFixture]
public sealed class AllocationTests
{
    private const int Packets = 1000;

    [TestCase(PacketType.Length1, new byte[] { 2, 7, 8 })]
    [TestCase(PacketType.Length2, new byte[] { 0, 2, 7, 8 })]
    [TestCase(PacketType.Length4, new byte[] { 0, 0, 0, 2, 7, 8 })]
    [TestCase(PacketType.SunRm, new byte[] { 128, 0, 0, 2, 7, 8 })]
    [TestCase(PacketType.Asn1, new byte[] { 48, 2, 7, 8 })]
    [TestCase(PacketType.Asn1, new byte[] { 31, 129, 1, 2, 7, 8 })]
    [TestCase(PacketType.Cdr, new byte[] { 71, 73, 79, 80, 1, 2, 0, 0, 0, 0, 0, 2, 7, 8 })]
    [TestCase(PacketType.Fcgi, new byte[] { 1, 6, 0, 1, 0, 2, 1, 0, 7, 8, 0 })]
    [TestCase(PacketType.Tpkt, new byte[] { 3, 0, 0, 6, 7, 8 })]
    [TestCase(PacketType.Line, new byte[] { 7, 8, 10 })]
    public void Nothing_is_allocated(PacketType type, byte[] packet)
    {
        byte[] bytes = [.. Enumerable.Repeat(packet, Packets).SelectMany(one => one)];
        var contiguous = new ReadOnlySequence<byte>(bytes);
        ReadOnlySequence<byte> scattered = Sequences.Of(bytes.Chunk(5));
        var decoder = new PacketDecoder(type);
        DecodeAll(decoder, contiguous);
        DecodeAll(decoder, scattered);
        ReadAll(decoder, contiguous);

        int decoded = 0;
        long allocated = Allocations.Of(
            () => decoded = DecodeAll(decoder, contiguous) + DecodeAll(decoder, scattered) + ReadAll(decoder, contiguous));
        Assert.Multiple(() =>
        {
            Assert.That(decoded, Is.EqualTo(3 * Packets));
            Assert.That(allocated, Is.Zero);
        });
    }

    [Test]
    public void Nor_for_HTTP_lines_as_ranges()
    {
        byte[] bytes = "GET /x HTTP/1.1\r\nHost: a\r\nx-y: z\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"u8.ToArray();
        var decoder = new PacketDecoder(PacketType.HttpBin);
        var sequence = new ReadOnlySequence<byte>(bytes);
        _ = DecodeLines(decoder, bytes) + DecodeAll(decoder, sequence) + ReadAll(decoder, sequence);

        int decoded = 0;
        long allocated = Allocations.Of(
            () => decoded = DecodeLines(decoder, bytes) + DecodeAll(decoder, sequence) + ReadAll(decoder, sequence));
        Assert.Multiple(() =>
        {
            Assert.That(decoded, Is.EqualTo(3 * 6));
            Assert.That(allocated, Is.Zero);
        });
    }

    private static int DecodeAll(PacketDecoder decoder, ReadOnlySequence<byte> stream)
    {
        int count = 0;
        while (decoder.TryDecode(ref stream, out _) == PacketStatus.Complete)
        {
            count++;
        }

        return count;
    }

    private static int ReadAll(PacketDecoder decoder, ReadOnlySequence<byte> stream)
    {
        var reader = new SequenceReader<byte>(stream);
        int count = 0;
        while (decoder.TryDecode(ref reader, out _, out _) == PacketStatus.Complete)
        {
            count++;
        }

        return count;
    }

    private static int DecodeLines(PacketDecoder decoder, ReadOnlySpan<byte> stream)
    {
        int count = 0;
        while (decoder.TryDecode(ref stream, out _, out _) == PacketStatus.Complete)
        {
            count++;
        }

        return count;
    }
}
