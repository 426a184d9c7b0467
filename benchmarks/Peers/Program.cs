using TcpBackends.Benchmarks.Harness;
using TcpBackends.Benchmarks.Peers.Kestrel;
using TcpBackends.Benchmarks.Peers.Raw;

return await SubjectProgram.RunAsync(
    args,
    new SubjectArguments("--peer", ["raw", "kestrel"]),
    name => name == "raw" ? new RawSubject() : new KestrelSubject());
