using System.Diagnostics;
using TcpBackends.Benchmarks.Compare.Subjects;

namespace TcpBackends.Benchmarks.Compare.Workloads;

/// <summary>Something to measure. Lives for all rounds, and so do the servers that it starts.</summary>
internal abstract class Workload : IDisposable
{
    private readonly List<SubjectProcess> _processes = [];

    public abstract string Id { get; }

    public abstract string Title { get; }

    /// <summary>Of the values. All but bytes are better the more.</summary>
    public abstract string Unit { get; }

    public virtual bool LessIsBetter => false;

    /// <summary>How many of the rounds it needs.</summary>
    public virtual int Rounds(int rounds) => rounds;

    public virtual IReadOnlyList<Variant> Variants { get; } =
        [.. Contenders.All.Select(contender => new Variant(contender.Id))];

    /// <summary>One run.</summary>
    public abstract Sample Measure(Variant variant, TimeSpan duration);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        foreach (SubjectProcess process in _processes)
        {
            process.Dispose();
        }
    }

    /// <summary>Keeps a server for the rounds to come.</summary>
    protected SubjectProcess Keep(SubjectProcess process)
    {
        _processes.Add(process);
        return process;
    }

    /// <summary>What the subject does in a stretch of time.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="messagesPerValue">The messages in one of what <paramref name="run"/> counts.</param>
    /// <param name="run">What happens; returns a count.</param>
    protected static Sample Watch(SubjectProcess subject, double messagesPerValue, Func<double> run)
    {
        TimeSpan before = subject.CpuTime;
        long start = Stopwatch.GetTimestamp();
        double count = run();
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        TimeSpan used = subject.CpuTime - before;
        return new Sample(count / seconds, used.TotalMicroseconds / (count * messagesPerValue));
    }
}
