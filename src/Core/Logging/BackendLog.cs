using System.Net;
using Microsoft.Extensions.Logging;

namespace TcpBackends.Core.Logging;

/// <summary>What a backend tells an operator. Costs one test where nobody listens.</summary>
internal sealed partial class BackendLog(ILogger logger)
{
    private readonly ILogger _logger = logger;

    // One bit for each option.
    private ulong _ignoredOptions;

    /// <summary>Whether <see cref="OptionIgnored"/> may have something to say.</summary>
    public bool TellsIgnoredOptions => _logger.IsEnabled(LogLevel.Debug);

    /// <summary>Says it once for each option.</summary>
    public void OptionIgnored(TcpOption option, TcpError reason)
    {
        if (!TellsIgnoredOptions)
        {
            return;
        }

        ulong bit = 1UL << option.Id;
        if ((Interlocked.Or(ref _ignoredOptions, bit) & bit) != 0)
        {
            return;
        }

        if (reason == TcpError.None)
        {
            LogOptionWithoutEffect(option.Name);
        }
        else
        {
            LogOptionRefused(option.Name, reason.ToAtom());
        }
    }

    public void AcceptPaused(EndPoint? address, TcpError cause)
    {
        if (_logger.IsEnabled(LogLevel.Warning))
        {
            LogAcceptPaused(address, cause.ToAtom());
        }
    }

    [LoggerMessage(4, LogLevel.Information, "Accepting at {Address} goes on.")]
    public partial void AcceptResumed(EndPoint? address);

    public void FlushFailed(TcpError cause, long lost)
    {
        if (_logger.IsEnabled(LogLevel.Debug))
        {
            LogFlushFailed(cause.ToAtom(), lost);
        }
    }

    [LoggerMessage(1, LogLevel.Debug, "The option {Option} has no effect here; it is ignored. This is said once.")]
    private partial void LogOptionWithoutEffect(string option);

    [LoggerMessage(2, LogLevel.Debug, "The system refused the option {Option}: {Reason}. It is ignored. This is said once.")]
    private partial void LogOptionRefused(string option, string reason);

    [LoggerMessage(3, LogLevel.Warning, "Accepting at {Address} pauses until there are descriptors and memory again: {Cause}.")]
    private partial void LogAcceptPaused(EndPoint? address, string cause);

    [LoggerMessage(5, LogLevel.Debug, "Queued data could not be sent: {Cause}. {Bytes} bytes are lost.")]
    private partial void LogFlushFailed(string cause, long bytes);
}
