namespace TcpBackends.Internal;

/// <summary>One option of the operating system by its numbers: the key for using it at run time.</summary>
internal sealed class RawOptionKey : TcpOption<ReadOnlyMemory<byte>>
{
    public RawOptionKey(int level, int number, ReadOnlyMemory<byte> value)
        : base(
            TcpOptions.Raw.Name, TcpOptions.Raw.PropertyName, "bytes", TcpOptions.Raw.Traits,
            IsNoText, bytes => bytes.Length <= TcpOptions.LargestRaw, IsNotThere,
            (options, bytes) => options with { Raw = [.. options.Raw ?? [], new TcpRawOption(level, number, bytes)] })
    {
        ArgumentOutOfRangeException.ThrowIfNegative(level);
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        Id = TcpOptions.Raw.Id;
        Level = level;
        Number = number;
        Value = value;
    }

    public int Level { get; }

    public int Number { get; }

    /// <summary>What the buffer has when it is read.</summary>
    public ReadOnlyMemory<byte> Value { get; }

    private static bool IsNoText(string text, out ReadOnlyMemory<byte> value)
    {
        value = default;
        return false;
    }

    private static bool IsNotThere(TcpSocketOptions options, out ReadOnlyMemory<byte> value)
    {
        value = default;
        return false;
    }
}
