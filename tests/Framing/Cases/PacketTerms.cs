using System.Buffers;
using TcpBackends.Framing;
using TcpBackends.Tests.Conformance.Otp.Terms;

namespace TcpBackends.Tests.Framing.Cases;

/// <summary>What this library decodes, as the terms that Erlang has for it.</summary>
internal static class PacketTerms
{
    public static Term Stopped(PacketStatus status, int expectedLength) => status switch
    {
        PacketStatus.Incomplete => Term.Tuple(
            Term.Atom("more"), expectedLength == 0 ? Term.Atom("undefined") : (Term)expectedLength),
        _ => Term.Tuple(Term.Atom("error"), Term.Atom("invalid")),
    };

    public static Term Of(DecodedPacket packet) => packet.Http is { } http ? Of(http) : packet.Payload.ToArray();

    public static Term Of(PacketType type, ReadOnlySpan<byte> payload, HttpLine line) =>
        type.IsHttp() ? Of(HttpPacket.Create(payload, line, type.IsHttpText())) : payload.ToArray();

    public static Term Of(HttpPacket packet) => packet switch
    {
        HttpRequestLine request => Term.Tuple(
            Term.Atom("http_request"),
            request.KnownMethod == HttpKnownMethod.None
                ? Of(request.Method)
                : Term.Atom(Consistent(request.KnownMethod.ToString().ToUpperInvariant(), request.Method)),
            Of(request.Target),
            Of(request.Version)),
        HttpStatusLine response => Term.Tuple(
            Term.Atom("http_response"), Of(response.Version), response.Status, Of(response.Reason)),
        HttpHeaderField header => Term.Tuple(
            Term.Atom("http_header"),
            header.Number,
            header.KnownHeader == HttpKnownHeader.None
                ? Of(header.Name)
                : Term.Atom(Consistent(header.KnownHeader.ToString(), header.Name)),
            Of(header.UnmodifiedName),
            Of(header.Value)),
        HttpEndOfHeaders => Term.Atom("http_eoh"),
        HttpErrorLine error => Term.Tuple(Term.Atom("http_error"), Of(error.Line)),
        _ => throw new ArgumentOutOfRangeException(nameof(packet), packet, "Not a packet."),
    };

    private static Term Of(HttpRequestTarget target) => target switch
    {
        HttpAsteriskTarget => Term.Atom("*"),
        HttpPathTarget path => Term.Tuple(Term.Atom("abs_path"), Of(path.Path)),
        HttpAbsoluteTarget absolute => Term.Tuple(
            Term.Atom("absoluteURI"),
            Term.Atom(absolute.Scheme.ToString().ToLowerInvariant()),
            Of(absolute.Host),
            absolute.Port is { } port ? port : Term.Atom("undefined"),
            Of(absolute.Path)),
        HttpSchemeTarget scheme => Term.Tuple(Term.Atom("scheme"), Of(scheme.Scheme), Of(scheme.Rest)),
        HttpTextTarget text => Of(text.Text),
        _ => throw new ArgumentOutOfRangeException(nameof(target), target, "Not a target."),
    };

    private static TupleTerm Of(HttpPacketVersion version) => Term.Tuple(version.Major, version.Minor);

    private static Term Of(HttpText text) => text.IsText ? Term.Characters(text.ToString()) : text.ToMemory().ToArray();

    /// <summary>The canonical name, which must be that of the known one.</summary>
    private static string Consistent(string known, HttpText name)
    {
        string text = name.ToString();
        Assert.That(text.Replace("-", "", StringComparison.Ordinal), Is.EqualTo(known));
        return text;
    }
}
