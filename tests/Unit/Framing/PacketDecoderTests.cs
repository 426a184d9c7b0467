using System.Buffers;
using System.Text;
using TcpBackends.Framing;

namespace TcpBackends.Tests.Unit.Framing;

[TestFixture]
public sealed class PacketDecoderTests
{
    [TestCase(3)]
    [TestCase(8 + 100)]
    [TestCase(-1)]
    [TestCase(15)]
    public void Unknown_types_are_refused(int type) => Assert.Multiple(() =>
    {
        var unknown = (PacketType)type;
        Assert.That(() => new PacketDecoder(unknown), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(
            () => new PacketDecoder(PacketType.Raw).Type = unknown, Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => Scan(unknown), Throws.InstanceOf<ArgumentOutOfRangeException>());
    });

    [Test]
    public void Negative_limits_are_refused() => Assert.Multiple(() =>
    {
        Assert.That(() => new PacketOptions { PacketSize = -1 }, Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new PacketOptions { LineLength = -1 }, Throws.InstanceOf<ArgumentOutOfRangeException>());
    });

    [Test]
    public void The_default_options_have_no_limits_and_lines_end_at_a_newline()
    {
        PacketOptions options = default;
        Assert.Multiple(() =>
        {
            Assert.That(options, Is.EqualTo(new PacketOptions { PacketSize = 0, LineLength = 0, LineDelimiter = 10 }));
            Assert.That(options.LineDelimiter, Is.EqualTo((byte)'\n'));
            Assert.That((options with { LineDelimiter = 0 }).LineDelimiter, Is.Zero);
        });
    }

    [TestCase(PacketType.Line, "\n")]
    [TestCase(PacketType.HttpBin, "\n")]
    [TestCase(PacketType.HttpHBin, "\nx")]
    public void A_search_for_one_type_does_not_go_on_behind_a_packet_of_another(PacketType searched, string end)
    {
        var state = new PacketScanState { InHeaders = searched.IsHttpHeadersOnly() };
        byte[] frame = [0, 0, 0, 8, .. "abcdefgh"u8];
        byte[] line = Encoding.Latin1.GetBytes("a: b" + end);
        byte[] lines = [.. line, .. line, .. line, .. line];
        Assert.That(PacketScanner.Scan(searched, frame, default, ref state).Status, Is.EqualTo(PacketStatus.Incomplete));
        Assert.That(PacketScanner.Scan(PacketType.Length4, frame, default, ref state).TotalLength, Is.EqualTo(frame.Length));

        PacketScan scan = PacketScanner.Scan(searched, lines, default, ref state);

        Assert.That((scan.Status, scan.TotalLength), Is.EqualTo((PacketStatus.Complete, 5)));
    }

    [Test]
    public void Http_changes_between_first_line_and_headers()
    {
        string stream = "\r\nGET / HTTP/1.1\r\nHost: a\r\nbad\r\n\r\nHTTP/1.1 200 OK\r\n\r\nHost: a\r\n";
        Assert.That(Decode(new PacketDecoder(PacketType.Http), stream), Is.EqualTo(
        [
            typeof(HttpErrorLine), typeof(HttpRequestLine), typeof(HttpHeaderField), typeof(HttpErrorLine),
            typeof(HttpEndOfHeaders), typeof(HttpStatusLine), typeof(HttpEndOfHeaders), typeof(HttpErrorLine),
        ]));
    }

    [Test]
    public void Httph_stays_with_headers() => Assert.That(
        Decode(new PacketDecoder(PacketType.HttpH), "a: b\r\n\r\nGET / HTTP/1.1\r\nc: d\r\n\r\n"),
        Is.EqualTo(
        [
            typeof(HttpHeaderField), typeof(HttpEndOfHeaders), typeof(HttpErrorLine), typeof(HttpHeaderField),
            typeof(HttpEndOfHeaders),
        ]));

    [Test]
    public void Setting_the_type_begins_with_a_first_line_unless_told_otherwise()
    {
        var decoder = new PacketDecoder(PacketType.Http);
        Decode(decoder, "GET / HTTP/1.1\r\n");
        Assert.That(decoder.InHeaders);

        decoder.Type = PacketType.HttpBin;
        Assert.That(Decode(decoder, "GET / HTTP/1.1\r\n"), Is.EqualTo([typeof(HttpRequestLine)]));

        decoder.Type = PacketType.Http;
        decoder.InHeaders = true;
        Assert.That(Decode(decoder, "a: b\r\n\r\n"), Is.EqualTo([typeof(HttpHeaderField), typeof(HttpEndOfHeaders)]));
    }

    [Test]
    public void Bytes_that_were_looked_at_are_decoded_anew_by_another_type()
    {
        var decoder = new PacketDecoder(PacketType.Line);
        var stream = new ReadOnlySequence<byte>([0, 3, 7, 8, 9, 10]);
        Assert.That(decoder.TryDecode(ref stream, out _), Is.EqualTo(PacketStatus.Complete), "as a line");

        stream = new ReadOnlySequence<byte>([0, 3, 7, 8, 9]);
        Assert.That(decoder.TryDecode(ref stream, out _), Is.EqualTo(PacketStatus.Incomplete), "no line");
        decoder.Options = new PacketOptions { LineDelimiter = 7 };
        ReadOnlySequence<byte> again = stream;
        Assert.That(decoder.TryDecode(ref again, out _), Is.EqualTo(PacketStatus.Complete), "another delimiter");
        decoder.Type = PacketType.Length2;
        Assert.That(decoder.TryDecode(ref stream, out DecodedPacket packet), Is.EqualTo(PacketStatus.Complete));
        Assert.That(packet.Payload.ToArray(), Is.EqualTo([7, 8, 9]));
    }

    [Test]
    public void Reset_begins_a_new_stream()
    {
        var decoder = new PacketDecoder(PacketType.HttpH);
        Decode(decoder, "no end of line");
        decoder.Reset();
        Assert.That(Decode(decoder, "\r\n"), Is.EqualTo([typeof(HttpEndOfHeaders)]));
    }

    [Test]
    public void Tells_the_length_that_is_waited_for()
    {
        var decoder = new PacketDecoder(PacketType.Length2);
        Assert.Multiple(() =>
        {
            Assert.That(Expected([0]), Is.Zero);
            Assert.That(Expected([1, 0, 7]), Is.EqualTo(258));
            Assert.That(Expected([0, 1, 7]), Is.Zero);
        });

        int Expected(byte[] bytes)
        {
            var stream = new ReadOnlySequence<byte>(bytes);
            decoder.TryDecode(ref stream, out _);
            return decoder.ExpectedLength;
        }
    }

    [Test]
    public void The_padding_of_FastCGI_is_taken_and_not_delivered()
    {
        var stream = new ReadOnlySequence<byte>([1, 6, 0, 1, 0, 1, 2, 0, 7, 0, 0, 1]);
        new PacketDecoder(PacketType.Fcgi).TryDecode(ref stream, out DecodedPacket packet);
        Assert.Multiple(() =>
        {
            Assert.That(packet.Payload.ToArray(), Is.EqualTo([1, 6, 0, 1, 0, 1, 2, 0, 7]));
            Assert.That(stream.ToArray(), Is.EqualTo([1]));
        });
    }

    private static PacketScan Scan(PacketType type)
    {
        var state = default(PacketScanState);
        return PacketScanner.Scan(type, "abc"u8, default, ref state);
    }

    private static List<Type> Decode(PacketDecoder decoder, string text)
    {
        var stream = new ReadOnlySequence<byte>(Encoding.Latin1.GetBytes(text));
        var packets = new List<Type>();
        while (decoder.TryDecode(ref stream, out DecodedPacket packet) == PacketStatus.Complete)
        {
            packets.Add(packet.Http!.GetType());
        }

        return packets;
    }
}
