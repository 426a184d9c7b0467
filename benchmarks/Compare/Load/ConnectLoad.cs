using System.Diagnostics;

namespace TcpBackends.Benchmarks.Compare.Load;

/// <summary>Connects, waits until the server closes, connects again; a few at a time.</summary>
internal static class ConnectLoad
{
    private const int Clients = 4;

    public static long Run(int port, TimeSpan duration)
    {
        long end = Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        Task<long>[] clients = [.. Enumerable.Range(0, Clients).Select(_ =>
            Task.Factory.StartNew(() => Client(port, end), TaskCreationOptions.LongRunning))];
        Task.WaitAll(clients);
        return clients.Sum(client => client.Result);
    }

    private static long Client(int port, long end)
    {
        Span<byte> buffer = stackalloc byte[1];
        long count = 0;
        for (; Stopwatch.GetTimestamp() < end; count++)
        {
            using Connection connection = Connection.Connect(port, noDelay: false);
            if (connection.Receive(buffer) != 0)
            {
                throw new InvalidDataException("The server sent something.");
            }

            connection.ResetOnClose();
        }

        return count;
    }
}
