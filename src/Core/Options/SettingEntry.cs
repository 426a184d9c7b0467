namespace TcpBackends.Core.Options;

/// <summary>An option that the backend keeps.</summary>
internal sealed class SettingEntry<T>(
    TcpOption<T> option,
    Func<SocketSettings, T> get,
    Func<SocketSettings, T, SocketSettings> set)
    : OptionEntry<T>
{
    public override bool IsSystem => false;

    public override TcpResult<T> Get(in OptionTarget target, SocketSettings settings) => get(settings);

    public override TcpError Set(T value, in OptionTarget target, ref OptionChange change)
    {
        change.Settings = set(change.Settings, value);
        if (target.Rules.HasNoEffect(option))
        {
            change.Ignore(option, TcpError.None);
        }

        return TcpError.None;
    }

    public override SocketSettings Resolve(TcpSocketOptions options, SocketSettings settings, OptionRules rules) =>
        option.TryRead(options, out T? value) ? set(settings, value) : settings;
}
