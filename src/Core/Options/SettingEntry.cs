using TcpBackends.Core.Io;
using TcpBackends.Core.Waiting;

namespace TcpBackends.Core.Options;

/// <summary>An option that the backend keeps.</summary>
internal sealed class SettingEntry<T>(
    TcpOption<T> option,
    Func<SocketSettings, T> get,
    Func<SocketSettings, T, SocketSettings> set)
    : OptionEntry<T>
{
    public override bool IsSystem => false;

    public override TcpResult<T> Get(in OptionTarget target, SocketSettings settings) =>
        target.Rules.On(option).Read is var refusal and not TcpError.None ? refusal : get(settings);

    public override TcpError Set(T value, in OptionTarget target, ref SocketSettings settings, ref Wakeups wakeups)
    {
        settings = set(settings, value);
        if (target.Log.TellsIgnoredOptions && target.Rules.HasNoEffect(option))
        {
            target.Log.OptionIgnored(option, TcpError.None);
        }

        return TcpError.None;
    }

    public override SocketSettings Resolve(TcpSocketOptions options, SocketSettings settings, OptionRules rules) =>
        option.TryRead(options, out T? value) ? set(settings, value) : settings;

    public override TcpError ApplySystem(TcpSocketOptions options, IIoOptions io) => TcpError.None;
}
