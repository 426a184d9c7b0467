using TcpBackends.Tests.Conformance.Otp.Node;

namespace TcpBackends.Tests.Conformance;

/// <summary>Ends the Erlang nodes when all tests have run.</summary>
[SetUpFixture]
public sealed class NodesOfTheRun
{
    [OneTimeTearDown]
    public void End() => NodePool.Clear();
}
