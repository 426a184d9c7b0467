using TcpBackends.Tests.Conformance.Otp.Terms;
using TcpBackends.Tests.Framing.Cases;

namespace TcpBackends.Tests.Conformance.Otp.Adapter;

[TestFixture]
public sealed class HttpTermsTests
{
    private static readonly Term[] Packets =
    [
        Tuple("http_request", Term.Atom("GET"), Term.Atom("*"), Version),
        Tuple("http_request", Text("get"), Tuple("abs_path", Text("/")), Version),
        Tuple("http_request", Bytes("Get"), Tuple("absoluteURI", Term.Atom("https"), Bytes("h"), 8, Bytes("/")), Version),
        Tuple("http_request", Text("x"), Tuple("absoluteURI", Term.Atom("http"), Text(""), Term.Atom("undefined"), Text("/")), Version),
        Tuple("http_request", Text("CONNECT"), Tuple("scheme", Text("h"), Text("1")), Version),
        Tuple("http_request", Text("x"), Text("yz"), Version),
        Tuple("http_response", Version, 404, Text("Not \u00ff")),
        Tuple("http_header", 14, Term.Atom("Host"), Text("HOST"), Text("h")),
        Tuple("http_header", 33, Term.Atom("Www-Authenticate"), Bytes("www-authenticate"), Bytes("")),
        Tuple("http_header", 0, Bytes("X-Y"), Bytes("x-y"), Bytes("1\r\n 2")),
        Term.Atom("http_eoh"),
        Tuple("http_error", Bytes("?\n")),
    ];

    private static TupleTerm Version => Term.Tuple(1, 0);

    [TestCaseSource(nameof(Packets))]
    public void A_packet_keeps_everything(object packet) => Assert.That(
        ErlangText.Of(PacketTerms.Of(HttpTerms.ToPacket((Term)packet)!)), Is.EqualTo(ErlangText.Of((Term)packet)));

    [Test]
    public void Anything_else_is_none() => Assert.That(HttpTerms.ToPacket(Bytes("http_eoh")), Is.Null);

    private static TupleTerm Tuple(string tag, params Term[] items) => Term.Tuple([Term.Atom(tag), .. items]);

    private static ListTerm Text(string text) => Term.Characters(text);

    private static Term Bytes(string text) => System.Text.Encoding.Latin1.GetBytes(text);
}
