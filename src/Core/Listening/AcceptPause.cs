using TcpBackends.Core.Waiting;

namespace TcpBackends.Core.Listening;

/// <summary>
/// Lets accepts wait while the system has no descriptor for a connection. Nothing tells when one is free, and the listener stays
/// readable all the time, so accepting is tried again at intervals. Guarded by the lock of the accept queue, but for telling.
/// </summary>
internal sealed class AcceptPause(Action retry, TimeProvider clock, AcceptPauseLog log)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private ITimer? _timer;
    private volatile TcpError _cause;
    private bool _told;

    /// <summary>What the system lacks; None: nothing.</summary>
    public TcpError Cause => _cause;

    /// <summary>Whether an error says that the system lacks something that it may have again later.</summary>
    public static bool IsCausedBy(TcpError error) =>
        error is TcpError.EMFile or TcpError.ENFile or TcpError.ENoBufs or TcpError.ENoMem or TcpError.ENoSpc;

    public void Begin(TcpError cause) => _cause = cause;

    public void End() => _cause = TcpError.None;

    /// <summary>Tells what has changed since it was told last. Without a lock, since whoever listens is not known here.</summary>
    public void Tell()
    {
        TcpError cause = _cause;
        bool pauses = cause != TcpError.None;
        if (Volatile.Read(ref _told) == pauses || Interlocked.Exchange(ref _told, pauses) == pauses)
        {
            return;
        }

        if (pauses)
        {
            log.Began(cause);
        }
        else
        {
            log.Ended();
        }
    }

    /// <summary>Tries again in a while, if there is a pause.</summary>
    public void Schedule()
    {
        if (Cause != TcpError.None)
        {
            Timers.Set(ref _timer, clock, static state => ((Action)state!)(), retry, Interval);
        }
    }

    public void Close() => _timer?.Dispose();
}
