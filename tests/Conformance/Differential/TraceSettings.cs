using System.Globalization;

namespace TcpBackends.Tests.Conformance.Differential;

/// <summary>How many sequences are tried, and from which seed on: from the environment, or by default.</summary>
internal sealed record TraceSettings(int Seed, int Sequences)
{
    private const string SeedVariable = "TCPBACKENDS_TRACE_SEED";
    private const string SequencesVariable = "TCPBACKENDS_TRACE_SEQUENCES";
    private const int DefaultSeed = 1;
    private const int DefaultSequences = 200;

    public static TraceSettings FromEnvironment() =>
        new(Read(SeedVariable) ?? DefaultSeed, Read(SequencesVariable) ?? DefaultSequences);

    /// <summary>The settings that run nothing but the sequence with this number.</summary>
    public TraceSettings Only(int index) => new(unchecked(Seed + index), 1);

    public override string ToString() => $"{SeedVariable}={Seed} {SequencesVariable}={Sequences}";

    private static int? Read(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : null;
}
