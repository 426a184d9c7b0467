using System.Net;
using System.Runtime.InteropServices;
using TcpBackends;
using TcpBackends.DirectSocket;
using TcpBackends.Framing;
using TcpBackends.InetDriver;
using TcpBackends.Samples.WorkerPool;

const string Usage = "Usage: WorkerPool [PORT [WORKERS [inet|socket]]], by default 5679 4 inet; port 0: any free one";
if (args.Length > 3
    || !ushort.TryParse(args.ElementAtOrDefault(0) ?? "5679", out ushort port)
    || !byte.TryParse(args.ElementAtOrDefault(1) ?? "4", out byte workers)
    || workers == 0
    || args.ElementAtOrDefault(2) is not (null or TcpBackendNames.Inet or TcpBackendNames.Socket))
{
    Console.Error.WriteLine(Usage);
    return 2;
}

await using InetDriverBackend inet = new();
ITcpBackend backend = args.ElementAtOrDefault(2) == TcpBackendNames.Socket ? new DirectSocketBackend() : inet;

TcpSocketOptions options = new()
{
    LocalAddress = IPAddress.Loopback,
    ReuseAddress = true,
    Packet = PacketType.Length2,
    Active = TcpActive.False, // a worker asks for each packet
    SendTimeout = TimeSpan.FromSeconds(10),
    SendTimeoutClose = true,
};

TcpResult<ITcpListener> listening = await backend.ListenAsync(port, options);
if (!listening.TryGetValue(out ITcpListener? listener))
{
    Console.Error.WriteLine($"Cannot listen on port {port}: {listening.Error.ToAtom()}");
    return 1;
}

using CancellationTokenSource stop = new();
void Stop(PosixSignalContext signal)
{
    signal.Cancel = true; // the process ends by itself, when every answer is out
    stop.Cancel();
}

using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

Console.WriteLine($"Listening on {listener.LocalEndPoint.Value} with {workers} workers ({backend.Name}). Ctrl-C stops.");
await using (listener)
{
    await Task.WhenAll(Enumerable.Range(1, workers).Select(number => new Worker(number, backend, listener).RunAsync(stop.Token)));
}

Console.WriteLine("Stopped.");
return 0;
