using System.Net;
using System.Text;
using TcpBackends.DirectSocket;
using TcpBackends.Framing;
using TcpBackends.InetDriver;

namespace TcpBackends.Samples.BackendDifferences;

/// <summary>The example of the README, word for word.</summary>
internal static class Example
{
    public static async Task RunAsync()
    {
        // <readme>
        await using InetDriverBackend inet = new();      // queues what the kernel does not take
        await using DirectSocketBackend socket = new();  // waits until the kernel has taken it
        TcpSocketOptions options = new() { Packet = PacketType.Length4, LocalAddress = IPAddress.Loopback };

        await using ITcpListener listener = (await inet.ListenAsync(0, options)).Value;
        await using ITcpSocket client = (await socket.ConnectAsync(listener.LocalEndPoint.Value, options)).Value;
        await using ITcpSocket server = (await listener.AcceptAsync()).Value;

        TcpSendResult sent = await client.SendAsync("hello"u8.ToArray());
        TcpResult<TcpPacket> packet = await server.ReceiveAsync(timeout: TimeSpan.FromSeconds(5));
        Console.WriteLine($"sent: {sent}, received: {Encoding.UTF8.GetString(packet.Value.Span)}");
        // </readme>
    }
}
