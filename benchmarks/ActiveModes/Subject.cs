using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace TcpBackends.Benchmarks.ActiveModes;

/// <summary>What one receiver measured.</summary>
internal readonly record struct Measurement(double MessagesPerSecond, double CpuMicrosecondsPerMessage);

/// <summary>A receiver in a process of its own, and the sender that feeds it.</summary>
internal sealed class Subject(string name, Func<string, ProcessStartInfo> start)
{
    public const int MessageSize = 100;

    private const int MessagesInBatch = 500;

    public string Name => name;

    public async Task<Measurement> MeasureAsync(string mode, long messages, CancellationToken cancellationToken)
    {
        ProcessStartInfo info = start(mode);
        info.RedirectStandardOutput = true;
        using Process process = Process.Start(info)!;
        try
        {
            string port = await ReadLineAsync(process, cancellationToken);
            await SendAsync(int.Parse(port, CultureInfo.InvariantCulture), messages, cancellationToken);
            string[] figures = (await ReadLineAsync(process, cancellationToken)).Split(' ');
            double[] numbers = Array.ConvertAll(figures, figure => double.Parse(figure, CultureInfo.InvariantCulture));
            await process.WaitForExitAsync(cancellationToken);
            return (long)numbers[0] == messages
                ? new Measurement(1_000_000 * numbers[0] / numbers[1], numbers[2] / numbers[0])
                : throw new InvalidOperationException($"{name} got {numbers[0]} messages of {messages}.");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    private async Task<string> ReadLineAsync(Process process, CancellationToken cancellationToken) =>
        await process.StandardOutput.ReadLineAsync(cancellationToken)
        ?? throw new InvalidOperationException($"{name} ended without an answer.");

    private static async Task SendAsync(int port, long messages, CancellationToken cancellationToken)
    {
        byte[] batch = new byte[MessagesInBatch * (4 + MessageSize)];
        for (int i = 0; i < MessagesInBatch; i++)
        {
            batch[(i * (4 + MessageSize)) + 3] = MessageSize;
        }

        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancellationToken);
        for (long sent = 0; sent < messages; sent += MessagesInBatch)
        {
            ReadOnlyMemory<byte> rest = batch;
            while (!rest.IsEmpty)
            {
                rest = rest[await socket.SendAsync(rest, cancellationToken)..];
            }
        }
    }
}
