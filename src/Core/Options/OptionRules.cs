using TcpBackends.Core.Logging;

namespace TcpBackends.Core.Options;

/// <summary>How the backends differ in their options.</summary>
internal sealed record OptionRules
{
    /// <summary>The settings of a socket for which nothing was set.</summary>
    public required SocketSettings Defaults { get; init; }

    /// <summary>The column of the option table that is this backend's.</summary>
    public required Func<TcpOptionTraits, TcpOptionConduct> Conduct { get; init; }

    /// <summary>Whether a refusal of the operating system is reported as it is, instead of as <c>einval</c>.</summary>
    public bool NamesSystemErrors { get; init; }

    /// <summary>Whether a larger kernel receive buffer raises <c>buffer</c>, unless that was set.</summary>
    public bool ReceiveBufferRaisesBuffer { get; init; }

    /// <summary>
    /// Whether an accepted connection gets the <c>nodelay</c>, <c>tos</c> and the like that the listener has now, instead of keeping
    /// those from when it came in.
    /// </summary>
    public bool AcceptCopiesSystemOptions { get; init; }

    /// <summary>Whether an option of a new connection that the system refuses is an exception (badarg).</summary>
    public bool RefusalThrowsAtConnect { get; init; }

    /// <summary>The longest buffer into which a raw option is read; a longer one is <c>einval</c>.</summary>
    public int LargestRawRead { get; init; } = TcpOptions.LargestRaw;

    /// <summary>The shortest buffer for which a raw option is there.</summary>
    public int SmallestRawRead { get; init; }

    /// <summary>The options that are taken and have no effect.</summary>
    public IEnumerable<TcpOption> WithoutEffect => TcpOptions.All.Where(HasNoEffect);

    public TcpOptionConduct On(TcpOption option) => Conduct(option.Traits);

    /// <summary>Also where the platform does not let it have one.</summary>
    public bool HasNoEffect(TcpOption option) =>
        On(option).Handling == TcpOptionHandling.NoEffect || (option == TcpOptions.ReuseAddress && OperatingSystem.IsWindows());

    /// <summary>Whether it is taken, and then not there.</summary>
    public bool Lacks(TcpOption option) => HasNoEffect(option) && On(option).Read == TcpError.NotAvailable;

    /// <summary>Whether it is refused at run time without asking the operating system.</summary>
    public bool IsFixed(TcpOption option) =>
        On(option) is var conduct && (conduct.Uses & TcpOptionUses.RunTime) == 0
        && (conduct.Handling == TcpOptionHandling.Kept || conduct.Uses == TcpOptionUses.None);

    /// <summary>Whether a refusal of the operating system is an error.</summary>
    public bool Reports(TcpOption option) => On(option).Handling == TcpOptionHandling.System;

    /// <summary>What is said of an option that the operating system refuses; None: nothing.</summary>
    public TcpError Answer(TcpOption option, TcpError refusal) =>
        refusal == TcpError.None || !Reports(option) ? TcpError.None
            : NamesSystemErrors ? refusal
            : TcpError.EInval;

    /// <summary>The same for a new socket. What is ignored is logged.</summary>
    public TcpError AnswerAtCreation(TcpOption option, TcpError refusal, BackendLog log)
    {
        TcpError answer = Answer(option, refusal);
        if (answer == TcpError.None && refusal != TcpError.None)
        {
            log.OptionIgnored(option, refusal);
        }

        return answer;
    }
}
