using TcpBackends.Core.Waiting;

namespace TcpBackends.Core.Options;

/// <summary>The options of one socket at run time.</summary>
internal sealed class OptionStore(in OptionTarget target, SocketSettings settings, IOptionGate gate) : ITcpOptionAccess
{
    private readonly Lock _lock = new();
    private readonly OptionTarget _target = target;
    private SocketSettings _settings = settings;

    public SocketSettings Settings => Volatile.Read(ref _settings);

    public TcpResult<T> Get<T>(TcpOption<T> option)
    {
        ArgumentNullException.ThrowIfNull(option);
        OptionEntry<T>? entry = OptionTable.Find(option);
        TcpError refusal = gate.CheckOption(option, entry is { IsSystem: true }, isSet: false);
        return refusal != TcpError.None ? refusal : entry?.Get(_target, Settings) ?? _target.Rules.On(option).Read;
    }

    public TcpResult Set<T>(TcpOption<T> option, T value)
    {
        ArgumentNullException.ThrowIfNull(option);
        TcpError error;
        var wakeups = default(Wakeups);
        lock (_lock)
        {
            SocketSettings settings = _settings;
            error = SetUnsynchronized(option, value, ref settings, ref wakeups);
            Volatile.Write(ref _settings, settings);
            _target.ActiveMode.Resume(ref wakeups);
        }

        _target.ActiveMode.Finish(ref wakeups);
        return error;
    }

    public TcpResult Set(IReadOnlyList<TcpOptionSetting> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.Count == 0)
        {
            return gate.CheckOption(null, isSystem: false, isSet: true);
        }

        // The list is not ours, and may do anything, but not under the lock.
        TcpOptionSetting[] list = [.. settings];
        if (list.Contains(null))
        {
            throw new ArgumentException("A setting is null.", nameof(settings));
        }

        TcpError error;
        var batch = new OptionBatch(this);
        lock (_lock)
        {
            error = CheckUnsynchronized(list);
            batch.Settings = _settings;
            for (int i = 0; i < list.Length && error == TcpError.None; i++)
            {
                error = list[i].ApplyTo(batch).Error;
            }

            Volatile.Write(ref _settings, batch.Settings);
            _target.ActiveMode.Resume(ref batch.Wakeups);
        }

        _target.ActiveMode.Finish(ref batch.Wakeups);
        return error;
    }

    /// <summary>Changes one option in settings that are not published yet.</summary>
    public TcpError SetUnsynchronized<T>(
        TcpOption<T> option, T value, ref SocketSettings settings, ref Wakeups wakeups)
    {
        OptionEntry<T>? entry = OptionTable.Find(option);
        TcpError refusal = gate.CheckOption(option, entry is { IsSystem: true }, isSet: true);
        return refusal is not (TcpError.None or TcpError.NotAvailable) ? refusal
            : entry is null || !option.IsAllowed(value) ? TcpError.EInval
            : refusal == TcpError.NotAvailable ? TcpError.None
            : entry.Set(value, _target, ref settings, ref wakeups);
    }

    private TcpError CheckUnsynchronized(TcpOptionSetting[] settings)
    {
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

        return CheckActiveUnsynchronized(settings);
    }

    /// <summary>The numbers of packets in a list add up, so one that is too large shows only together with the others.</summary>
    private TcpError CheckActiveUnsynchronized(TcpOptionSetting[] settings)
    {
        var active = default(Delivery.ActiveState);
        active.Set(_target.ActiveMode.Active, out _);
        foreach (TcpOptionSetting setting in settings)
        {
            if (setting.TryGetValue(TcpOptions.Active, out TcpActive value)
                && active.Set(value, out _) is var error && error != TcpError.None)
            {
                return error;
            }
        }

        return TcpError.None;
    }
}
