namespace TcpBackends.Tests.Conformance.Harness;

/// <summary>What becomes of the raw options of the configuration if the call has some.</summary>
public enum ConfiguredRaw
{
    /// <summary>They are set, then those of the call.</summary>
    First,

    /// <summary>They are set after those of the call.</summary>
    Wins,

    /// <summary>They are not set, whatever the call has.</summary>
    Ignored,
}
