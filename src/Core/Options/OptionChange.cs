using TcpBackends.Core.Logging;
using TcpBackends.Core.Waiting;

namespace TcpBackends.Core.Options;

/// <summary>A change of options under way, under the lock of their store: the settings so far, and what is left for when that is left.</summary>
internal struct OptionChange
{
    private List<(TcpOption Option, TcpError Reason)>? _ignored;

    public SocketSettings Settings;

    public Wakeups Wakeups;

    /// <summary>Keeps for the log that an option was ignored. Whoever logs may do anything, but not under a lock.</summary>
    /// <param name="option">The option.</param>
    /// <param name="reason">Why the system refused it; None: it has no effect.</param>
    public void Ignore(TcpOption option, TcpError reason) => (_ignored ??= []).Add((option, reason));

    /// <summary>What is said of an option that is not set, for want of something to set it on.</summary>
    public TcpError Skip(TcpOption option, TcpError refusal)
    {
        if (refusal != TcpError.NotAvailable)
        {
            return refusal;
        }

        Ignore(option, TcpError.None);
        return TcpError.None;
    }

    public readonly void Tell(BackendLog log)
    {
        if (_ignored is null)
        {
            return;
        }

        foreach ((TcpOption option, TcpError reason) in _ignored)
        {
            log.OptionIgnored(option, reason);
        }
    }
}
