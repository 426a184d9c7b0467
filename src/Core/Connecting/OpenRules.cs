using TcpBackends.Core.Listening;
using TcpBackends.Core.Options;

namespace TcpBackends.Core.Connecting;

/// <summary>How the backends differ in opening sockets.</summary>
/// <param name="Options">How they differ in options.</param>
/// <param name="Listener">How they differ in listeners.</param>
/// <param name="BadAddressThrows">Whether an address that cannot be used is an exception (badarg), instead of <c>einval</c>.</param>
internal sealed record OpenRules(OptionRules Options, ListenerRules Listener, bool BadAddressThrows)
{
    public string BackendName => Listener.BackendName;
}
