using TcpBackends.Core.Io;
using TcpBackends.Core.Logging;

namespace TcpBackends.Core.Options;

/// <summary>Where the options of one socket are kept, and by which rules.</summary>
internal readonly record struct OptionTarget(IIoSocket Io, OptionRules Rules, IActiveMode ActiveMode, BackendLog Log)
{
    /// <summary>What is said of an option after the operating system was asked to set it. What is ignored is logged.</summary>
    public TcpError AnswerTo(TcpOption option, TcpError outcome)
    {
        TcpError answer = Rules.Answer(option, outcome);
        if (answer == TcpError.None && outcome != TcpError.None)
        {
            Log.OptionIgnored(option, outcome);
        }

        return answer;
    }
}
