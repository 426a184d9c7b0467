using TcpBackends.Core.Io;

namespace TcpBackends.Core.Options;

/// <summary>Gives an accepted connection what its listener has and the kernel does not pass on; what cannot be read or set is left as it is.</summary>
internal sealed class SystemInheritance(IIoOptions listener, OptionRules rules)
{
    private static readonly IoOption[] V4 =
    [
        IoOption.NoDelay, IoOption.KeepAlive,
        IoOption.TypeOfService, IoOption.TimeToLive, IoOption.ReceiveTypeOfService, IoOption.ReceiveTimeToLive,
    ];

    private static readonly IoOption[] V6 =
        [IoOption.NoDelay, IoOption.KeepAlive, IoOption.TrafficClass, IoOption.ReceiveTrafficClass];

    private readonly bool _hadPriority = listener.GetOption(IoOption.Priority, out int priority) == TcpError.None && priority != 0;
    private bool _isChanged;

    /// <summary>Options were changed since listen; until then the connection has nearly all of them from the kernel, at no cost.</summary>
    public void Changed() => Volatile.Write(ref _isChanged, true);

    public void ApplyTo(IIoOptions accepted)
    {
        bool isChanged = Volatile.Read(ref _isChanged);
        if (isChanged && rules.AcceptCopiesSystemOptions)
        {
            bool isV6 = listener.GetOption(IoOption.TrafficClass, out _) == TcpError.None;
            foreach (IoOption option in isV6 ? V6 : V4)
            {
                Copy(option, accepted);
            }

            if (listener.GetLinger(out TcpLinger linger) == TcpError.None)
            {
                accepted.SetLinger(linger);
            }
        }

        // Last, since setting the type of service changes it.
        if (isChanged || _hadPriority)
        {
            Copy(IoOption.Priority, accepted);
        }
    }

    private void Copy(IoOption option, IIoOptions accepted)
    {
        if (listener.GetOption(option, out int value) == TcpError.None)
        {
            accepted.SetOption(option, value);
        }
    }
}
