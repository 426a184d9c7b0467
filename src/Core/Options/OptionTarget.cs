using TcpBackends.Core.Io;
using TcpBackends.Core.Logging;

namespace TcpBackends.Core.Options;

/// <summary>Where the options of one socket are kept, and by which rules.</summary>
internal readonly record struct OptionTarget(
    IIoSocket Io, OptionRules Rules, IActiveMode ActiveMode, IOptionGate Gate, BackendLog Log)
{
    /// <summary>What is said of an option after the operating system was asked to set it.</summary>
    public TcpError AnswerTo(TcpOption option, TcpError outcome, ref OptionChange change)
    {
        if (outcome == TcpError.EBadF)
        {
            // The descriptor was closed after the state was looked at, which tells it by now.
            TcpError refusal = Gate.CheckOption(option, isSystem: true, isSet: true);
            if (refusal != TcpError.None)
            {
                return change.Skip(option, refusal);
            }
        }

        TcpError answer = Rules.Answer(option, outcome);
        if (answer == TcpError.None && outcome != TcpError.None)
        {
            change.Ignore(option, outcome);
        }

        return answer;
    }
}
