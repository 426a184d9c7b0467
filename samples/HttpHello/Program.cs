using System.Net;
using System.Runtime.InteropServices;
using TcpBackends;
using TcpBackends.DirectSocket;
using TcpBackends.Framing;
using TcpBackends.InetDriver;
using TcpBackends.Samples.HttpHello;

const string Usage = "Usage: HttpHello [PORT [inet|socket]], by default 8080 inet; port 0: any free one";
if (args.Length > 2
    || !ushort.TryParse(args.ElementAtOrDefault(0) ?? "8080", out ushort port)
    || args.ElementAtOrDefault(1) is not (null or TcpBackendNames.Inet or TcpBackendNames.Socket))
{
    Console.Error.WriteLine(Usage);
    return 2;
}

await using InetDriverBackend inet = new();
ITcpBackend backend = args.ElementAtOrDefault(1) == TcpBackendNames.Socket ? new DirectSocketBackend() : inet;

TcpSocketOptions options = new()
{
    LocalAddress = IPAddress.Loopback,
    ReuseAddress = true,
    NoDelay = true,
    Packet = PacketType.HttpBin,
    PacketSize = 8192, // the longest line of a request: no client can make the server hold more
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

Console.WriteLine($"Listening on http://{listener.LocalEndPoint.Value}/ ({backend.Name}). Ctrl-C stops.");
await new HelloServer(listener).RunAsync(stop.Token);
Console.WriteLine("Stopped.");
return 0;
