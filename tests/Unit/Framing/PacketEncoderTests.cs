using System.Buffers;
using TcpBackends.Framing;

namespace TcpBackends.Tests.Unit.Framing;

[TestFixture]
public sealed class PacketEncoderTests
{
    private static PacketType[] Types => Enum.GetValues<PacketType>();

    [TestCase(PacketType.Length1, new byte[] { 3, 7, 8, 9 })]
    [TestCase(PacketType.Length2, new byte[] { 0, 3, 7, 8, 9 })]
    [TestCase(PacketType.Length4, new byte[] { 0, 0, 0, 3, 7, 8, 9 })]
    public void Puts_the_length_before_the_payload(PacketType type, byte[] expected) =>
        Assert.That(Encode(type, [7, 8, 9]), Is.EqualTo(expected));

    [TestCaseSource(nameof(Types))]
    public void Adds_nothing_to_other_types(PacketType type) =>
        Assert.That(Encode(type, [7]), Has.Length.EqualTo(1 + LengthPrefix.LengthOf(type)));

    [Test]
    public void An_empty_payload_has_a_prefix_of_zeros() => Assert.Multiple(() =>
    {
        Assert.That(Encode(PacketType.Length4, []), Is.EqualTo(new byte[4]));
        Assert.That(Encode(PacketType.Raw, []), Is.Empty);
    });

    [Test]
    public void A_payload_too_long_for_its_prefix_wraps_around() =>
        Assert.That(Encode(PacketType.Length1, new byte[257])[0], Is.EqualTo(1));

    [Test]
    public void A_scattered_payload_is_written_in_order()
    {
        var output = new ArrayBufferWriter<byte>();
        PacketEncoder.Write(output, PacketType.Length2, Sequences.Of([[7], [8, 9]]));
        Assert.That(output.WrittenSpan.ToArray(), Is.EqualTo([0, 3, 7, 8, 9]));
    }

    private static byte[] Encode(PacketType type, byte[] payload)
    {
        var output = new ArrayBufferWriter<byte>();
        PacketEncoder.Write(output, type, payload);
        return output.WrittenSpan.ToArray();
    }
}
