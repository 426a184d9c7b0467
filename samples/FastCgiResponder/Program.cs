using System.Net;
using System.Runtime.InteropServices;
using TcpBackends;
using TcpBackends.DirectSocket;
using TcpBackends.Framing;
using TcpBackends.InetDriver;
using TcpBackends.Samples.FastCgiResponder;

const string Usage = "Usage: FastCgiResponder [PORT|PATH [inet|socket]], by default 9000 inet; port 0: any free one; a path: a Unix-domain socket";
string address = args.ElementAtOrDefault(0) ?? "9000";
bool isPort = ushort.TryParse(address, out ushort port);
if (args.Length > 2
    || (!isPort && !address.Contains('/', StringComparison.Ordinal))
    || args.ElementAtOrDefault(1) is not (null or TcpBackendNames.Inet or TcpBackendNames.Socket))
{
    Console.Error.WriteLine(Usage);
    return 2;
}

await using InetDriverBackend inet = new();
ITcpBackend backend = args.ElementAtOrDefault(1) == TcpBackendNames.Socket ? new DirectSocketBackend() : inet;

TcpSocketOptions options = new()
{
    Packet = PacketType.Fcgi, // one receive is one record
    Backlog = 128,
    SendTimeout = TimeSpan.FromSeconds(10),
    SendTimeoutClose = true,
};
options = isPort
    ? options with { LocalAddress = IPAddress.Loopback, ReuseAddress = true }
    : options with { LocalPath = address };

TcpResult<ITcpListener> listening = await backend.ListenAsync(port, options);
if (!listening.TryGetValue(out ITcpListener? listener))
{
    Console.Error.WriteLine($"Cannot listen on {address}: {listening.Error.ToAtom()}");
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

Console.WriteLine($"Listening on {listener.LocalEndPoint.Value} ({backend.Name}). Ctrl-C stops.");
await new ResponderServer(listener).RunAsync(stop.Token);
if (!isPort)
{
    File.Delete(address); // closing does not
}

Console.WriteLine("Stopped.");
return 0;
