using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace TcpBackends;

/// <summary>Some options of the operating system by their numbers, in the order in which they are set. Equal if all of them are.</summary>
[CollectionBuilder(typeof(TcpRawOptions), nameof(Create))]
[SuppressMessage("Naming", "CA1710", Justification = "It is named like the other options.")]
public sealed class TcpRawOptions : IReadOnlyList<TcpRawOption>, IEquatable<TcpRawOptions>
{
    private readonly TcpRawOption[] _items;

    private TcpRawOptions(TcpRawOption[] items) => _items = items;

    /// <inheritdoc/>
    public int Count => _items.Length;

    /// <inheritdoc/>
    public TcpRawOption this[int index] => _items[index];

    /// <summary>Makes a list, as <c>[a, b]</c> does.</summary>
    /// <param name="items">The options.</param>
    /// <exception cref="ArgumentException">One of them is null.</exception>
    public static TcpRawOptions Create(ReadOnlySpan<TcpRawOption> items)
    {
        foreach (TcpRawOption item in items)
        {
            if (item is null)
            {
                throw new ArgumentException("None of them may be null.", nameof(items));
            }
        }

        return new TcpRawOptions(items.ToArray());
    }

    /// <inheritdoc/>
    public IEnumerator<TcpRawOption> GetEnumerator() => ((IEnumerable<TcpRawOption>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(TcpRawOptions? other) => other is not null && _items.AsSpan().SequenceEqual(other._items);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TcpRawOptions);

    /// <inheritdoc/>
    public override int GetHashCode() => _items.Length;

    /// <summary>As it is written in a configuration, with blanks between the options.</summary>
    public override string ToString() => string.Join<TcpRawOption>(' ', _items);

    internal static bool TryParse(string text, [NotNullWhen(true)] out TcpRawOptions? value)
    {
        TcpRawOption?[] items = [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(TcpRawOption.Parse)];
        TcpRawOption[] known = [.. items.OfType<TcpRawOption>()];
        value = known.Length > 0 && known.Length == items.Length ? new TcpRawOptions(known) : null;
        return value is not null;
    }
}
