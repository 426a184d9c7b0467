using TcpBackends.Core.Io;
using TcpBackends.Core.Waiting;

namespace TcpBackends.Core.Options;

/// <summary>The active mode, which the receiving half keeps.</summary>
internal sealed class ActiveEntry : OptionEntry<TcpActive>
{
    public override bool IsSystem => false;

    public override TcpResult<TcpActive> Get(in OptionTarget target, SocketSettings settings) => target.ActiveMode.Active;

    public override TcpError Set(
        TcpActive value, in OptionTarget target, ref SocketSettings settings, ref Wakeups wakeups) =>
        target.ActiveMode.Change(value, ref wakeups);

    public override SocketSettings Resolve(TcpSocketOptions options, SocketSettings settings, OptionRules rules) => settings;

    public override TcpError ApplySystem(TcpSocketOptions options, IIoOptions io) => TcpError.None;
}
