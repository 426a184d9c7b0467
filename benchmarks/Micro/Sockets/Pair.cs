using System.Net;
using TcpBackends.DirectSocket;
using TcpBackends.InetDriver;

namespace TcpBackends.Benchmarks.Micro.Sockets;

/// <summary>Two ends of a connection, over loopback.</summary>
internal sealed record Pair(ITcpSocket Client, ITcpSocket Server) : IAsyncDisposable
{
    public static IReadOnlyList<string> Backends { get; } = [TcpBackendNames.Inet, TcpBackendNames.Socket];

    public static async Task<Pair> ConnectAsync(string backendName, TcpSocketOptions options)
    {
        ITcpBackend backend = backendName == TcpBackendNames.Inet ? new InetDriverBackend() : new DirectSocketBackend();
        options = options with { LocalAddress = IPAddress.Loopback };
        await using ITcpListener listener = (await backend.ListenAsync(0, options)).Value;
        ITcpSocket client = (await backend.ConnectAsync(listener.LocalEndPoint.Value, options)).Value;
        return new Pair(client, (await listener.AcceptAsync()).Value);
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await Server.DisposeAsync();
    }
}
