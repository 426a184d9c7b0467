using System.Collections.Concurrent;
using TcpBackends.Core.Io;
using TcpBackends.Core.Logging;

namespace TcpBackends.Core.Options;

/// <summary>Gives an accepted connection what its listener has and the kernel does not pass on. What is refused is logged.</summary>
internal sealed class SystemInheritance
{
    private static readonly (TcpOption Option, IoOption Name)[] OfAll =
        [(TcpOptions.NoDelay, IoOption.NoDelay), (TcpOptions.KeepAlive, IoOption.KeepAlive)];

    private static readonly (TcpOption Option, IoOption Name)[] OfV4 =
    [
        .. OfAll,
        (TcpOptions.TypeOfService, IoOption.TypeOfService), (TcpOptions.TimeToLive, IoOption.TimeToLive),
        (TcpOptions.ReceiveTypeOfService, IoOption.ReceiveTypeOfService), (TcpOptions.ReceiveTimeToLive, IoOption.ReceiveTimeToLive),
    ];

    private static readonly (TcpOption Option, IoOption Name)[] OfV6 =
    [
        .. OfAll,
        (TcpOptions.TrafficClass, IoOption.TrafficClass), (TcpOptions.ReceiveTrafficClass, IoOption.ReceiveTrafficClass),
    ];

    private readonly IIoOptions _listener;
    private readonly OptionRules _rules;
    private readonly BackendLog _log;
    private readonly ConcurrentQueue<(TcpOption Option, TcpError Reason)> _untold = new();
    private readonly bool _hadPriority;
    private bool _isChanged;

    /// <param name="listener">The listener's.</param>
    /// <param name="rules">What the backend copies.</param>
    /// <param name="isAdopted">Whether it may have listened before it got its options.</param>
    /// <param name="log">Where refusals are logged.</param>
    public SystemInheritance(IIoOptions listener, OptionRules rules, bool isAdopted, BackendLog log)
    {
        _listener = listener;
        _rules = rules;
        _log = log;
        _hadPriority = listener.GetOption(IoOption.Priority, out int priority) == TcpError.None && priority != 0;

        // Of a Unix-domain listener the kernel passes on nothing.
        _isChanged = isAdopted || listener.GetOption(IoOption.NoDelay, out _) != TcpError.None;
    }

    /// <summary>Options were changed since listen; until then the connection has nearly all of them from the kernel, at no cost.</summary>
    public void Changed() => Volatile.Write(ref _isChanged, true);

    public void ApplyTo(IIoOptions accepted)
    {
        bool isChanged = Volatile.Read(ref _isChanged);
        if (isChanged && _rules.AcceptCopiesSystemOptions)
        {
            bool isV6 = _listener.GetOption(IoOption.TrafficClass, out _) == TcpError.None;
            foreach ((TcpOption option, IoOption name) in isV6 ? OfV6 : OfV4)
            {
                Copy(option, name, accepted);
            }

            if (_listener.GetLinger(out TcpLinger linger) == TcpError.None)
            {
                Keep(TcpOptions.Linger, accepted.SetLinger(linger));
            }
        }

        // Last, since setting the type of service changes it.
        if (isChanged || _hadPriority)
        {
            Copy(TcpOptions.Priority, IoOption.Priority, accepted);
        }
    }

    /// <summary>Logs what was refused. Not under a lock.</summary>
    public void Tell()
    {
        while (_untold.TryDequeue(out (TcpOption Option, TcpError Reason) refused))
        {
            _log.OptionIgnored(refused.Option, refused.Reason);
        }
    }

    private void Copy(TcpOption option, IoOption name, IIoOptions accepted)
    {
        if (_listener.GetOption(name, out int value) == TcpError.None)
        {
            Keep(option, accepted.SetOption(name, value));
        }
    }

    private void Keep(TcpOption option, TcpError refusal)
    {
        if (refusal is not (TcpError.None or TcpError.EBadF))
        {
            _untold.Enqueue((option, refusal));
        }
    }
}
