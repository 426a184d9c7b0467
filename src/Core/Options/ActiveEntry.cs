namespace TcpBackends.Core.Options;

/// <summary>The active mode, which the receiving half keeps.</summary>
internal sealed class ActiveEntry : OptionEntry<TcpActive>
{
    public override bool IsSystem => false;

    public override TcpResult<TcpActive> Get(in OptionTarget target, SocketSettings settings) => target.ActiveMode.Active;

    public override TcpError Set(TcpActive value, in OptionTarget target, ref OptionChange change) =>
        target.ActiveMode.Change(value, ref change.Wakeups);
}
