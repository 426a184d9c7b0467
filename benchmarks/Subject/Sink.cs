using TcpBackends.Benchmarks.Harness;

namespace TcpBackends.Benchmarks.Subject;

/// <summary>Receives and forgets.</summary>
internal static class Sink
{
    public static async Task ServeAsync(ITcpSocket socket)
    {
        await using (socket)
        {
            byte[] buffer = new byte[SubjectCommand.BulkSize];
            while (!Ending.IsReached((await socket.ReceiveAsync(buffer)).Error))
            {
            }
        }
    }
}
