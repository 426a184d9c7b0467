using System.Collections.Concurrent;
using FsCheck.Fluent;
using TcpBackends.Tests.Conformance.Differential.Generating;
using TcpBackends.Tests.Conformance.Differential.Running;
using TcpBackends.Tests.Conformance.Otp.Node;

namespace TcpBackends.Tests.Conformance.Differential;

/// <summary>Tries many sequences on a pair of subjects, and makes those on which they do not agree as small as they get.</summary>
internal sealed class TraceRun(TracePair pair, TraceSettings settings)
{
    private const int Lanes = 3;
    private const int MostShrinks = 400;
    private const int Repetitions = 3;

    private static readonly TimeSpan SequenceLimit = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<string, int> _deviations = [];
    private readonly ConcurrentQueue<TraceFailure> _failures = [];
    private readonly ConcurrentQueue<TraceFailure> _flukes = [];
    private int _next = -1;
    private int _steps;
    private int _disagreements;

    /// <summary>What was tried.</summary>
    public string Summary =>
        $"{pair.Ours} and {pair.Theirs}: {settings.Sequences} sequences, {_steps} steps"
        + string.Concat(_deviations.OrderBy(entry => entry.Key).Select(entry => $"\n  {entry.Value} x {entry.Key}"))
        + string.Concat(_flukes.Select(fluke => $"\n  not repeatable: {fluke}"));

    /// <returns>What they do not agree on, as small as it gets.</returns>
    public async Task<IReadOnlyCollection<TraceFailure>> RunAsync()
    {
        await Task.WhenAll(Enumerable.Range(0, Lanes).Select(_ => Task.Run(RunLaneAsync)));
        return _failures;
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
        while (Volatile.Read(ref _disagreements) < settings.Failures && Interlocked.Increment(ref _next) is int index && index < settings.Sequences)
        {
            Sequence sequence = SequenceGenerator.OfSeed(settings.Only(index).Seed);
            Verdict verdict = await TryAsync(pair, sequence);
            Interlocked.Add(ref _steps, verdict.Steps);
            foreach (string deviation in verdict.Deviations)
            {
                _deviations.AddOrUpdate(deviation, 1, (_, count) => count + 1);
            }

            if (verdict.Disagreement is null)
            {
                continue;
            }

            if (await RepeatAsync(sequence) is { } repeated)
            {
                if (Interlocked.Increment(ref _disagreements) > settings.Failures)
                {
                    return;
                }

                (Sequence smallest, Verdict last) = await ShrinkAsync(sequence, repeated);
                _failures.Enqueue(new TraceFailure(pair, settings.Only(index), smallest, last));
            }
            else
            {
                _flukes.Enqueue(new TraceFailure(pair, settings.Only(index), sequence, verdict));
            }
        }
    }

    /// <summary>What does not come again is a matter of timing, which nobody promises; it is shown and does not fail.</summary>
    private async Task<Verdict?> RepeatAsync(Sequence sequence)
    {
        for (int i = 0; i < Repetitions; i++)
        {
            if (await TryAsync(pair, sequence) is { Disagreement: not null } verdict)
            {
                return verdict;
            }
        }

        return null;
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
