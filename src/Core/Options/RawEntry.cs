using TcpBackends.Internal;

namespace TcpBackends.Core.Options;

/// <summary>One option of the operating system by its numbers.</summary>
internal sealed class RawEntry(RawOptionKey key) : OptionEntry<ReadOnlyMemory<byte>>
{
    public override bool IsSystem => true;

    public override TcpError RefuseGet(TcpOption option, OptionRules rules) =>
        key.Value.Length > rules.LargestRawRead ? TcpError.EInval : TcpError.None;

    public override TcpResult<ReadOnlyMemory<byte>> Get(in OptionTarget target, SocketSettings settings)
    {
        byte[] value = key.Value.ToArray();
        return value.Length >= target.Rules.SmallestRawRead
            && target.Io.GetRaw(key.Level, key.Number, value, out int length) == TcpError.None
            ? new ReadOnlyMemory<byte>(value, 0, Math.Min(length, value.Length))
            : TcpError.NotAvailable;
    }

    public override TcpError Set(ReadOnlyMemory<byte> value, in OptionTarget target, ref OptionChange change) =>
        target.AnswerTo(key, target.Io.SetRaw(key.Level, key.Number, value.Span), ref change);
}
