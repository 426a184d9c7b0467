using System.Buffers;
using TcpBackends.Framing;

namespace TcpBackends.Tests.Unit.Framing;

[TestFixture]
public sealed class LengthPrefixTests
{
    [TestCase(PacketType.Raw, 3, new byte[0])]
    [TestCase(PacketType.Length1, 3, new byte[] { 3 })]
    [TestCase(PacketType.Length2, 3, new byte[] { 0, 3 })]
    [TestCase(PacketType.Length4, 3, new byte[] { 0, 0, 0, 3 })]
    [TestCase(PacketType.Length1, 255, new byte[] { 255 })]
    [TestCase(PacketType.Length1, 256, new byte[] { 0 })]
    [TestCase(PacketType.Length1, 257, new byte[] { 1 })]
    [TestCase(PacketType.Length2, 65535, new byte[] { 255, 255 })]
    [TestCase(PacketType.Length2, 65537, new byte[] { 0, 1 })]
    [TestCase(PacketType.Length4, 0x1_0000_0002, new byte[] { 0, 0, 0, 2 })]
    public void Writes_the_length_modulo_the_size_of_the_prefix(PacketType type, long payload, byte[] expected)
    {
        byte[] header = new byte[LengthPrefix.MaximumLength];
        int length = LengthPrefix.Write(type, payload, header);
        Assert.That(header[..length], Is.EqualTo(expected));
    }

    [TestCase(PacketType.Length1, 255)]
    [TestCase(PacketType.Length2, 300)]
    [TestCase(PacketType.Length4, 70000)]
    [TestCase(PacketType.Length4, 0)]
    public void Finds_a_packet_only_when_it_is_whole(PacketType type, int payload)
    {
        byte[] packet = new byte[LengthPrefix.LengthOf(type) + payload];
        int header = LengthPrefix.Write(type, payload, packet);
        for (int length = 0; length <= packet.Length; length += length < 8 || length > packet.Length - 8 ? 1 : 97)
        {
            PacketScan scan = LengthPrefix.Scan(type, new ReadOnlySequence<byte>(packet, 0, length), packetSize: 0);
            Assert.Multiple(() =>
            {
                Assert.That(
                    scan.Status,
                    Is.EqualTo(length == packet.Length ? PacketStatus.Complete : PacketStatus.Incomplete),
                    $"after {length} bytes");
                Assert.That(scan.TotalLength, Is.EqualTo(length >= header ? packet.Length : 0), $"after {length} bytes");
            });
        }
    }

    [Test]
    public void Finds_a_header_that_is_split_over_segments()
    {
        ReadOnlySequence<byte> stream = Sequences.OfSingleBytes([0, 0, 0, 2, 7, 8]);
        PacketScan scan = LengthPrefix.Scan(PacketType.Length4, stream, packetSize: 0);
        Assert.That(scan, Is.EqualTo(new PacketScan(PacketStatus.Complete, 4, 6)));
    }

    [TestCase(new byte[] { 0x7f, 0xff, 0xff, 0xfb }, 0, PacketStatus.Incomplete)]
    [TestCase(new byte[] { 0x7f, 0xff, 0xff, 0xfc }, 0, PacketStatus.Invalid)]
    [TestCase(new byte[] { 0xff, 0xff, 0xff, 0xff }, 0, PacketStatus.Invalid)]
    [TestCase(new byte[] { 0, 0, 0, 10 }, 10, PacketStatus.Incomplete)]
    [TestCase(new byte[] { 0, 0, 0, 11 }, 10, PacketStatus.Invalid)]
    public void Rejects_a_length_that_is_too_large(byte[] header, int packetSize, PacketStatus expected)
    {
        PacketScan scan = LengthPrefix.Scan(PacketType.Length4, new ReadOnlySequence<byte>(header), packetSize);
        Assert.That(scan.Status, Is.EqualTo(expected));
    }
}
