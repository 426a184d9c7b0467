using System.Buffers;
using TcpBackends.Framing;

namespace TcpBackends.Tests.Unit.Framing;

[TestFixture]
public sealed class HttpTextTests
{
    private static readonly HttpText Text = new("a\u00e4");
    private static readonly HttpText Bytes = new(new byte[] { 9, 0x61, 0xe4 }.AsMemory(1));

    [Test]
    public void Text_and_bytes_can_be_read_as_the_other() => Assert.Multiple(() =>
    {
        foreach (HttpText one in new[] { Text, Bytes })
        {
            Assert.That(one.ToString(), Is.EqualTo("a\u00e4"));
            Assert.That(one.ToMemory().ToArray(), Is.EqualTo([0x61, 0xe4]));
            Assert.That(one.Length, Is.EqualTo(2));
        }

        Assert.That(Text.IsText);
        Assert.That(Bytes.IsText, Is.False);
    });

    [Test]
    public void Equality_is_that_of_the_content() => Assert.Multiple(() =>
    {
        Assert.That(Text == Bytes);
        Assert.That(Text.GetHashCode(), Is.EqualTo(Bytes.GetHashCode()));
        Assert.That(Text != new HttpText("ab"));
        Assert.That(Text.Equals((object)new HttpText("a")), Is.False);
        Assert.That(Text.Equals("a\u00e4"), Is.False);
        Assert.That(default == new HttpText(""));
    });

    [Test]
    public void The_default_is_empty() => Assert.Multiple(() =>
    {
        Assert.That(default(HttpText).ToString(), Is.Empty);
        Assert.That(default(HttpText).ToMemory().Length, Is.Zero);
    });

    [TestCase(PacketType.Http)]
    [TestCase(PacketType.HttpBin)]
    public void Strings_are_text_or_bytes_as_the_packet_type_says(PacketType type)
    {
        var stream = new ReadOnlySequence<byte>("GET /p HTTP/1.1\r\nx-y: z\r\nHost: a\r\n\r\n"u8.ToArray());
        var decoder = new PacketDecoder(type);
        var strings = new List<HttpText>();
        while (decoder.TryDecode(ref stream, out DecodedPacket packet) == PacketStatus.Complete)
        {
            strings.AddRange(packet.Http switch
            {
                HttpRequestLine request => [request.Method, ((HttpPathTarget)request.Target).Path],
                HttpHeaderField header => [header.Name, header.UnmodifiedName, header.Value],
                _ => [],
            });
        }

        Assert.That(strings, Has.Count.EqualTo(8).And.All.Matches<HttpText>(one => one.IsText == type.IsHttpText()));
    }

    [Test]
    public void Packets_keep_their_contents_when_the_stream_is_overwritten()
    {
        byte[] bytes = "x-y: z\r\n\r\n"u8.ToArray();
        var stream = new ReadOnlySequence<byte>(bytes);
        new PacketDecoder(PacketType.HttpHBin).TryDecode(ref stream, out DecodedPacket packet);
        HttpPacket? http = packet.Http;
        bytes.AsSpan().Clear();
        Assert.That(http, Is.EqualTo(new HttpHeaderField(
            HttpKnownHeader.None, new HttpText("X-Y"), new HttpText("x-y"), new HttpText("z"))));
    }
}
