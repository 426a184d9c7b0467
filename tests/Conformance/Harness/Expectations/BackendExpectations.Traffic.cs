namespace TcpBackends.Tests.Conformance.Harness;

public sealed partial record BackendExpectations
{
    /// <summary>Semantics 5.5 to 5.7: where the bytes of a send are until the kernel has them.</summary>
    public required SendingExpectations Sending { get; init; }

    /// <summary>Semantics 6 and 16: receiving.</summary>
    public required ReceivingExpectations Receiving { get; init; }

    /// <summary>Semantics 15 to 18: packet types.</summary>
    public required PacketExpectations Packets { get; init; }

    /// <summary>Semantics 5.2, 5.3, 11: what a socket says once a send has found its connection broken.</summary>
    public required BrokenExpectations Broken { get; init; }

    /// <summary>Semantics 6.3, 9: what a socket says once a receive has reported the end of the stream.</summary>
    public required EndOfStreamExpectations EndOfStream { get; init; }
}
