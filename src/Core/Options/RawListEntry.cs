using TcpBackends.Core.Io;
using TcpBackends.Core.Logging;
using TcpBackends.Internal;

namespace TcpBackends.Core.Options;

/// <summary>Options of the operating system by their numbers. Of one that is refused those behind it are set nevertheless where that is ignored.</summary>
internal sealed class RawListEntry : OptionEntry<TcpRawOptions>
{
    public override bool IsSystem => true;

    public override TcpResult<TcpRawOptions> Get(in OptionTarget target, SocketSettings settings) =>
        target.Rules.On(TcpOptions.Raw).Read;

    public override TcpError Set(TcpRawOptions value, in OptionTarget target, ref OptionChange change)
    {
        foreach (TcpRawOption option in value)
        {
            TcpError answer = target.AnswerTo(KeyOf(option), SetOne(target.Io, option), ref change);
            if (answer != TcpError.None)
            {
                return answer;
            }
        }

        return TcpError.None;
    }

    public override TcpError ApplySystem(TcpSocketOptions options, IIoOptions io, OptionRules rules, BackendLog log)
    {
        foreach (TcpRawOption option in options.Raw ?? [])
        {
            TcpError answer = rules.AnswerAtCreation(KeyOf(option), SetOne(io, option), log);
            if (answer != TcpError.None)
            {
                return answer;
            }
        }

        return TcpError.None;
    }

    private static TcpError SetOne(IIoOptions io, TcpRawOption option) => io.SetRaw(option.Level, option.Number, option.Value.Span);

    private static RawOptionKey KeyOf(TcpRawOption option) => new(option.Level, option.Number, ReadOnlyMemory<byte>.Empty);
}
