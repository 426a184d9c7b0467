namespace TcpBackends.Tests.Conformance.Harness;

/// <summary>
/// Every documented difference between backends, by name. A test reads these and never the name of the backend; a
/// backend that is added later says here what it does.
/// </summary>
public sealed partial record BackendExpectations
{
    public required string Name { get; init; }

    public static BackendExpectations Inet { get; } = new()
    {
        Name = TcpBackendNames.Inet,
        Ended = EndedExpectations.Inet,
    };

    public static BackendExpectations Socket { get; } = new()
    {
        Name = TcpBackendNames.Socket,
        Ended = EndedExpectations.Socket,
    };

    /// <summary>Semantics 1, 6.3, 20: what a socket says after its end.</summary>
    public required EndedExpectations Ended { get; init; }
}
