namespace TcpBackends.Core.Options;

/// <summary>Several options that are being changed, under the lock of their store, and published together.</summary>
internal sealed class OptionBatch(OptionStore store) : ITcpOptionAccess
{
    private OptionChange _change;

    public ref OptionChange Change => ref _change;

    public TcpResult<T> Get<T>(TcpOption<T> option) => store.Get(option);

    public TcpResult Set<T>(TcpOption<T> option, T value) => store.SetUnsynchronized(option, value, ref _change);

    public TcpResult Set(IReadOnlyList<TcpOptionSetting> settings) =>
        throw new NotSupportedException("A setting applies itself, not a list.");
}
