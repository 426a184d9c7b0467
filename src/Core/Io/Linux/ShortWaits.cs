using System.Diagnostics;

namespace TcpBackends.Core.Io.Linux;

/// <summary>
/// Decides whether asking the kernel again and again for a moment is better than sleeping until it has something. Where events follow each
/// other closely it is: falling asleep and being woken takes longer than the wait itself. So waits are measured.
/// </summary>
internal struct ShortWaits
{
    // As long as two sleeps and the way of a small message to a peer on this machine and back.
    private static readonly long Short = Stopwatch.Frequency / 10_000;
    private static readonly long Moment = Stopwatch.Frequency / 20_000;

    private const int Most = 8;

    private int _credit;
    private long _began;
    private bool _wasInVain;

    /// <summary>Begins a wait.</summary>
    /// <returns>Whether it is likely to be short.</returns>
    public bool Begin()
    {
        _began = Stopwatch.GetTimestamp();
        _wasInVain = false;
        return _credit > 0;
    }

    /// <summary>Nothing was there when asked. False: it has become too long to go on asking.</summary>
    public bool GoesOn()
    {
        _wasInVain = Stopwatch.GetTimestamp() - _began > Moment;
        return !_wasInVain;
    }

    /// <summary>Something has come.</summary>
    public void End()
    {
        bool wasShort = !_wasInVain && Stopwatch.GetTimestamp() - _began < Short;
        _credit = wasShort ? Math.Min(_credit + 1, Most) : Math.Max(_credit - 2, -Most);
    }
}
