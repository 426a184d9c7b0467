using System.Globalization;
using System.Numerics;

namespace TcpBackends.Tests.Conformance.Otp.Terms;

/// <summary>An Erlang term. Prints as Erlang does, except that a long binary is abridged.</summary>
public abstract class Term
{
    public static Term EmptyList { get; } = new ListTerm([]);

    public static implicit operator Term(long value) => new IntegerTerm(value);

    public static implicit operator Term(bool value) => new AtomTerm(value ? "true" : "false");

    public static implicit operator Term(byte[] value) => new BinaryTerm(value);

    public static AtomTerm Atom(string name) => new(name);

    public static TupleTerm Tuple(params Term[] items) => new(items);

    public static ListTerm List(IEnumerable<Term> items) => new([.. items]);

    /// <summary>A string as Erlang has it: a list of characters.</summary>
    public static ListTerm Characters(string text) => List(text.EnumerateRunes().Select(rune => (Term)rune.Value));

    /// <summary>Whether it is this atom.</summary>
    public bool Is(string atom) => this is AtomTerm { Name: var name } && name == atom;
}

public sealed class AtomTerm(string name) : Term
{
    public string Name => name;

    public override string ToString() =>
        name.Length > 0 && char.IsAsciiLetterLower(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '@')
            ? name
            : $"'{name}'";
}

public sealed class IntegerTerm(BigInteger value) : Term
{
    public BigInteger Value => value;

    public override string ToString() => value.ToString(CultureInfo.InvariantCulture);
}

public sealed class BinaryTerm(ReadOnlyMemory<byte> bytes) : Term
{
    private const int Shown = 24;

    public ReadOnlyMemory<byte> Bytes => bytes;

    public override string ToString() => bytes.Length <= Shown
        ? $"<<{string.Join(',', bytes.ToArray())}>>"
        : $"<<{string.Join(',', bytes[..Shown].ToArray())},... {bytes.Length} bytes>>";
}

public sealed class TupleTerm(IReadOnlyList<Term> items) : Term
{
    public IReadOnlyList<Term> Items => items;

    public override string ToString() => $"{{{string.Join(',', items)}}}";
}

/// <summary>A list; <paramref name="tail"/> is null unless it is improper.</summary>
public sealed class ListTerm(IReadOnlyList<Term> items, Term? tail = null) : Term
{
    public IReadOnlyList<Term> Items => items;

    public Term? Tail => tail;

    public override string ToString() => $"[{string.Join(',', items)}{(tail is null ? "" : "|" + tail)}]";
}

public sealed class MapTerm(IReadOnlyList<KeyValuePair<Term, Term>> entries) : Term
{
    public IReadOnlyList<KeyValuePair<Term, Term>> Entries => entries;

    public override string ToString() => $"#{{{string.Join(',', entries.Select(entry => $"{entry.Key} => {entry.Value}"))}}}";
}
