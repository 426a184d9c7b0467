namespace TcpBackends.Core.Options;

/// <summary>
/// The options of one socket at run time. Its lock may be held while that of the receiving half is taken, never the other way round.
/// </summary>
internal sealed class OptionStore(in OptionTarget target, SocketSettings settings) : ITcpOptionAccess
{
    private readonly Lock _lock = new();
    private readonly OptionTarget _target = target;
    private SocketSettings _settings = settings;

    public SocketSettings Settings => Volatile.Read(ref _settings);

    public TcpResult<T> Get<T>(TcpOption<T> option)
    {
        ArgumentNullException.ThrowIfNull(option);
        OptionEntry<T>? entry = OptionTable.Find(option);
        TcpError refusal = RefuseGet(option, entry);
        if (refusal != TcpError.None || entry is null)
        {
            return refusal;
        }

        TcpResult<T> found = entry.Get(_target, Settings);
        if (found.Error == TcpError.NotAvailable && entry.IsSystem)
        {
            // The descriptor may have been closed since the state was looked at, which tells it by now.
            refusal = RefuseGet(option, entry);
        }

        return refusal != TcpError.None ? refusal : found;
    }

    public TcpResult Set<T>(TcpOption<T> option, T value)
    {
        ArgumentNullException.ThrowIfNull(option);
        var change = default(OptionChange);
        try
        {
            lock (_lock)
            {
                change.Settings = _settings;
                try
                {
                    return SetUnsynchronized(option, value, ref change);
                }
                finally
                {
                    PublishUnsynchronized(ref change);
                }
            }
        }
        finally
        {
            Finish(ref change);
        }
    }

    public TcpResult Set(IReadOnlyList<TcpOptionSetting> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.Count == 0)
        {
            return _target.Gate.CheckOption(null, isSystem: false, isSet: true);
        }

        // The list is not ours, and may do anything, but not under the lock.
        TcpOptionSetting[] list = [.. settings];
        if (list.Contains(null))
        {
            throw new ArgumentException("A setting is null.", nameof(settings));
        }

        var batch = new OptionBatch(this);
        try
        {
            lock (_lock)
            {
                batch.Change.Settings = _settings;
                try
                {
                    return SetUnsynchronized(list, batch);
                }
                finally
                {
                    PublishUnsynchronized(ref batch.Change);
                }
            }
        }
        finally
        {
            Finish(ref batch.Change);
        }
    }

    /// <summary>Changes one option in settings that are not published yet.</summary>
    public TcpError SetUnsynchronized<T>(TcpOption<T> option, T value, ref OptionChange change)
    {
        OptionEntry<T>? entry = OptionTable.Find(option);
        TcpError refusal = RefuseSet(option, entry, option.IsAllowed(value));
        return refusal != TcpError.None
            ? change.Skip(option, refusal)
            : entry!.Set(value, _target, ref change);
    }

    private TcpError SetUnsynchronized(TcpOptionSetting[] settings, OptionBatch batch)
    {
        TcpError error = CheckUnsynchronized(settings);
        for (int i = 0; i < settings.Length && error == TcpError.None; i++)
        {
            error = settings[i].ApplyTo(batch).Error;
        }

        return error;
    }

    private void PublishUnsynchronized(ref OptionChange change)
    {
        Volatile.Write(ref _settings, change.Settings);
        _target.ActiveMode.Resume(ref change.Wakeups);
    }

    private void Finish(ref OptionChange change)
    {
        _target.ActiveMode.Finish(ref change.Wakeups);
        change.Tell(_target.Log);
    }

    private TcpError RefuseGet(TcpOption option, OptionEntry? entry)
    {
        TcpError byState = _target.Gate.CheckOption(option, entry is { IsSystem: true }, isSet: false);
        TcpError byOption = entry?.RefuseGet(option, _target.Rules) ?? _target.Rules.On(option).Read;

        // Of a socket that is closed nothing else is said.
        return byState == TcpError.Closed || byOption == TcpError.None ? byState : byOption;
    }

    /// <summary>Why an option is not set; NotAvailable: there is nothing to set it on, which is no error.</summary>
    private TcpError RefuseSet(TcpOption option, OptionEntry? entry, bool isAllowed)
    {
        TcpError byState = _target.Gate.CheckOption(option, entry is { IsSystem: true }, isSet: true);
        return byState is not (TcpError.None or TcpError.NotAvailable) ? byState
            : entry is null || !isAllowed || _target.Rules.IsFixed(option) ? TcpError.EInval
            : byState;
    }

    private TcpError CheckUnsynchronized(TcpOptionSetting[] settings)
    {
        foreach (TcpOptionSetting setting in settings)
        {
            TcpError refusal = RefuseSet(setting.Option, OptionTable.Find(setting.Option), setting.IsAllowed);
            if (refusal is not (TcpError.None or TcpError.NotAvailable))
            {
                return refusal;
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
