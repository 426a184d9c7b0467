using TcpBackends.Core.Waiting;

namespace TcpBackends.Core.Options;

/// <summary>Several options that are being changed, under the lock of their store, and published together.</summary>
internal sealed class OptionBatch(OptionStore store) : ITcpOptionAccess
{
    private SocketSettings _settings = store.Settings;
    private Wakeups _wakeups;

    public ref SocketSettings Settings => ref _settings;

    public ref Wakeups Wakeups => ref _wakeups;

    public TcpResult<T> Get<T>(TcpOption<T> option) => store.Get(option);

    public TcpResult Set<T>(TcpOption<T> option, T value) =>
        store.SetUnsynchronized(option, value, ref _settings, ref _wakeups);

    public TcpResult Set(IReadOnlyList<TcpOptionSetting> settings) =>
        throw new NotSupportedException("A setting applies itself, not a list.");
}
