namespace TcpBackends.Core.Options;

/// <summary>The descriptor, which some backends tell.</summary>
internal sealed class DescriptorEntry : OptionEntry<int>
{
    public override bool IsSystem => true;

    public override TcpResult<int> Get(in OptionTarget target, SocketSettings settings) =>
        target.Io.GetDescriptor(out int descriptor) == TcpError.None ? descriptor : TcpError.NotAvailable;

    public override SocketSettings Resolve(TcpSocketOptions options, SocketSettings settings, OptionRules rules) =>
        options.Descriptor is null ? settings : settings with { IsAdopted = true };
}
