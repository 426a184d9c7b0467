using TcpBackends.Core.Io;
using TcpBackends.Core.Waiting;
using TcpBackends.Internal;

namespace TcpBackends.Core.Options;

/// <summary>One option of the operating system by its numbers.</summary>
internal sealed class RawEntry(RawOptionKey key) : OptionEntry<ReadOnlyMemory<byte>>
{
    private const int LargestOfTheDriver = 65535;

    public override bool IsSystem => true;

    public override TcpResult<ReadOnlyMemory<byte>> Get(in OptionTarget target, SocketSettings settings)
    {
        if (key.Value.Length > LargestOfTheDriver && !target.Rules.NamesSystemErrors)
        {
            return TcpError.EInval;
        }

        byte[] value = key.Value.ToArray();
        return target.Io.GetRaw(key.Level, key.Number, value, out int length) == TcpError.None
            ? new ReadOnlyMemory<byte>(value, 0, Math.Min(length, value.Length))
            : TcpError.NotAvailable;
    }

    public override TcpError Set(
        ReadOnlyMemory<byte> value, in OptionTarget target, ref SocketSettings settings, ref Wakeups wakeups)
    {
        TcpError refusal = target.Io.SetRaw(key.Level, key.Number, value.Span);
        return target.AnswerTo(key, refusal);
    }

    public override SocketSettings Resolve(TcpSocketOptions options, SocketSettings settings, OptionRules rules) => settings;

    public override TcpError ApplySystem(TcpSocketOptions options, IIoOptions io) => TcpError.None;
}
