namespace TcpBackends.Tests.Conformance.Differential;

/// <summary>Two subjects that must behave alike.</summary>
internal sealed record TracePair(BackendUnderTest Ours, BackendUnderTest Theirs)
{
    public static TracePair Inet { get; } = new(BackendUnderTest.Inet, BackendUnderTest.OtpInet);

    public static TracePair Socket { get; } = new(BackendUnderTest.Socket, BackendUnderTest.OtpSocket);
}
