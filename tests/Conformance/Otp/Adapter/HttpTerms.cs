using TcpBackends.Framing;
using TcpBackends.Tests.Conformance.Otp.Terms;

namespace TcpBackends.Tests.Conformance.Otp.Adapter;

/// <summary>HTTP packets as gen_tcp delivers them.</summary>
internal static class HttpTerms
{
    /// <summary>The packet; null if it is none of HTTP.</summary>
    public static HttpPacket? ToPacket(Term term) => term switch
    {
        AtomTerm { Name: "http_eoh" } => HttpEndOfHeaders.Instance,
        TupleTerm { Items: [AtomTerm { Name: "http_request" }, var method, var target, var version] } =>
            new HttpRequestLine(Known<HttpKnownMethod>(method), ToName(method), ToTarget(target), ToVersion(version)),
        TupleTerm { Items: [AtomTerm { Name: "http_response" }, var version, IntegerTerm status, var reason] } =>
            new HttpStatusLine(ToVersion(version), (int)status.Value, ToText(reason)),
        TupleTerm { Items: [AtomTerm { Name: "http_header" }, IntegerTerm number, var name, var unmodified, var value] } =>
            new HttpHeaderField((HttpKnownHeader)(int)number.Value, ToName(name), ToText(unmodified), ToText(value)),
        TupleTerm { Items: [AtomTerm { Name: "http_error" }, var line] } => new HttpErrorLine(ToText(line)),
        _ => null,
    };

    private static HttpRequestTarget ToTarget(Term term) => term switch
    {
        AtomTerm { Name: "*" } => HttpAsteriskTarget.Instance,
        TupleTerm { Items: [AtomTerm { Name: "abs_path" }, var path] } => new HttpPathTarget(ToText(path)),
        TupleTerm { Items: [AtomTerm { Name: "absoluteURI" }, var scheme, var host, var port, var path] } =>
            new HttpAbsoluteTarget(
                Known<HttpUriScheme>(scheme), ToText(host), port is IntegerTerm number ? (int)number.Value : null, ToText(path)),
        TupleTerm { Items: [AtomTerm { Name: "scheme" }, var scheme, var rest] } =>
            new HttpSchemeTarget(ToText(scheme), ToText(rest)),
        _ => new HttpTextTarget(ToText(term)),
    };

    private static HttpPacketVersion ToVersion(Term term) => term is TupleTerm { Items: [IntegerTerm major, IntegerTerm minor] }
        ? new HttpPacketVersion((int)major.Value, (int)minor.Value)
        : throw Unexpected(term);

    /// <summary>An atom stands for a known name.</summary>
    private static T Known<T>(Term term)
        where T : struct, Enum => term is AtomTerm { Name: var name } ? Enum.Parse<T>(name, ignoreCase: true) : default;

    private static HttpText ToName(Term term) => term is AtomTerm { Name: var name } ? new HttpText(name) : ToText(term);

    private static HttpText ToText(Term term) => term switch
    {
        BinaryTerm binary => new HttpText(binary.Bytes),
        ListTerm { Tail: null } characters => new HttpText(
            string.Concat(characters.Items.Select(item => (char)((IntegerTerm)item).Value))),
        _ => throw Unexpected(term),
    };

    private static ArgumentException Unexpected(Term term) => new($"{term} is no part of an HTTP packet.", nameof(term));
}
