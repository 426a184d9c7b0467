using System.Net;
using System.Net.Sockets;
using TcpBackends.Core.Io.Linux;
using TcpBackends.Tests.Unit.OwnProcess;

namespace TcpBackends.Tests.Unit.Delaying;

/// <summary>A server that answers with delay_send, and is asked by one client who waits for each answer; nothing else happens in the process.</summary>
internal static class DelayedAnswersProcess
{
    public const string Scenario = "delayed answers";
    public const int Questions = 500;

    private const int Length = 10;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Says how many questions were answered, and how many of them on the thread of a loop.</summary>
    public static async Task RunAsync(Place place)
    {
        TcpSocketOptions options = new() { LocalAddress = IPAddress.Loopback, DelaySend = true, NoDelay = true };
        await using ITcpListener listener = (await place.CreateBackend().ListenAsync(0, options)).Value;
        var server = (IPEndPoint)listener.LocalEndPoint.Value;
        Task<int> asking = Task.Factory.StartNew(() => Ask(server), TaskCreationOptions.LongRunning);
        await using ITcpSocket socket = (await listener.AcceptAsync()).Value;
        int onLoop = 0;
        byte[] buffer = new byte[Length];
        while ((await socket.ReceiveAsync(buffer)) is { IsOk: true, Value: var count })
        {
            onLoop += Thread.CurrentThread.Name == LoopTurns.ThreadName ? 1 : 0;
            (await socket.SendAsync(buffer.AsMemory(0, count))).ThrowIfError();
        }

        await Console.Out.WriteLineAsync($"{await asking}\n{onLoop}");
    }

    private static int Ask(IPEndPoint server)
    {
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
            ReceiveTimeout = (int)Patience.TotalMilliseconds,
        };
        client.Connect(server);
        byte[] bytes = new byte[Length];
        int answers = 0;
        for (; answers < Questions; answers++)
        {
            client.Send(bytes);
            for (int received = 0; received < Length;)
            {
                received += client.Receive(bytes.AsSpan(received));
            }
        }

        return answers;
    }
}
