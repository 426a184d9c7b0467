using TcpBackends;
using TcpBackends.Benchmarks.Harness;
using TcpBackends.Benchmarks.Subject;
using TcpBackends.DirectSocket;
using TcpBackends.InetDriver;

return await SubjectProgram.RunAsync(
    args,
    new SubjectArguments("--backend", [TcpBackendNames.Inet, TcpBackendNames.Socket]),
    name => new BackendSubject(name == TcpBackendNames.Inet ? new InetDriverBackend() : new DirectSocketBackend()),
    Decoding.Run);
