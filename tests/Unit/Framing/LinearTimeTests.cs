using System.Buffers;
using System.Text;
using TcpBackends.Framing;

namespace TcpBackends.Tests.Unit.Framing;

/// <summary>
/// A packet that arrives byte by byte, each in a segment of its own, costs time in proportion to its length.
/// </summary>
[TestFixture]
[CancelAfter(180_000)]
public sealed class LinearTimeTests
{
    private const int Length = 200_000;

    // A scan looks at the header again, and at each end of what it goes on with.
    private const int LooksPerByte = 24;

    private static IEnumerable<TestCaseData> Packets
    {
        get
        {
            byte[] filling = new byte[Length];
            filling.AsSpan().Fill((byte)'a');
            yield return Packet(PacketType.Line, [.. filling, (byte)'\n']);
            yield return Packet(PacketType.HttpBin, [.. "GET /"u8, .. filling, .. "\r\n"u8]);
            yield return Packet(PacketType.HttpHBin, [.. "a: b"u8, .. FoldedLines(100_000), .. "\r\n\r"u8], 1);
            yield return Packet(PacketType.Length4, [0, 3, 13, 64, .. filling]);
            yield return Packet(PacketType.Cdr, [.. "GIOP"u8, 1, 2, 0, 0, 0, 3, 13, 64, .. filling]);
            yield return Packet(PacketType.Asn1, [0x30, 0x83, 3, 13, 64, .. filling]);
            byte[] longTag = [0x1f, .. filling.Select(part => (byte)(part | 0x80)), 0];
            yield return Packet(PacketType.Asn1, [.. longTag, 0]).SetArgDisplayNames("Asn1, long tag");
            yield return Packet(PacketType.Asn1, [.. longTag, 0x83, 3, 13, 64, .. filling])
                .SetArgDisplayNames("Asn1, long tag and long value");
        }
    }

    [TestCaseSource(nameof(Packets))]
    public void Byte_by_byte(PacketType type, byte[] bytes, int lookAhead, CancellationToken token)
    {
        var counter = new CountingMemory.Counter();
        var stream = new GrowingStream();
        var state = new PacketScanState { InHeaders = type.IsHttpHeadersOnly() };
        PacketScan scan = default;
        foreach (byte value in bytes)
        {
            token.ThrowIfCancellationRequested();
            Assert.That(scan.Status, Is.EqualTo(PacketStatus.Incomplete));
            stream.Append(new CountingMemory(value, counter).Memory);
            scan = PacketScanner.Scan(type, stream.Bytes, default, ref state);
        }

        Assert.Multiple(() =>
        {
            Assert.That(scan, Is.EqualTo(new PacketScan(
                PacketStatus.Complete, LengthPrefix.LengthOf(type), bytes.Length - lookAhead)));
            Assert.That(counter.Looks, Is.LessThan((long)bytes.Length * LooksPerByte));
        });
    }

    [TestCaseSource(nameof(Packets))]
    public void In_one_growing_buffer(PacketType type, byte[] bytes, int lookAhead, CancellationToken token)
    {
        var state = default(PacketScanState);
        PacketScan scan = default;
        for (int length = 1; length <= bytes.Length; length++)
        {
            token.ThrowIfCancellationRequested();
            scan = PacketScanner.Scan(type, bytes.AsSpan(0, length), default, ref state);
        }

        Assert.That(scan.TotalLength, Is.EqualTo(bytes.Length - lookAhead));
    }

    [Test]
    public void Pieces_of_a_megabyte_without_a_newline(CancellationToken token)
    {
        byte[] bytes = new byte[1 << 20];
        var options = new PacketOptions { LineLength = 4, PacketSize = bytes.Length / 2 };
        var decoder = new PacketDecoder(PacketType.Line, options);
        var rest = new ReadOnlySequence<byte>(bytes, bytes.Length / 2, bytes.Length / 2);
        int pieces = 0;
        while (decoder.TryDecode(ref rest, out DecodedPacket packet) == PacketStatus.Complete)
        {
            token.ThrowIfCancellationRequested();
            Assert.That(packet.Payload.Length, Is.EqualTo(4));
            pieces++;
        }

        Assert.That(pieces, Is.EqualTo(bytes.Length / 8));
    }

    private static byte[] FoldedLines(int count) =>
        Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("\r\n ", count)));

    private static TestCaseData Packet(PacketType type, byte[] bytes, int lookAhead = 0) =>
        new TestCaseData(type, bytes, lookAhead).SetArgDisplayNames(type.ToString());
}
