using System.Net;
using System.Net.Sockets;
using TcpBackends.Core.Io.Linux;
using TcpBackends.Tests.Unit.OwnProcess;

namespace TcpBackends.Tests.Unit.Exhaustion;

/// <summary>
/// What a process without descriptors sees, one line for each step. Everything it needs has been used before, since without
/// descriptors nothing can be loaded.
/// </summary>
internal sealed class ExhaustedProcess(Place place)
{
    public const string Accept = "accept";
    public const string First = "first";

    private static readonly TcpSocketOptions OnLoopback = new() { LocalAddress = IPAddress.Loopback };

    private static readonly List<string> Steps = [];

    private readonly CancellationToken _watchdog = new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token;

    public static async Task RunAsync(string scenario, Place place)
    {
        StartThreads();
        await (scenario == First ? FirstSocketAsync(place) : new ExhaustedProcess(place).AcceptAsync());
        await Console.Out.WriteAsync(string.Join('\n', Steps));
    }

    /// <summary>There is no descriptor for what waits for sockets.</summary>
    private static async Task FirstSocketAsync(Place place)
    {
        await new ExhaustedProcess(place.OnOtherPlatform).UseAsync();
        UsePlainSockets();
        _ = LibC.Close(-1);
        using var limit = new DescriptorLimit();
        // The portable one needs three; what it could make of them must not be lost.
        limit.Free(place.PlatformName == Place.Portable ? 1 : 0);
        var process = new ExhaustedProcess(place);
        ITcpBackend created = place.CreateBackend();
        Say("listen", (await created.ListenAsync(0, OnLoopback)).Error);
        Say("connect", (await created.ConnectAsync(new IPEndPoint(IPAddress.Loopback, 1))).Error);
        limit.Dispose();
        await process.UseAsync();
        Say("afterwards", TcpError.None);
    }

    private async Task AcceptAsync()
    {
        ITcpBackend backend = place.CreateBackend();
        await UseAsync();
        await using ITcpListener listener = (await backend.ListenAsync(0, OnLoopback)).Value;
        EndPoint address = listener.LocalEndPoint.Value;
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        client.Connect(address);

        using var limit = new DescriptorLimit();
        Say("connect", (await backend.ConnectAsync(address)).Error);
        Say("listen", (await backend.ListenAsync(0, OnLoopback)).Error);
        Say("accept, timeout 0", (await listener.AcceptAsync(TimeSpan.Zero)).Error);
        Task<TcpResult<ITcpSocket>> accepting = listener.AcceptAsync(cancellationToken: _watchdog).AsTask();
        Say("accept, timeout 250 ms", (await listener.AcceptAsync(TimeSpan.FromMilliseconds(250))).Error);
        Steps.Add($"accept waits: {!accepting.IsCompleted}");

        limit.Dispose();
        await using ITcpSocket accepted = (await accepting).Value;
        Say("accept, once there are descriptors", TcpError.None);
        client.Send("x"u8);
        Say("receive", (await accepted.ReceiveAsync(cancellationToken: _watchdog)).Error);
        await UseAsync();
        Say("afterwards", TcpError.None);
    }

    /// <summary>Connects, accepts, waits and is refused.</summary>
    private async Task UseAsync()
    {
        ITcpBackend backend = place.CreateBackend();
        await using ITcpListener listener = (await backend.ListenAsync(0, OnLoopback)).Value;
        EndPoint address = listener.LocalEndPoint.Value;
        Task<TcpResult<ITcpSocket>> accepting = listener.AcceptAsync(cancellationToken: _watchdog).AsTask();
        await using ITcpSocket client = (await backend.ConnectAsync(address)).Value;
        await using ITcpSocket server = (await accepting).Value;
        Task<TcpResult<TcpPacket>> receiving = server.ReceiveAsync(cancellationToken: _watchdog).AsTask();
        (await client.SendAsync("x"u8.ToArray())).ThrowIfError();
        (await receiving).ThrowIfError();
        await listener.CloseAsync();
        if ((await backend.ConnectAsync(address)).Error != TcpError.EConnRefused)
        {
            throw new InvalidOperationException("A closed listener refuses connections.");
        }
    }

    /// <summary>The runtime needs descriptors for a new thread, and ends the process if there are none.</summary>
    private static void StartThreads()
    {
        const int Workers = 4;
        ThreadPool.SetMinThreads(Workers, Workers);
        ThreadPool.SetMaxThreads(Workers, Workers);
        using var all = new Barrier(Workers + 1);
        for (int i = 0; i < Workers; i++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static all => all.SignalAndWait(), all, preferLocal: false);
        }

        all.SignalAndWait();
    }

    private static void UsePlainSockets()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            client.Connect(listener.LocalEndPoint!);
        }
        catch (SocketException)
        {
            // It does not listen yet.
        }
    }

    private static void Say(string step, TcpError error) => Steps.Add($"{step}: {error.ToAtom()}");
}
