using System.Globalization;
using System.Text;
using TcpBackends.Framing;
using TcpBackends.Tests.Conformance.Otp.Terms;
using TcpBackends.Tests.Framing.Cases;
using TcpBackends.Tests.Framing.Node;

namespace TcpBackends.Tests.Framing.Observations;

/// <summary>What was observed of <c>erlang:decode_packet/3</c> on OTP 25.</summary>
[TestFixture]
public sealed class ObservationTests
{
    private static IEnumerable<TestCaseData> Observed => Observation.All.Select(
        (observation, i) => new TestCaseData(observation)
            .SetArgDisplayNames((i + 1).ToString(CultureInfo.InvariantCulture), observation.Call.ToString()));

    private static IEnumerable<string[]> KnownHeaders => Observation.Lines("known_headers.txt");

    [TestCaseSource(nameof(Observed))]
    public void Decode_packet(object observed)
    {
        var observation = (Observation)observed;
        Assert.That(Decoding.Packet(observation.Call), Is.EqualTo(observation.Result), observation.Call.ToString());
    }

    [TestCaseSource(nameof(KnownHeaders))]
    public void Known_header(string number, string name)
    {
        foreach (string received in new[] { name, name.ToLowerInvariant(), name.ToUpperInvariant() })
        {
            var call = new DecodeCase(PacketType.HttpHBin, Encoding.Latin1.GetBytes($"{received}: v\r\nX"));
            Term atom = Term.Atom(name);
            Assert.That(
                Decoding.Packet(call),
                Is.EqualTo($"{{ok,{{http_header,{number},{atom},<<\"{received}\">>,<<\"v\">>}},<<\"X\">>}}"));
        }
    }

    [Test]
    public void There_are_no_other_known_headers() =>
        Assert.That(
            Enum.GetValues<HttpKnownHeader>().Select(known => (int)known),
            Is.EquivalentTo(KnownHeaders.Select(fields => int.Parse(fields[0], CultureInfo.InvariantCulture)).Append(0)));

    [Test]
    [CancelAfter(60_000)]
    public async Task They_hold_on_this_node(CancellationToken token)
    {
        using var node = DecoderNode.StartOrSkip();
        Observation[] observations = [.. Observation.All];
        IReadOnlyList<Term> answers =
            await node.AskAsync(observations.Select(observation => observation.Call.ToTerm("packet")), token);
        Assert.That(answers.Select(ErlangText.Of), Is.EqualTo(observations.Select(observation => observation.Result)));
    }
}
