using TcpBackends.Tests.Conformance.Otp.Node;

namespace TcpBackends.Tests.Conformance;

/// <summary>Makes room for what asks the Erlang nodes, and ends them when all tests have run.</summary>
[SetUpFixture]
public sealed class NodesOfTheRun
{
    /// <summary>More than fixtures run at once, each with a few calls under way.</summary>
    private const int LeastThreads = 24;

    [OneTimeSetUp]
    public void Begin()
    {
        // To ask a node blocks a thread of the pool. What has completed must not wait until the pool sees that it lacks threads.
        ThreadPool.GetMinThreads(out int workers, out int completions);
        ThreadPool.SetMinThreads(Math.Max(workers, LeastThreads), completions);
    }

    [OneTimeTearDown]
    public void End() => NodePool.Clear();
}
