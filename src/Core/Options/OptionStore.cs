using TcpBackends.Core.Io;

namespace TcpBackends.Core.Options;

/// <summary>The options of one socket at run time.</summary>
internal sealed class OptionStore(IIoOptions io, SocketSettings settings, OptionRules rules, IOptionGate gate)
    : ITcpOptionAccess
{
    private readonly Lock _lock = new();
    private SocketSettings _settings = settings;

    public SocketSettings Settings => Volatile.Read(ref _settings);

    public TcpResult<T> Get<T>(TcpOption<T> option)
    {
        ArgumentNullException.ThrowIfNull(option);
        OptionEntry<T>? entry = OptionTable.Find(option);
        TcpError refusal = gate.CheckOption(option, entry is { IsSystem: true }, isSet: false);
        return refusal != TcpError.None ? refusal : entry?.Get(io, Settings, rules) ?? rules.NotReadable;
    }

    public TcpResult Set<T>(TcpOption<T> option, T value)
    {
        ArgumentNullException.ThrowIfNull(option);
        OptionEntry<T>? entry = OptionTable.Find(option);
        TcpError refusal = gate.CheckOption(option, entry is { IsSystem: true }, isSet: true);
        if (refusal is not (TcpError.None or TcpError.NotAvailable))
        {
            return refusal;
        }

        if (entry is null || !option.IsAllowed(value))
        {
            return TcpError.EInval;
        }

        if (refusal == TcpError.NotAvailable)
        {
            return TcpResult.Ok;
        }

        lock (_lock)
        {
            SocketSettings settings = _settings;
            TcpError error = entry.Set(value, io, ref settings, rules);
            Volatile.Write(ref _settings, settings);
            return error;
        }
    }

    public TcpResult Set(IReadOnlyList<TcpOptionSetting> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.Count == 0)
        {
            return gate.CheckOption(null, isSystem: false, isSet: true);
        }

        foreach (TcpOptionSetting setting in settings)
        {
            bool isSystem = OptionTable.Find(setting.Option) is { IsSystem: true };
            TcpError refusal = gate.CheckOption(setting.Option, isSystem, isSet: true);
            if (refusal is not (TcpError.None or TcpError.NotAvailable))
            {
                return refusal;
            }

            if (OptionTable.Find(setting.Option) is null || !setting.IsAllowed)
            {
                return TcpError.EInval;
            }
        }

        foreach (TcpOptionSetting setting in settings)
        {
            TcpResult result = setting.ApplyTo(this);
            if (!result.IsOk)
            {
                return result;
            }
        }

        return TcpResult.Ok;
    }
}
