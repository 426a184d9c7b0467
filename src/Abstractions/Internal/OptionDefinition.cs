using System.Diagnostics.CodeAnalysis;

namespace TcpBackends.Internal;

/// <summary>Makes options of the usual types.</summary>
internal static class OptionDefinition
{
    public static TcpOption<int> Integer(
        string name, string property, int least, int most, TcpOptionTraits traits,
        Func<TcpSocketOptions, int?> read, Func<TcpSocketOptions, int, TcpSocketOptions> write) =>
        Struct(
            name, property, $"a whole number from {least} to {most}", traits, OptionText.TryParseInteger,
            value => value >= least && value <= most, read, write);

    public static TcpOption<bool> Boolean(
        string name, string property, TcpOptionTraits traits,
        Func<TcpSocketOptions, bool?> read, Func<TcpSocketOptions, bool, TcpSocketOptions> write) =>
        Struct(name, property, "true, false", traits, bool.TryParse, _ => true, read, write);

    /// <summary>One that neither connect nor listen takes.</summary>
    public static TcpOption<T> RunTime<T>(
        string name, string property, string allowed, TcpOptionTraits traits, Predicate<T> isAllowed)
        where T : struct
    {
        bool IsNoText(string text, out T value)
        {
            value = default;
            return false;
        }

        return Struct(
            name, property, allowed, traits, IsNoText, isAllowed, _ => null,
            (_, _) => throw new ArgumentException($"{property} ({name}) is neither for connect nor for listen."));
    }

    public static TcpOption<T> Struct<T>(
        string name, string property, string allowed, TcpOptionTraits traits,
        TcpOption<T>.Parser parse, Predicate<T> isAllowed,
        Func<TcpSocketOptions, T?> read, Func<TcpSocketOptions, T, TcpSocketOptions> write)
        where T : struct
    {
        bool Read(TcpSocketOptions options, out T value)
        {
            T? found = read(options);
            value = found.GetValueOrDefault();
            return found.HasValue;
        }

        return new TcpOption<T>(name, property, allowed, traits, parse, isAllowed, Read, write);
    }

    public static TcpOption<T> Class<T>(
        string name, string property, string allowed, TcpOptionTraits traits,
        TcpOption<T>.Parser parse, Predicate<T> isAllowed,
        Func<TcpSocketOptions, T?> read, Func<TcpSocketOptions, T, TcpSocketOptions> write)
        where T : class
    {
        bool Read(TcpSocketOptions options, [MaybeNullWhen(false)] out T value)
        {
            value = read(options)!;
            return value is not null;
        }

        return new TcpOption<T>(name, property, allowed, traits, parse, isAllowed, Read, write);
    }
}
