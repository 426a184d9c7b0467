using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace TcpBackends.Tests.Conformance.Otp.Terms;

/// <summary>Reads a term in Erlang's external term format (binary_to_term).</summary>
public ref struct TermReader
{
    private ReadOnlySpan<byte> _rest;

    private TermReader(ReadOnlySpan<byte> bytes) => _rest = bytes;

    /// <exception cref="FormatException">It is not a term, or one of a kind that is not supported.</exception>
    public static Term Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new TermReader(bytes);
        byte version = reader.Byte();
        if (version != Tag.Version)
        {
            throw new FormatException($"A term starts with {Tag.Version}, not with {version}.");
        }

        Term term = reader.Term();
        return reader._rest.IsEmpty
            ? term
            : throw new FormatException($"{reader._rest.Length} bytes follow the term {term}.");
    }

    private Term Term()
    {
        byte tag = Byte();
        return tag switch
        {
            Tag.SmallIntegerExt => Byte(),
            Tag.IntegerExt => Int32(),
            Tag.SmallBigExt => Big(Byte()),
            Tag.LargeBigExt => Big(Int32()),
            Tag.AtomExt => new AtomTerm(Encoding.Latin1.GetString(Take(UInt16()))),
            Tag.SmallAtomExt => new AtomTerm(Encoding.Latin1.GetString(Take(Byte()))),
            Tag.AtomUtf8Ext => new AtomTerm(Encoding.UTF8.GetString(Take(UInt16()))),
            Tag.SmallAtomUtf8Ext => new AtomTerm(Encoding.UTF8.GetString(Take(Byte()))),
            Tag.BinaryExt => new BinaryTerm(Take(Int32()).ToArray()),
            Tag.SmallTupleExt => new TupleTerm(Terms(Byte())),
            Tag.LargeTupleExt => new TupleTerm(Terms(Int32())),
            Tag.NilExt => new ListTerm([]),
            Tag.StringExt => new ListTerm(Array.ConvertAll(Take(UInt16()).ToArray(), item => (Term)item)),
            Tag.ListExt => List(),
            Tag.MapExt => Map(),
            _ => throw new FormatException($"A term with the tag {tag} is not supported."),
        };
    }

    private IntegerTerm Big(int length)
    {
        bool isNegative = Byte() != 0;
        var magnitude = new BigInteger(Take(length), isUnsigned: true);
        return new IntegerTerm(isNegative ? -magnitude : magnitude);
    }

    private Term[] Terms(int count)
    {
        // A term takes one byte at least: a count that cannot be true must not allocate.
        if (count < 0 || count > _rest.Length)
        {
            throw new FormatException($"{count} terms do not fit in {_rest.Length} bytes.");
        }

        var terms = new Term[count];
        for (int i = 0; i < count; i++)
        {
            terms[i] = Term();
        }

        return terms;
    }

    private ListTerm List()
    {
        Term[] items = Terms(Int32());
        Term tail = Term();
        return new ListTerm(items, tail is ListTerm { Items.Count: 0, Tail: null } ? null : tail);
    }

    private MapTerm Map()
    {
        int count = Int32();
        var entries = new List<KeyValuePair<Term, Term>>();
        for (int i = 0; i < count; i++)
        {
            Term key = Term();
            entries.Add(new KeyValuePair<Term, Term>(key, Term()));
        }

        return new MapTerm(entries);
    }

    private byte Byte() => Take(1)[0];

    private int UInt16() => BinaryPrimitives.ReadUInt16BigEndian(Take(sizeof(ushort)));

    private int Int32() => BinaryPrimitives.ReadInt32BigEndian(Take(sizeof(int)));

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > _rest.Length)
        {
            throw new FormatException($"The term ends {_rest.Length} bytes too early for {count} more.");
        }

        ReadOnlySpan<byte> taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
