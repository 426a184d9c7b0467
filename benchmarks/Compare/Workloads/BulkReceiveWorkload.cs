using System.Diagnostics;
using TcpBackends.Benchmarks.Compare.Load;
using TcpBackends.Benchmarks.Compare.Subjects;

namespace TcpBackends.Benchmarks.Compare.Workloads;

/// <summary>W4, one way: chunks of 64 KiB for the subject to receive.</summary>
internal sealed class BulkReceiveWorkload : ServerWorkload
{
    private const int ChunkLength = 64 * 1024;

    private readonly byte[] _chunk = new byte[ChunkLength];

    public override string Id => "W4r";

    public override string Title => "receive 64 KiB chunks";

    public override string Unit => "MB/s";

    protected override string Verb => "sink";

    protected override Sample Run(SubjectProcess server, int port, TimeSpan warmUp, TimeSpan duration)
    {
        using Connection connection = Connection.Connect(port);
        Send(connection, warmUp);
        return Watch(server, 1e6 / ChunkLength, () => Send(connection, duration) * ChunkLength / 1e6);
    }

    private double Send(Connection connection, TimeSpan duration)
    {
        long start = Stopwatch.GetTimestamp();
        double chunks = 0;
        for (; Stopwatch.GetElapsedTime(start) < duration; chunks++)
        {
            connection.SendAll(_chunk);
        }

        return chunks;
    }
}
