using System.Globalization;

namespace TcpBackends.Tests.Framing.Differential;

/// <summary>How much is tried, and from which seed on: from the environment, or by default.</summary>
internal sealed record FuzzSettings(int Seed, int Cases)
{
    private const string SeedVariable = "TCPBACKENDS_FUZZ_SEED";
    private const string CasesVariable = "TCPBACKENDS_FUZZ_CASES";

    public static FuzzSettings OrDefault(int cases) =>
        new(FromEnvironment(SeedVariable) ?? Random.Shared.Next(), FromEnvironment(CasesVariable) ?? cases);

    /// <summary>The seed of one of the cases.</summary>
    public int SeedOf(int index) => unchecked((int)((uint)Seed ^ ((uint)index * 2654435761u)));

    public override string ToString() => $"{SeedVariable}={Seed} {CasesVariable}={Cases}";

    private static int? FromEnvironment(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : null;
}
