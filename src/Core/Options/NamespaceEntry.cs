namespace TcpBackends.Core.Options;

/// <summary>The network namespace, of which some backends keep the name; changing that changes no more.</summary>
internal sealed class NamespaceEntry : OptionEntry<string>
{
    public override bool IsSystem => false;

    public override TcpResult<string> Get(in OptionTarget target, SocketSettings settings) =>
        settings.NetworkNamespace is { } path ? path : TcpError.NotAvailable;

    public override TcpError Set(string value, in OptionTarget target, ref OptionChange change)
    {
        change.Settings = change.Settings with { NetworkNamespace = value };
        change.Ignore(TcpOptions.NetworkNamespace, TcpError.None);
        return TcpError.None;
    }

    public override SocketSettings Resolve(TcpSocketOptions options, SocketSettings settings, OptionRules rules) =>
        options.NetworkNamespace is { } path ? settings with { NetworkNamespace = path } : settings;
}
