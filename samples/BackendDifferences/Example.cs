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

    /// <summary>The second example: messages.</summary>
    public static async Task ReadMessagesAsync()
    {
        TcpSocketOptions options = new()
        {
            Packet = PacketType.Length4,
            LocalAddress = IPAddress.Loopback,
            Active = TcpActive.Count(100),
        };
        await using InetDriverBackend inet = new();
        await using ITcpListener listener = (await inet.ListenAsync(0, options)).Value;
        await using ITcpSocket client = (await inet.ConnectAsync(listener.LocalEndPoint.Value, options)).Value;
        await client.SendAsync("one"u8.ToArray());
        await client.SendAsync("two"u8.ToArray());
        await client.CloseAsync();

        // <readme>
        await using ITcpMailbox mailbox = inet.CreateMailbox(); // owns any number of sockets
        ITcpSocket socket = (await listener.AcceptAsync(mailbox)).Value;
        await foreach (TcpMessage message in mailbox.Messages.ReadAllAsync())
        {
            switch (message)
            {
                case TcpDataMessage data: Console.WriteLine(Encoding.UTF8.GetString(data.Packet.Span)); break;
                case TcpPassiveMessage: socket.Options.Set(TcpOptions.Active, TcpActive.Count(100)); break;
                case TcpErrorMessage error: Console.WriteLine(error.Error.ToAtom()); break;
                case TcpClosedMessage: return;
            }
        }
        // </readme>
    }
}
