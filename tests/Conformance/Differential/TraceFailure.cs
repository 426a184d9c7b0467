using TcpBackends.Tests.Conformance.Differential.Running;

namespace TcpBackends.Tests.Conformance.Differential;

/// <summary>A sequence on which two subjects do not agree.</summary>
/// <param name="Pair">The subjects.</param>
/// <param name="Origin">What repeats the sequence that was drawn.</param>
/// <param name="Sequence">That sequence, or a smaller one.</param>
/// <param name="Verdict">What came of it.</param>
internal sealed record TraceFailure(TracePair Pair, TraceSettings Origin, Sequence Sequence, Verdict Verdict)
{
    public override string ToString() => $"""
        {Pair.Ours} and {Pair.Theirs} disagree. To repeat it: {Origin}
        {Verdict.Disagreement}

        {Sequence}
        {Verdict.Trace}
        """;
}
