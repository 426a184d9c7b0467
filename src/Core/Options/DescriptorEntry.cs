using TcpBackends.Core.Io;
using TcpBackends.Core.Waiting;

namespace TcpBackends.Core.Options;

/// <summary>The descriptor, which some backends tell.</summary>
internal sealed class DescriptorEntry : OptionEntry<int>
{
    public override bool IsSystem => true;

    public override TcpResult<int> Get(in OptionTarget target, SocketSettings settings) =>
        target.Rules.On(TcpOptions.Descriptor).Read is var refusal and not TcpError.None ? refusal
            : target.Io.GetDescriptor(out int descriptor) == TcpError.None ? descriptor
            : TcpError.NotAvailable;

    public override TcpError Set(int value, in OptionTarget target, ref SocketSettings settings, ref Wakeups wakeups) =>
        TcpError.EInval;

    public override SocketSettings Resolve(TcpSocketOptions options, SocketSettings settings, OptionRules rules) => settings;

    public override TcpError ApplySystem(TcpSocketOptions options, IIoOptions io) => TcpError.None;
}
