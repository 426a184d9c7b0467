using TcpBackends.Core.Io;
using TcpBackends.Core.Waiting;

namespace TcpBackends.Core.Options;

/// <summary>Options of the operating system by their numbers. Of one that is refused those behind it are set nevertheless where that is ignored.</summary>
internal sealed class RawListEntry : OptionEntry<TcpRawOptions>
{
    public override bool IsSystem => true;

    public override TcpResult<TcpRawOptions> Get(in OptionTarget target, SocketSettings settings) =>
        target.Rules.On(TcpOptions.Raw).Read;

    public override TcpError Set(TcpRawOptions value, in OptionTarget target, ref SocketSettings settings, ref Wakeups wakeups)
    {
        foreach (TcpRawOption option in value)
        {
            TcpError answer = target.AnswerTo(TcpOptions.Raw, target.Io.SetRaw(option.Level, option.Number, option.Value.Span));
            if (answer != TcpError.None)
            {
                return answer;
            }
        }

        return TcpError.None;
    }

    public override SocketSettings Resolve(TcpSocketOptions options, SocketSettings settings, OptionRules rules) => settings;

    public override TcpError ApplySystem(TcpSocketOptions options, IIoOptions io)
    {
        TcpError refusal = TcpError.None;
        foreach (TcpRawOption option in options.Raw ?? [])
        {
            TcpError error = io.SetRaw(option.Level, option.Number, option.Value.Span);
            refusal = refusal == TcpError.None ? error : refusal;
        }

        return refusal;
    }
}
