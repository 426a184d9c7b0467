using System.Net;
using Microsoft.Extensions.Logging;
using TcpBackends.Internal;

namespace TcpBackends.Core.Logging;

/// <summary>What a backend tells an operator. Costs one test where nobody listens.</summary>
internal sealed partial class BackendLog(ILogger logger)
{
    /// <summary>Raw options have no end of numbers; beyond so many nothing is told of them.</summary>
    internal const int MostRawOptions = 64;

    private readonly ILogger _logger = logger;
    private readonly HashSet<(int Level, int Number)> _ignoredRawOptions = [];

    // One bit for each option.
    private ulong _ignoredOptions;

    /// <summary>Whether <see cref="OptionIgnored"/> may have something to say. Asks the user's logger: not under a lock.</summary>
    public bool TellsIgnoredOptions => _logger.IsEnabled(LogLevel.Debug);

    /// <summary>Says it once for each option, and of raw options for each pair of numbers.</summary>
    public void OptionIgnored(TcpOption option, TcpError reason)
    {
        if (!TellsIgnoredOptions || !IsNews(option))
        {
            return;
        }

        string name = option is RawOptionKey raw ? $"{raw.Name} {raw.Level}:{raw.Number}" : option.Name;
        if (reason == TcpError.None)
        {
            LogOptionWithoutEffect(name);
        }
        else
        {
            LogOptionRefused(name, reason.ToAtom());
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

    private bool IsNews(TcpOption option)
    {
        if (option is RawOptionKey raw)
        {
            lock (_ignoredRawOptions)
            {
                return _ignoredRawOptions.Count < MostRawOptions && _ignoredRawOptions.Add((raw.Level, raw.Number));
            }
        }

        ulong bit = 1UL << option.Id;
        return (Interlocked.Or(ref _ignoredOptions, bit) & bit) == 0;
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
