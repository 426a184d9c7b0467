namespace TcpBackends.Tests.Conformance.Harness;

public sealed partial record BackendExpectations
{
    /// <summary>Where the library deviates from OTP on purpose: docs/deviations.md.</summary>
    public DeviationExpectations Deviations { get; init; } = DeviationExpectations.Library;
}
