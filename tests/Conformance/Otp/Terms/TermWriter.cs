using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace TcpBackends.Tests.Conformance.Otp.Terms;

/// <summary>Writes a term in Erlang's external term format (term_to_binary).</summary>
public static class TermWriter
{
    public static void Write(IBufferWriter<byte> output, Term term)
    {
        ArgumentNullException.ThrowIfNull(output);
        WriteByte(output, Tag.Version);
        WriteTerm(output, term);
    }

    public static byte[] ToBinary(Term term)
    {
        var output = new ArrayBufferWriter<byte>();
        Write(output, term);
        return output.WrittenSpan.ToArray();
    }

    private static void WriteTerm(IBufferWriter<byte> output, Term term)
    {
        switch (term)
        {
            case AtomTerm atom:
                byte[] name = Encoding.UTF8.GetBytes(atom.Name);
                WriteByte(output, Tag.AtomUtf8Ext);
                WriteUInt16(output, name.Length);
                output.Write(name);
                break;
            case IntegerTerm integer:
                WriteInteger(output, integer.Value);
                break;
            case BinaryTerm binary:
                WriteByte(output, Tag.BinaryExt);
                WriteInt32(output, binary.Bytes.Length);
                output.Write(binary.Bytes.Span);
                break;
            case TupleTerm tuple:
                WriteByte(output, Tag.LargeTupleExt);
                WriteInt32(output, tuple.Items.Count);
                WriteAll(output, tuple.Items);
                break;
            case ListTerm list:
                WriteList(output, list);
                break;
            case MapTerm map:
                WriteByte(output, Tag.MapExt);
                WriteInt32(output, map.Entries.Count);
                WriteAll(output, map.Entries.SelectMany(entry => new[] { entry.Key, entry.Value }));
                break;
            default:
                throw new ArgumentException($"{term.GetType()} has no external format here.", nameof(term));
        }
    }

    private static void WriteInteger(IBufferWriter<byte> output, BigInteger value)
    {
        if (value >= int.MinValue && value <= int.MaxValue)
        {
            WriteByte(output, Tag.IntegerExt);
            WriteInt32(output, (int)value);
            return;
        }

        byte[] magnitude = BigInteger.Abs(value).ToByteArray(isUnsigned: true);
        WriteByte(output, Tag.LargeBigExt);
        WriteInt32(output, magnitude.Length);
        WriteByte(output, (byte)(value.Sign < 0 ? 1 : 0));
        output.Write(magnitude);
    }

    private static void WriteList(IBufferWriter<byte> output, ListTerm list)
    {
        if (list.Items.Count > 0)
        {
            WriteByte(output, Tag.ListExt);
            WriteInt32(output, list.Items.Count);
            WriteAll(output, list.Items);
        }

        if (list.Tail is { } tail)
        {
            WriteTerm(output, tail);
            return;
        }

        WriteByte(output, Tag.NilExt);
    }

    private static void WriteAll(IBufferWriter<byte> output, IEnumerable<Term> terms)
    {
        foreach (Term term in terms)
        {
            WriteTerm(output, term);
        }
    }

    private static void WriteByte(IBufferWriter<byte> output, byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }

    private static void WriteUInt16(IBufferWriter<byte> output, int value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(output.GetSpan(sizeof(ushort)), checked((ushort)value));
        output.Advance(sizeof(ushort));
    }

    private static void WriteInt32(IBufferWriter<byte> output, int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(output.GetSpan(sizeof(int)), value);
        output.Advance(sizeof(int));
    }
}
