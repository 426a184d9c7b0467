using TcpBackends.Core.Waiting;

namespace TcpBackends.Core.Options;

/// <summary>The option that is more than a value: setting it adds to a count, and starts delivery.</summary>
internal interface IActiveMode
{
    TcpActive Active { get; }

    /// <summary>Changes the mode; delivery waits for <see cref="Resume"/>.</summary>
    TcpError Change(TcpActive value, ref Wakeups wakeups);

    /// <summary>Delivers what there is by the options as they are now.</summary>
    void Resume();
}
