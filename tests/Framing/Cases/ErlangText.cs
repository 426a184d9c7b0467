using System.Globalization;
using System.Text;
using TcpBackends.Tests.Conformance.Otp.Terms;

namespace TcpBackends.Tests.Framing.Cases;

/// <summary>Terms as Erlang prints them with ~0p, and binaries read back from that.</summary>
internal static class ErlangText
{
    public static string Of(Term term) => Write(new StringBuilder(), term).ToString();

    /// <summary>Reads a binary: a quoted string or bytes in decimal.</summary>
    public static byte[] Binary(string text)
    {
        string content = text[2..^2];
        return content.StartsWith('"') ? Encoding.Latin1.GetBytes(Unescape(content[1..^1]))
            : content.Length == 0 ? []
            : [.. content.Split(',').Select(item => byte.Parse(item, CultureInfo.InvariantCulture))];
    }

    private static StringBuilder Write(StringBuilder output, Term term) => term switch
    {
        AtomTerm atom => output.Append(atom.ToString()),
        IntegerTerm integer => output.Append(integer.Value),
        BinaryTerm binary => WriteBytes(output.Append("<<"), binary.Bytes.Span).Append(">>"),
        TupleTerm tuple => WriteAll(output.Append('{'), tuple.Items).Append('}'),
        ListTerm list => WriteList(output, list.Items),
        _ => output.Append(term),
    };

    private static StringBuilder WriteList(StringBuilder output, IReadOnlyList<Term> items) =>
        items.Count > 0 && items.All(item => item is IntegerTerm { Value: var value } && IsPrintable(value))
            ? WriteString(output, items.Select(item => (char)((IntegerTerm)item).Value))
            : WriteAll(output.Append('['), items).Append(']');

    private static bool IsPrintable(System.Numerics.BigInteger value) => value >= 0 && value < 127 && IsPrintable((char)value);

    private static StringBuilder WriteAll(StringBuilder output, IReadOnlyList<Term> items)
    {
        for (int i = 0; i < items.Count; i++)
        {
            Write(i == 0 ? output : output.Append(','), items[i]);
        }

        return output;
    }

    private static StringBuilder WriteBytes(StringBuilder output, ReadOnlySpan<byte> bytes)
    {
        bool isText = !bytes.IsEmpty;
        foreach (byte value in bytes)
        {
            isText &= IsPrintable((char)value);
        }

        return isText
            ? WriteString(output, Encoding.Latin1.GetString(bytes))
            : output.AppendJoin(',', bytes.ToArray());
    }

    private static StringBuilder WriteString(StringBuilder output, IEnumerable<char> characters)
    {
        output.Append('"');
        foreach (char character in characters)
        {
            int escaped = Escaped.IndexOf(character);
            output = escaped < 0 ? output.Append(character) : output.Append('\\').Append(Escapes[escaped]);
        }

        return output.Append('"');
    }

    private static string Unescape(string text)
    {
        var output = new StringBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            output.Append(text[i] == '\\' ? Escaped[Escapes.IndexOf(text[++i])] : text[i]);
        }

        return output.ToString();
    }

    private static bool IsPrintable(char character) => character is >= ' ' and <= '~' || Escaped.Contains(character);

    private const string Escaped = "\n\r\t\v\b\f\u001b\"\\";
    private const string Escapes = "nrtvbfe\"\\";
}
