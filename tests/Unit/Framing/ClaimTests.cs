using System.Buffers;
using System.Text;
using TcpBackends.Framing;

namespace TcpBackends.Tests.Unit.Framing;

/// <summary>What a stream claims about itself costs nothing until its bytes are there.</summary>
[TestFixture]
public sealed class ClaimTests
{
    [TestCase(PacketType.Length4, new byte[] { 0x7f, 0xff, 0xff, 0xfb })]
    [TestCase(PacketType.SunRm, new byte[] { 0xff, 0xff, 0xff, 0xfb })]
    [TestCase(PacketType.Asn1, new byte[] { 0x30, 0x84, 0x7f, 0xff, 0xff, 0xf9 })]
    [TestCase(PacketType.Cdr, new byte[] { 71, 73, 79, 80, 1, 2, 1, 0, 0xf3, 0xff, 0xff, 0x7f })]
    public void Two_gibibytes_less_one_are_waited_for(PacketType type, byte[] header)
    {
        var decoder = new PacketDecoder(type);
        var stream = new ReadOnlySequence<byte>(header);
        PacketStatus status = default;
        long allocated = Allocations.Of(() => status = decoder.TryDecode(ref stream, out _));
        Assert.Multiple(() =>
        {
            Assert.That(status, Is.EqualTo(PacketStatus.Incomplete));
            Assert.That(decoder.ExpectedLength, Is.EqualTo(int.MaxValue));
            Assert.That(allocated, Is.Zero);
        });
    }

    [TestCase(PacketType.Length4, new byte[] { 0x7f, 0xff, 0xff, 0xfc })]
    [TestCase(PacketType.Length4, new byte[] { 0xff, 0xff, 0xff, 0xff })]
    [TestCase(PacketType.SunRm, new byte[] { 0x7f, 0xff, 0xff, 0xfc })]
    [TestCase(PacketType.Cdr, new byte[] { 71, 73, 79, 80, 1, 2, 0, 0, 0xff, 0xff, 0xff, 0xff })]
    [TestCase(PacketType.Asn1, new byte[] { 0x30, 0x84, 0x7f, 0xff, 0xff, 0xfa })]
    [TestCase(PacketType.Asn1, new byte[] { 0x30, 0x84, 0x80, 0, 0, 0 }, Description = "negative")]
    [TestCase(PacketType.Asn1, new byte[] { 0x30, 0x84, 0xff, 0xff, 0xff, 0xff }, Description = "negative")]
    public void More_is_invalid(PacketType type, byte[] header) =>
        Assert.That(Decode(type, header), Is.EqualTo(PacketStatus.Invalid));

    [TestCase(PacketType.Length1, new byte[] { 101 })]
    [TestCase(PacketType.Length2, new byte[] { 0, 101 })]
    [TestCase(PacketType.Length4, new byte[] { 0, 0, 0, 101 })]
    [TestCase(PacketType.SunRm, new byte[] { 128, 0, 0, 101 })]
    [TestCase(PacketType.Asn1, new byte[] { 48, 101 })]
    [TestCase(PacketType.Cdr, new byte[] { 71, 73, 79, 80, 1, 2, 0, 0, 0, 0, 0, 101 })]
    [TestCase(PacketType.Fcgi, new byte[] { 1, 6, 0, 1, 0, 100, 1, 0 })]
    [TestCase(PacketType.Tpkt, new byte[] { 3, 0, 0, 105 })]
    public void Packet_size_is_enforced_by_the_header_alone(PacketType type, byte[] header) => Assert.Multiple(() =>
    {
        Assert.That(Decode(type, header, new() { PacketSize = 100 }), Is.EqualTo(PacketStatus.Invalid));
        Assert.That(Decode(type, header, new() { PacketSize = 101 }), Is.EqualTo(PacketStatus.Incomplete));
    });

    [Test]
    public void A_tag_without_end_is_invalid_as_soon_as_it_passes_packet_size([Values(1024, 2000)] int packetSize)
    {
        PacketOptions options = new() { PacketSize = packetSize };
        byte[] tag = [0x1f, .. Enumerable.Repeat((byte)0x81, packetSize - 2)];
        Assert.Multiple(() =>
        {
            Assert.That(Decode(PacketType.Asn1, tag, options), Is.EqualTo(PacketStatus.Incomplete));
            Assert.That(Decode(PacketType.Asn1, [.. tag, 0x01, 0], options), Is.EqualTo(PacketStatus.Complete), "the longest tag");
            Assert.That(Decode(PacketType.Asn1, [.. tag, 0x81], options), Is.EqualTo(PacketStatus.Invalid), "it will be longer");
            Assert.That(Decode(PacketType.Asn1, [.. tag, 0x81, 0x01, 0], options), Is.EqualTo(PacketStatus.Invalid), "it is longer");
            Assert.That(Decode(PacketType.Asn1, [.. tag, 0x81, 0x01, 0]), Is.EqualTo(PacketStatus.Complete), "no packet_size");
        });
    }

    [TestCase(PacketType.Line)]
    [TestCase(PacketType.Http)]
    [TestCase(PacketType.HttpHBin)]
    public void A_megabyte_without_a_newline_is_invalid_as_soon_as_it_passes_packet_size(PacketType type)
    {
        byte[] bytes = new byte[1 << 20];
        Assert.Multiple(() =>
        {
            Assert.That(Decode(type, bytes, new() { PacketSize = bytes.Length - 1 }), Is.EqualTo(PacketStatus.Invalid));
            Assert.That(Decode(type, bytes, new() { PacketSize = bytes.Length + 1 }), Is.EqualTo(PacketStatus.Incomplete));
        });
    }

    [Test]
    public void A_hundred_thousand_folded_lines_are_one_value_or_invalid()
    {
        string value = "b" + string.Concat(Enumerable.Repeat("\r\n c", 100_000));
        byte[] bytes = Encoding.ASCII.GetBytes($"A: {value}\r\n\r\n");
        var stream = new ReadOnlySequence<byte>(bytes);
        PacketStatus status = new PacketDecoder(PacketType.HttpH).TryDecode(ref stream, out DecodedPacket packet);
        Assert.Multiple(() =>
        {
            Assert.That(status, Is.EqualTo(PacketStatus.Complete));
            Assert.That(packet.Http, Is.EqualTo(new HttpHeaderField(
                HttpKnownHeader.None, new HttpText("A"), new HttpText("A"), new HttpText(value))));
            Assert.That(
                Decode(PacketType.HttpH, bytes, new() { PacketSize = bytes.Length - 3 }), Is.EqualTo(PacketStatus.Invalid));
        });
    }

    private static PacketStatus Decode(PacketType type, byte[] bytes, PacketOptions options = default)
    {
        var stream = new ReadOnlySequence<byte>(bytes);
        return new PacketDecoder(type, options).TryDecode(ref stream, out _);
    }
}
