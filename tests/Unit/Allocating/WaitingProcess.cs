using System.Buffers;
using System.Net;
using TcpBackends.Tests.Unit.OwnProcess;

namespace TcpBackends.Tests.Unit.Allocating;

/// <summary>Sends or receives that wait, again and again, and how much memory the process takes meanwhile, on one line.</summary>
internal sealed class WaitingProcess(ITcpSocket client, ITcpSocket server)
{
    public const string Receives = "receives that wait";
    public const string Sends = "sends that wait";
    public const int Rounds = 2000;

    private const int Measurements = 4;
    private const int SmallBuffer = 4096;
    private const int Question = 100;
    private const int Chunk = 20_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static async Task RunAsync(string scenario, Place place)
    {
        TcpSocketOptions options = new() { LocalAddress = IPAddress.Loopback };
        options = scenario == Sends ? options with { SendBuffer = SmallBuffer, ReceiveBuffer = SmallBuffer } : options;
        ITcpBackend backend = place.CreateBackend();
        await using ITcpListener listener = (await backend.ListenAsync(0, options)).Value;
        await using ITcpSocket client = (await backend.ConnectAsync(listener.LocalEndPoint.Value, options)).Value;
        await using ITcpSocket server = (await listener.AcceptAsync()).Value;
        var process = new WaitingProcess(client, server);
        long taken = await (scenario == Sends ? process.SendAsync() : process.ReceiveAsync()).WaitAsync(Patience);
        await Console.Out.WriteLineAsync($"{taken}");
    }

    private async Task<long> ReceiveAsync()
    {
        Task echoing = Task.Run(EchoAsync);
        long taken = await LeastTakenAsync(AskAsync);
        await echoing;
        return taken;
    }

    private async Task<long> SendAsync()
    {
        Task draining = Task.Run(DrainAsync);
        long taken = await LeastTakenAsync(FloodAsync);
        await draining;
        return taken;
    }

    /// <summary>The least of several measurements: the first ones fill the pools.</summary>
    private static async Task<long> LeastTakenAsync(Func<Task> work)
    {
        long least = long.MaxValue;
        for (int i = 0; i < Measurements; i++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            await Task.Run(work);
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        return least;
    }

    // The loops have no asynchronous methods in common, whose state machines would be counted as well.
    private async Task AskAsync()
    {
        byte[] buffer = new byte[Question];
        for (int i = 0; i < Rounds; i++)
        {
            (await client.SendAsync(new ReadOnlySequence<byte>(buffer))).ThrowIfError();
            for (int filled = 0; filled < buffer.Length;)
            {
                filled += (await client.ReceiveAsync(buffer.AsMemory(filled))).Value;
            }
        }
    }

    private async Task EchoAsync()
    {
        byte[] buffer = new byte[Question];
        for (int i = 0; i < Measurements * Rounds; i++)
        {
            for (int filled = 0; filled < buffer.Length;)
            {
                filled += (await server.ReceiveAsync(buffer.AsMemory(filled))).Value;
            }

            (await server.SendAsync(new ReadOnlySequence<byte>(buffer))).ThrowIfError();
        }
    }

    private async Task FloodAsync()
    {
        byte[] data = new byte[Chunk];
        for (int i = 0; i < Rounds; i++)
        {
            (await client.SendAsync(new ReadOnlySequence<byte>(data))).ThrowIfError();
        }
    }

    private async Task DrainAsync()
    {
        byte[] buffer = new byte[Chunk];
        for (long left = (long)Measurements * Rounds * Chunk; left > 0;)
        {
            left -= (await server.ReceiveAsync(buffer.AsMemory())).Value;
        }
    }
}
