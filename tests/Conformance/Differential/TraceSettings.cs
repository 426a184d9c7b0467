using System.Globalization;

namespace TcpBackends.Tests.Conformance.Differential;

/// <summary>What is tried: from the environment, or by default.</summary>
/// <param name="Seed">The seed of the first sequence; the others have the numbers after it.</param>
/// <param name="Sequences">How many are tried.</param>
/// <param name="Failures">After how many disagreements it ends.</param>
internal sealed record TraceSettings(int Seed, int Sequences, int Failures)
{
    private const string SeedVariable = "TCPBACKENDS_TRACE_SEED";
    private const string SequencesVariable = "TCPBACKENDS_TRACE_SEQUENCES";
    private const string FailuresVariable = "TCPBACKENDS_TRACE_FAILURES";
    private const int DefaultSeed = 1;
    private const int DefaultSequences = 200;
    private const int DefaultFailures = 1;

    public static TraceSettings FromEnvironment() =>
        new(
            Read(SeedVariable) ?? DefaultSeed,
            Read(SequencesVariable) ?? DefaultSequences,
            Read(FailuresVariable) ?? DefaultFailures);

    /// <summary>The settings that run nothing but the sequence with this number.</summary>
    public TraceSettings Only(int index) => new(unchecked(Seed + index), 1, 1);

    public override string ToString() => $"{SeedVariable}={Seed} {SequencesVariable}={Sequences}";

    private static int? Read(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : null;
}
