using TcpBackends.Tests.Conformance.Otp.Terms;
using TcpBackends.Tests.Framing.Cases;
using TcpBackends.Tests.Framing.Generators;
using TcpBackends.Tests.Framing.Node;

namespace TcpBackends.Tests.Framing.Differential;

/// <summary>Compares this library's answers with those of a real node.</summary>
/// <param name="node">The node.</param>
/// <param name="request">What is asked of it, see <c>decoder.erl</c>.</param>
/// <param name="decode">What is asked of this library.</param>
internal sealed class Comparison(DecoderNode node, string request, Func<DecodeCase, string> decode)
{
    private const int CasesAtOnce = 1000;

    public async Task RunAsync(FuzzSettings settings, CancellationToken token)
    {
        await TestContext.Progress.WriteLineAsync($"decode_packet, {request}: {settings}");
        foreach (int[] batch in Enumerable.Range(0, settings.Cases).Chunk(CasesAtOnce))
        {
            DecodeCase[] cases = Array.ConvertAll(batch, index => CaseGenerator.Generate(settings.SeedOf(index)));
            if (await FindDifferenceAsync(cases, token) is { } different)
            {
                DecodeCase smallest = await Shrinker.ShrinkAsync(different, cases => FindDifferenceAsync(cases, token));
                Assert.Fail($"{settings}\n{different}\nshrinks to\n{await DescribeAsync(smallest, token)}");
            }
        }
    }

    private async Task<DecodeCase?> FindDifferenceAsync(IReadOnlyList<DecodeCase> cases, CancellationToken token)
    {
        IReadOnlyList<Term> answers = await node.AskAsync(cases.Select(one => one.ToTerm(request)), token);
        for (int i = 0; i < cases.Count; i++)
        {
            if (decode(cases[i]) != ErlangText.Of(answers[i]))
            {
                return cases[i];
            }
        }

        return null;
    }

    private async Task<string> DescribeAsync(DecodeCase one, CancellationToken token)
    {
        IReadOnlyList<Term> answers = await node.AskAsync([one.ToTerm(request)], token);
        return $"{one}\nErlang answers {ErlangText.Of(answers[0])}\nwe answer      {decode(one)}";
    }
}
