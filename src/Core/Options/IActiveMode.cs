using TcpBackends.Core.Waiting;

namespace TcpBackends.Core.Options;

/// <summary>The option that is more than a value: setting it adds to a count, and starts delivery.</summary>
internal interface IActiveMode
{
    TcpActive Active { get; }

    /// <summary>Changes the mode; delivery waits for <see cref="Resume"/>. Under the lock of the options.</summary>
    TcpError Change(TcpActive value, ref Wakeups wakeups);

    /// <summary>Delivers what there is by the options as they are now. Under the lock of the options.</summary>
    void Resume(ref Wakeups wakeups);

    /// <summary>Wakes those who are to be woken, and does what was put off until no lock is held.</summary>
    void Finish(ref Wakeups wakeups);
}
