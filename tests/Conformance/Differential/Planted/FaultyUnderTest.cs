namespace TcpBackends.Tests.Conformance.Differential.Planted;

/// <summary>One of the library's backends with a fault in what its receives answer.</summary>
/// <param name="inner">The backend.</param>
/// <param name="newFault">Makes the fault of one socket: from what a receive answers to what it is made to answer.</param>
internal sealed class FaultyUnderTest(
    BackendUnderTest inner, Func<Func<TcpResult<TcpPacket>, TcpResult<TcpPacket>>> newFault) : BackendUnderTest
{
    public override BackendExpectations Expect => inner.Expect;

    public override ITcpBackend Create(TcpBackendSettings? settings = null) => new FaultyBackend(inner.Create(settings), newFault);

    public override string ToString() => $"faulty {inner}";

    internal override Task<long> ClogAsync(
        ITcpSocket socket, Func<bool> isKernelFull, int queuedBytes, CancellationToken cancellationToken) =>
        inner.ClogAsync(socket, isKernelFull, queuedBytes, cancellationToken);
}
