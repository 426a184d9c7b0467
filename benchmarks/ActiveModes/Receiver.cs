using System.Diagnostics;
using System.Net;
using TcpBackends.DirectSocket;
using TcpBackends.Framing;
using TcpBackends.InetDriver;

namespace TcpBackends.Benchmarks.ActiveModes;

/// <summary>
/// Counts the messages of one connection, in a process of its own: prints its port, then messages, microseconds, and microseconds of
/// CPU time.
/// </summary>
internal static class Receiver
{
    public static async Task RunAsync(string backendName, string mode)
    {
        ITcpBackend backend = backendName == TcpBackendNames.Inet ? new InetDriverBackend() : new DirectSocketBackend();
        TcpActive active = mode switch
        {
            "true" => TcpActive.True,
            "once" => TcpActive.Once,
            _ => TcpActive.Count(int.Parse(mode, System.Globalization.CultureInfo.InvariantCulture)),
        };
        var options = new TcpSocketOptions
        {
            LocalAddress = IPAddress.Loopback,
            Packet = PacketType.Length4,
            Buffer = 65536,
            Active = TcpActive.False,
        };
        await using ITcpListener listener = (await backend.ListenAsync(0, options)).Value;
        Console.WriteLine(((IPEndPoint)listener.LocalEndPoint.Value).Port);
        await using ITcpSocket socket = (await listener.AcceptAsync()).Value;
        using Process self = Process.GetCurrentProcess();
        TimeSpan cpuBefore = self.TotalProcessorTime;
        long before = Stopwatch.GetTimestamp();

        long count = await CountAsync(socket, active);

        TimeSpan elapsed = Stopwatch.GetElapsedTime(before);
        self.Refresh();
        Console.WriteLine($"{count} {elapsed.TotalMicroseconds:F0} {(self.TotalProcessorTime - cpuBefore).TotalMicroseconds:F0}");
    }

    private static async Task<long> CountAsync(ITcpSocket socket, TcpActive active)
    {
        long count = 0;
        socket.Options.Set(TcpOptions.Active, active);
        await foreach (TcpMessage message in socket.Owner.Messages.ReadAllAsync())
        {
            switch (message)
            {
                case TcpDataMessage:
                    count++;
                    if (active.Mode == TcpActiveMode.Once)
                    {
                        socket.Options.Set(TcpOptions.Active, active);
                    }

                    break;
                case TcpPassiveMessage:
                    socket.Options.Set(TcpOptions.Active, active);
                    break;
                case TcpClosedMessage:
                    return count;
                default:
                    throw new InvalidOperationException($"Unexpected: {message}");
            }
        }

        return count;
    }
}
