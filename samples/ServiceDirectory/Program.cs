using System.Net;
using System.Text;
using TcpBackends;
using TcpBackends.DirectSocket;
using TcpBackends.Framing;
using TcpBackends.InetDriver;
using TcpBackends.Samples.ServiceDirectory;

if (args.Length > 1 || args.ElementAtOrDefault(0) is not (null or TcpBackendNames.Inet or TcpBackendNames.Socket))
{
    Console.Error.WriteLine("Usage: ServiceDirectory [inet|socket], by default inet");
    return 2;
}

DirectoryInfo directory = Directory.CreateTempSubdirectory("services-");
try
{
    await using InetDriverBackend inet = new();
    ITcpBackend backend = args.ElementAtOrDefault(0) == TcpBackendNames.Socket ? new DirectSocketBackend() : inet;
    TcpSocketOptions options = new() { Packet = PacketType.Line };

    TcpSocketOptions ofService = options with { AddressModule = new DirectoryModule(directory.FullName, "orders") };
    await using ITcpListener listener = (await backend.ListenAsync(0, ofService)).Value;

    TcpSocketOptions ofClient = options with { AddressModule = new DirectoryModule(directory.FullName) };
    await using ITcpSocket client = (await backend.ConnectAsync(new DnsEndPoint("orders", 0), ofClient)).Value;
    await using ITcpSocket server = (await listener.AcceptAsync()).Value;

    (await client.SendAsync("one of each\n"u8.ToArray())).ThrowIfError();
    TcpPacket line = (await server.ReceiveAsync(timeout: TimeSpan.FromSeconds(5))).Value;
    Console.WriteLine($"orders got: {Encoding.UTF8.GetString(line.Span).Trim()}");

    TcpResult<ITcpSocket> missing = await backend.ConnectAsync(new DnsEndPoint("invoices", 0), ofClient);
    Console.WriteLine($"invoices: {missing.Error.ToAtom()}");
    return missing.Error == TcpError.NxDomain ? 0 : 1;
}
finally
{
    directory.Delete(recursive: true);
}
