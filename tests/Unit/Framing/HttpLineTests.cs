using System.Text;
using TcpBackends.Framing;

namespace TcpBackends.Tests.Unit.Framing;

[TestFixture]
public sealed class HttpLineTests
{
    [Test]
    public void A_request()
    {
        ReadOnlySpan<byte> text = "PUT /x HTTP/1.0\r\n"u8;
        var line = HttpLine.Parse(text, isHeader: false);
        (string name, string value) = (TextOf(text[line.Name]), TextOf(text[line.Value]));
        Assert.Multiple(() =>
        {
            Assert.That(line.Kind, Is.EqualTo(HttpLineKind.Request));
            Assert.That(line.KnownMethod, Is.EqualTo(HttpKnownMethod.Put));
            Assert.That(line.KnownHeader, Is.EqualTo(HttpKnownHeader.None));
            Assert.That(line.Version.ToString(), Is.EqualTo("1.0"));
            Assert.That(name, Is.EqualTo("PUT"));
            Assert.That(value, Is.EqualTo("/x"));
        });
    }

    [Test]
    public void What_looks_like_a_version_is_none_without_a_blank_before_it([Range(50, 70)] int length)
    {
        byte[] text = Encoding.Latin1.GetBytes($"GET /{new string('t', length)}HTTP/1.1\r\n{new string(' ', 100)}");
        var line = HttpLine.Parse(text.AsSpan(0, length + 15), isHeader: false);
        Assert.Multiple(() =>
        {
            Assert.That(line.Version.ToString(), Is.EqualTo("0.9"));
            Assert.That(line.Value, Is.EqualTo(4..(length + 13)));
        });
    }

    [Test]
    public void A_response()
    {
        ReadOnlySpan<byte> text = "HTTP/1.1 404 Not Found\r\n"u8;
        var line = HttpLine.Parse(text, isHeader: false);
        string reason = TextOf(text[line.Value]);
        Assert.Multiple(() =>
        {
            Assert.That(line.Kind, Is.EqualTo(HttpLineKind.Response));
            Assert.That(line.Version, Is.EqualTo(new HttpPacketVersion(1, 1)));
            Assert.That(line.Status, Is.EqualTo(404));
            Assert.That(reason, Is.EqualTo("Not Found"));
        });
    }

    [Test]
    public void A_header_field()
    {
        ReadOnlySpan<byte> text = "eTAG:  v \n"u8;
        var line = HttpLine.Parse(text, isHeader: true);
        (string name, string value) = (TextOf(text[line.Name]), TextOf(text[line.Value]));
        Assert.Multiple(() =>
        {
            Assert.That(line.Kind, Is.EqualTo(HttpLineKind.Header));
            Assert.That(line.KnownHeader, Is.EqualTo(HttpKnownHeader.Etag));
            Assert.That(line.KnownMethod, Is.EqualTo(HttpKnownMethod.None));
            Assert.That(name, Is.EqualTo("eTAG"));
            Assert.That(value, Is.EqualTo("v "));
        });
    }

    [TestCase("\r\n", true, HttpLineKind.EndOfHeaders)]
    [TestCase("\n", true, HttpLineKind.EndOfHeaders)]
    [TestCase("\n", false, HttpLineKind.Error)]
    [TestCase("GET / HTTP/1.1\r\n", true, HttpLineKind.Error)]
    [TestCase("Host: a\r\n", false, HttpLineKind.Error)]
    public void The_rest(string text, bool isHeader, HttpLineKind kind) =>
        Assert.That(HttpLine.Parse(Encoding.ASCII.GetBytes(text), isHeader).Kind, Is.EqualTo(kind));

    [TestCase("")]
    [TestCase("GET / HTTP/1.1")]
    public void A_line_ends_with_a_newline(string text) => Assert.Multiple(() =>
    {
        Assert.That(() => HttpLine.Parse(Encoding.ASCII.GetBytes(text), isHeader: true), Throws.ArgumentException);
        Assert.That(() => HttpLine.Parse(Encoding.ASCII.GetBytes(text), isHeader: false), Throws.ArgumentException);
    });

    private static string TextOf(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);
}
