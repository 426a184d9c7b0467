using System.Text.RegularExpressions;
using TcpBackends.Framing;
using TcpBackends.Tests.Framing.Cases;

namespace TcpBackends.Tests.Framing.Generators;

/// <summary>The generated cases reach every kind of result, so that comparing them means something.</summary>
[TestFixture]
public sealed partial class GeneratorTests
{
    private const int Cases = 3000;

    private static readonly string[] Plain = ["{ok,<<", "{more,undefined}", "{error,invalid}"];
    private static readonly string[] Measured = [.. Plain, "{more,N}"];
    private static readonly string[] Headers = ["{ok,http_eoh", "{ok,{http_header", "{ok,{http_error", .. Plain[1..]];
    private static readonly string[] FirstLines =
        ["{ok,{http_request", "{ok,{http_response", "{ok,{http_error", .. Plain[1..]];

    private static IEnumerable<TestCaseData> Results => CaseGenerator.Types.Select(type => new TestCaseData(
        type,
        type switch
        {
            PacketType.Raw => Plain[..2],
            PacketType.Line => Plain,
            _ when type.IsHttpHeadersOnly() => Headers,
            _ when type.IsHttp() => FirstLines,
            _ => Measured,
        }));

    [TestCaseSource(nameof(Results))]
    public void Reaches_every_result(PacketType type, string[] results) =>
        Assert.That(Answers(type).Select(ResultOf).Distinct(), Is.EquivalentTo(results));

    [Test]
    public void Reaches_every_form_of_request() =>
        Assert.That(
            string.Concat(Answers(PacketType.HttpBin)),
            Contains.Substring(",'*',").And.Contains("{abs_path,").And.Contains("{absoluteURI,http,")
                .And.Contains("{absoluteURI,https,").And.Contains(",undefined,").And.Contains("{scheme,")
                .And.Contains(",{0,9}}").And.Contains("{http_request,'TRACE',").And.Contains("{http_request,<<"));

    [Test]
    public void Reaches_every_known_header() =>
        Assert.That(
            Answers(PacketType.HttpHBin).Select(answer => HeaderNumber().Match(answer).Groups[1].Value).Distinct().Count(),
            Is.GreaterThanOrEqualTo(Enum.GetValues<HttpKnownHeader>().Length));

    private static IEnumerable<string> Answers(PacketType type) => Enumerable.Range(0, Cases)
        .Select(seed => Decoding.Packet(CaseGenerator.Generate(new Choices(seed), type)));

    private static string ResultOf(string answer) => ResultStart().Match(Length().Replace(answer, "{more,N}")).Value;

    [GeneratedRegex(@"^(\{ok,(\{http_[a-z]+|http_eoh|<<)|\{more,\w+\}|\{error,invalid\})")]
    private static partial Regex ResultStart();

    [GeneratedRegex(@"^\{more,\d+\}")]
    private static partial Regex Length();

    [GeneratedRegex(@"\{http_header,(\d+),")]
    private static partial Regex HeaderNumber();
}
