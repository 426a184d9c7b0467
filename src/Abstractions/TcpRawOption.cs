using System.Globalization;

namespace TcpBackends;

/// <summary>
/// An option of the operating system by its numbers, with a value. Erlang: <c>{raw, Level, Option, Value}</c>. Two are equal if
/// the numbers and the bytes are.
/// </summary>
public sealed class TcpRawOption : IEquatable<TcpRawOption>
{
    /// <summary>Creates it.</summary>
    /// <param name="level">The protocol, for instance 6 for TCP; 0 or more.</param>
    /// <param name="number">The option, 0 or more.</param>
    /// <param name="value">Its value, in the byte order of the machine. It is copied.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public TcpRawOption(int level, int number, ReadOnlyMemory<byte> value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(level);
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        Level = level;
        Number = number;
        Value = value.ToArray();
    }

    /// <summary>The protocol.</summary>
    public int Level { get; }

    /// <summary>The option.</summary>
    public int Number { get; }

    /// <summary>Its value.</summary>
    public ReadOnlyMemory<byte> Value { get; }

    /// <inheritdoc/>
    public bool Equals(TcpRawOption? other) =>
        other is not null && Level == other.Level && Number == other.Number && Value.Span.SequenceEqual(other.Value.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TcpRawOption);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Level, Number, Value.Length);

    /// <summary>As it is written in a configuration, for instance <c>6:8:1E000000</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Level}:{Number}:{Convert.ToHexString(Value.Span)}");

    internal static TcpRawOption? Parse(string text)
    {
        string[] parts = text.Split(':');
        if (parts.Length != 3
            || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int level)
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            || parts[2].Length % 2 != 0
            || !parts[2].All(char.IsAsciiHexDigit))
        {
            return null;
        }

        return new TcpRawOption(level, number, Convert.FromHexString(parts[2]));
    }
}
