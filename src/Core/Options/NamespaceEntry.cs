using TcpBackends.Core.Io;
using TcpBackends.Core.Waiting;

namespace TcpBackends.Core.Options;

/// <summary>The network namespace, of which some backends keep the name.</summary>
internal sealed class NamespaceEntry : OptionEntry<string>
{
    public override bool IsSystem => false;

    public override TcpResult<string> Get(in OptionTarget target, SocketSettings settings) =>
        target.Rules.On(TcpOptions.NetworkNamespace).Read is var refusal and not TcpError.None ? refusal
            : settings.NetworkNamespace is { } path ? path
            : TcpError.NotAvailable;

    public override TcpError Set(string value, in OptionTarget target, ref SocketSettings settings, ref Wakeups wakeups)
    {
        if (!target.Rules.On(TcpOptions.NetworkNamespace).Uses.HasFlag(TcpOptionUses.RunTime))
        {
            return TcpError.EInval;
        }

        settings = settings with { NetworkNamespace = value };
        target.Log.OptionIgnored(TcpOptions.NetworkNamespace, TcpError.None);
        return TcpError.None;
    }

    public override SocketSettings Resolve(TcpSocketOptions options, SocketSettings settings, OptionRules rules) =>
        options.NetworkNamespace is { } path ? settings with { NetworkNamespace = path } : settings;

    public override TcpError ApplySystem(TcpSocketOptions options, IIoOptions io) => TcpError.None;
}
