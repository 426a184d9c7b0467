namespace TcpBackends.Tests.Conformance.Harness;

public sealed partial record BackendExpectations
{
    /// <summary>Semantics 12 to 14, and what other sections say of active sockets.</summary>
    public required DeliveringExpectations Delivering { get; init; }
}
