using System.Diagnostics.CodeAnalysis;

namespace TcpBackends;

/// <summary>An option of a socket, with the type of its value: the key of <see cref="ITcpOptionAccess"/>.</summary>
/// <typeparam name="T">The type of its value.</typeparam>
public class TcpOption<T> : TcpOption
{
    private readonly Parser _parse;
    private readonly Predicate<T> _isAllowed;
    private readonly Reader _read;
    private readonly Func<TcpSocketOptions, T, TcpSocketOptions> _write;

    internal TcpOption(
        string name,
        string propertyName,
        string allowed,
        TcpOptionTraits traits,
        Parser parse,
        Predicate<T> isAllowed,
        Reader read,
        Func<TcpSocketOptions, T, TcpSocketOptions> write)
        : base(name, propertyName, allowed, traits)
    {
        _parse = parse;
        _isAllowed = isAllowed;
        _read = read;
        _write = write;
    }

    internal delegate bool Parser(string text, [MaybeNullWhen(false)] out T value);

    internal delegate bool Reader(TcpSocketOptions options, [MaybeNullWhen(false)] out T value);

    /// <summary>
    /// This option with a value, for <see cref="ITcpOptionAccess.Set(IReadOnlyList{TcpOptionSetting})"/>.
    /// </summary>
    /// <param name="value">The value; it is checked when it is set.</param>
    public TcpOptionSetting With(T value) => new TcpOptionSetting<T>(this, value);

    /// <summary>Whether the value is within the option's range.</summary>
    /// <param name="value">The value.</param>
    public bool IsAllowed(T value) => value is not null && _isAllowed(value);

    internal TcpSocketOptions Write(TcpSocketOptions options, T value) => _write(options, value);

    internal bool TryRead(TcpSocketOptions options, [MaybeNullWhen(false)] out T value) => _read(options, out value);

    internal override bool TryParse(
        string text, TcpSocketOptions options, [NotNullWhen(true)] out TcpSocketOptions? result)
    {
        result = _parse(text, out T? value) && IsAllowed(value) ? _write(options, value) : null;
        return result is not null;
    }

    internal override TcpSocketOptions FillFrom(TcpSocketOptions options, TcpSocketOptions defaults) =>
        !_read(options, out _) && _read(defaults, out T? value) ? _write(options, value) : options;

    internal override string? Show(TcpSocketOptions options) => _read(options, out T? value) ? value?.ToString() : null;

    internal override bool IsIn(TcpSocketOptions options) => _read(options, out _);

    internal override string? FindError(TcpSocketOptions options) =>
        _read(options, out T? value) && !_isAllowed(value)
            ? $"{PropertyName} ({Name}) is {value}; allowed: {Allowed}."
            : null;
}
