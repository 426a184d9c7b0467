using TcpBackends.Core.Io;
using TcpBackends.Core.Logging;

namespace TcpBackends.Core.Options;

/// <summary>An option that the operating system keeps.</summary>
internal sealed class SystemEntry<T>(
    TcpOption<T> option,
    SystemEntry<T>.Getter get,
    Func<IIoOptions, T, TcpError> set,
    Func<SocketSettings, T, OptionRules, SocketSettings>? alsoSet = null)
    : OptionEntry<T>
{
    public delegate TcpError Getter(IIoOptions io, out T value);

    public override bool IsSystem => true;

    public override TcpResult<T> Get(in OptionTarget target, SocketSettings settings) =>
        get(target.Io, out T value) == TcpError.None ? value : TcpError.NotAvailable;

    public override TcpError Set(T value, in OptionTarget target, ref OptionChange change)
    {
        TcpError error = set(target.Io, value);
        if (alsoSet is not null && error == TcpError.None)
        {
            change.Settings = alsoSet(change.Settings, value, target.Rules);
        }

        if (error == TcpError.None && target.Rules.HasNoEffect(option))
        {
            change.Ignore(option, TcpError.None);
        }

        return target.AnswerTo(option, error, ref change);
    }

    public override SocketSettings Resolve(TcpSocketOptions options, SocketSettings settings, OptionRules rules) =>
        alsoSet is not null && option.TryRead(options, out T? value) ? alsoSet(settings, value, rules) : settings;

    public override TcpError ApplySystem(TcpSocketOptions options, IIoOptions io, OptionRules rules, BackendLog log) =>
        option.TryRead(options, out T? value) ? rules.AnswerAtCreation(option, set(io, value), log) : TcpError.None;
}
