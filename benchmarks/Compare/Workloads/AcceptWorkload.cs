using TcpBackends.Benchmarks.Compare.Load;
using TcpBackends.Benchmarks.Compare.Subjects;

namespace TcpBackends.Benchmarks.Compare.Workloads;

/// <summary>W7: connections that are accepted and closed.</summary>
internal sealed class AcceptWorkload : ServerWorkload
{
    public override string Id => "W7";

    public override string Title => "connect, accept, close";

    public override string Unit => "connections/s";

    protected override string Verb => "acceptclose";

    protected override Sample Run(SubjectProcess server, int port, TimeSpan warmUp, TimeSpan duration)
    {
        ConnectLoad.Run(port, warmUp);
        return Watch(server, 1, () => ConnectLoad.Run(port, duration));
    }
}
