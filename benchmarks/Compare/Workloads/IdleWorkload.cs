using System.Diagnostics;
using TcpBackends.Benchmarks.Compare.Load;
using TcpBackends.Benchmarks.Compare.Subjects;

namespace TcpBackends.Benchmarks.Compare.Workloads;

/// <summary>W6: the memory of connections on which nothing happens.</summary>
internal sealed class IdleWorkload(int connections) : Workload
{
    public const string NeverUsed = "never used";
    public const string AfterOneEcho = "after one echo";

    private const int WarmUpConnections = 200;

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AcceptLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    public override string Id => "W6";

    public override string Title => $"{connections} idle connections";

    public override string Unit => "bytes each";

    public override bool LessIsBetter => true;

    public override IReadOnlyList<Variant> Variants { get; } =
        [.. new[] { NeverUsed, AfterOneEcho }.SelectMany(mode =>
            Contenders.All.Select(contender => new Variant(contender.Id, mode)))];

    // Fresh processes each time, and hardly any spread.
    public override int Rounds(int rounds) => Math.Max(1, rounds / 9);

    public override Sample Measure(Variant variant, TimeSpan duration)
    {
        using SubjectProcess server = SubjectProcess.Serve(
            Contenders.Get(variant.Contender), "echo", [], out int port);
        int atRest = server.OpenDescriptors();
        using (var first = new IdleLoad(port, WarmUpConnections))
        {
            first.EchoOnce();
        }

        WaitForDescriptors(server, descriptors => descriptors < atRest + WarmUpConnections);
        Thread.Sleep(Settling);
        long before = server.ResidentBytes();
        using var load = new IdleLoad(port, connections);
        WaitForDescriptors(server, descriptors => descriptors >= atRest + connections);
        if (variant.Mode == AfterOneEcho)
        {
            load.EchoOnce();
        }

        Thread.Sleep(Settling);
        return new Sample((double)(server.ResidentBytes() - before) / connections, null);
    }

    private static void WaitForDescriptors(SubjectProcess server, Func<int, bool> condition)
    {
        long start = Stopwatch.GetTimestamp();
        while (!condition(server.OpenDescriptors()))
        {
            if (Stopwatch.GetElapsedTime(start) > AcceptLimit)
            {
                throw new TimeoutException("The subject did not accept, or close, its connections in time.");
            }

            Thread.Sleep(PollInterval);
        }
    }
}
