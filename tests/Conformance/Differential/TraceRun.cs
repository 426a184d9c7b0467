using System.Collections.Concurrent;
using FsCheck.Fluent;
using TcpBackends.Tests.Conformance.Differential.Generating;
using TcpBackends.Tests.Conformance.Differential.Running;
using TcpBackends.Tests.Conformance.Otp.Node;

namespace TcpBackends.Tests.Conformance.Differential;

/// <summary>Tries many sequences on a pair of subjects, and makes the first on which they do not agree as small as it gets.</summary>
internal sealed class TraceRun(TracePair pair, TraceSettings settings)
{
    private const int Lanes = 3;
    private const int MostShrinks = 400;

    private static readonly TimeSpan SequenceLimit = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<string, int> _deviations = [];
    private readonly ConcurrentQueue<string> _failures = [];
    private int _next = -1;
    private int _steps;

    /// <summary>What was tried.</summary>
    public string Summary =>
        $"{pair.Ours} and {pair.Theirs}: {settings.Sequences} sequences, {_steps} steps"
        + string.Concat(_deviations.OrderBy(entry => entry.Key).Select(entry => $"\n  {entry.Value} x {entry.Key}"));

    /// <returns>What they do not agree on; null if they agree on everything.</returns>
    public async Task<string?> RunAsync()
    {
        await Task.WhenAll(Enumerable.Range(0, Lanes).Select(_ => Task.Run(RunLaneAsync)));
        return _failures.IsEmpty ? null : string.Join(Environment.NewLine, _failures);
    }

    /// <summary>What came of one sequence.</summary>
    public static async Task<Verdict> TryAsync(TracePair pair, Sequence sequence)
    {
        using var limit = new CancellationTokenSource(SequenceLimit);
        try
        {
            return await Lockstep.RunAsync(sequence, pair, limit.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or AssertionException or NodeFailedException)
        {
            return new Verdict(e.ToString(), new Trace($"{pair.Ours}", $"{pair.Theirs}"), 0, []);
        }
    }

    private async Task RunLaneAsync()
    {
        while (_failures.IsEmpty && Interlocked.Increment(ref _next) is int index && index < settings.Sequences)
        {
            Sequence sequence = SequenceGenerator.OfSeed(settings.Only(index).Seed);
            Verdict verdict = await TryAsync(pair, sequence);
            Interlocked.Add(ref _steps, verdict.Steps);
            foreach (string deviation in verdict.Deviations)
            {
                _deviations.AddOrUpdate(deviation, 1, (_, count) => count + 1);
            }

            if (verdict.Disagreement is not null)
            {
                _failures.Enqueue(await ReportAsync(index, sequence, verdict));
            }
        }
    }

    private async Task<string> ReportAsync(int index, Sequence sequence, Verdict verdict)
    {
        (Sequence smallest, Verdict last) = await ShrinkAsync(sequence, verdict);
        return $"""
            {pair.Ours} and {pair.Theirs} disagree. To repeat it: {settings.Only(index)}
            {last.Disagreement}

            {smallest}
            {last.Trace}
            """;
    }

    private async Task<(Sequence Smallest, Verdict Verdict)> ShrinkAsync(Sequence sequence, Verdict verdict)
    {
        int tried = 0;
        bool isSmaller = true;
        while (isSmaller)
        {
            isSmaller = false;
            foreach (Sequence candidate in SequenceGenerator.Sequences.Shrinker(sequence))
            {
                if (tried++ >= MostShrinks)
                {
                    return (sequence, verdict);
                }

                Verdict next = await TryAsync(pair, candidate);
                if (next.Disagreement is not null)
                {
                    (sequence, verdict, isSmaller) = (candidate, next, true);
                    break;
                }
            }
        }

        return (sequence, verdict);
    }
}
