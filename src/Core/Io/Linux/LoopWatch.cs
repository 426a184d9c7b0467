namespace TcpBackends.Core.Io.Linux;

/// <summary>Looks at intervals whether the threads of the loops come back from code that is not ours; sleeps while there is none.</summary>
internal static class LoopWatch
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(5);

    private static readonly AutoResetEvent Awake = new(initialState: false);
    private static LoopTurns[] _loops = [];
    private static bool _sleeps;

    /// <summary>Called one at a time.</summary>
    public static void Add(LoopTurns loop)
    {
        if (_loops.Length == 0)
        {
            new Thread(Run) { IsBackground = true, Name = "TcpBackends watch" }.UnsafeStart();
        }

        Volatile.Write(ref _loops, [.. _loops, loop]);
    }

    /// <summary>Called after a full fence, when something begins that is to be watched.</summary>
    public static void Wake()
    {
        if (Volatile.Read(ref _sleeps) && Interlocked.Exchange(ref _sleeps, false))
        {
            Awake.Set();
        }
    }

    private static void Run()
    {
        while (true)
        {
            Thread.Sleep(Interval);
            if (Check())
            {
                continue;
            }

            // What has begun before it was said is found by looking again.
            Interlocked.Exchange(ref _sleeps, true);
            if (!Check() || !Interlocked.Exchange(ref _sleeps, false))
            {
                Awake.WaitOne();
            }
        }
    }

    private static bool Check()
    {
        bool any = false;
        foreach (LoopTurns loop in Volatile.Read(ref _loops))
        {
            any |= loop.Check();
        }

        return any;
    }
}
