using TcpBackends.Benchmarks.Compare.Load;
using TcpBackends.Benchmarks.Compare.Subjects;

namespace TcpBackends.Benchmarks.Compare.Workloads;

/// <summary>The subjects serve, and this program is the client.</summary>
internal abstract class ServerWorkload : Workload
{
    private readonly Dictionary<Variant, (SubjectProcess Process, int Port)> _servers = [];

    protected abstract string Verb { get; }

    protected virtual bool OnOneCpu => false;

    public override Sample Measure(Variant variant, TimeSpan duration) => Affinity.Run(OnOneCpu, () =>
    {
        bool isNew = !_servers.TryGetValue(variant, out (SubjectProcess Process, int Port) server);
        if (isNew)
        {
            server.Process = Keep(SubjectProcess.Serve(
                Contenders.Get(variant.Contender), Verb, OptionsOf(variant), out server.Port));
            _servers[variant] = server;

            // Code that has run for a while is faster.
            Run(server.Process, server.Port, TimeSpan.FromSeconds(Math.Max(0.7, duration.TotalSeconds)), duration);
        }

        return Run(server.Process, server.Port, duration / 10, duration);
    });

    protected virtual IEnumerable<string> OptionsOf(Variant variant) => [];

    protected abstract Sample Run(SubjectProcess server, int port, TimeSpan warmUp, TimeSpan duration);
}
