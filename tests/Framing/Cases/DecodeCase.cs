using System.Globalization;
using TcpBackends.Framing;
using TcpBackends.Tests.Conformance.Otp.Terms;

namespace TcpBackends.Tests.Framing.Cases;

/// <summary>The arguments of a call of <c>erlang:decode_packet/3</c>.</summary>
internal sealed record DecodeCase(
    PacketType Type, byte[] Bytes, uint? PacketSize = null, uint? LineLength = null, byte? LineDelimiter = null)
{
    // What does not fit is no limit: no packet can be that long.
    public PacketOptions Options => new()
    {
        PacketSize = (int)Math.Min(PacketSize ?? 0, int.MaxValue),
        LineLength = (int)Math.Min(LineLength ?? 0, int.MaxValue),
        LineDelimiter = LineDelimiter ?? (byte)'\n',
    };

    public Term ToTerm(string request) =>
        Term.Tuple(Term.Atom(request), NameOf(Type), Bytes, Term.List(OptionTerms()));

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"erlang:decode_packet({ErlangText.Of(NameOf(Type))}, {ErlangText.Of(Bytes)}, {ErlangText.Of(Term.List(OptionTerms()))}).");

    private static Term NameOf(PacketType type) => type switch
    {
        PacketType.Length1 or PacketType.Length2 or PacketType.Length4 => (int)type,
        PacketType.HttpBin => Term.Atom("http_bin"),
        PacketType.HttpHBin => Term.Atom("httph_bin"),
        _ => Term.Atom(type.ToString().ToLowerInvariant()),
    };

    private IEnumerable<Term> OptionTerms()
    {
        if (PacketSize is { } packetSize)
        {
            yield return Term.Tuple(Term.Atom("packet_size"), packetSize);
        }

        if (LineLength is { } lineLength)
        {
            yield return Term.Tuple(Term.Atom("line_length"), lineLength);
        }

        if (LineDelimiter is { } delimiter)
        {
            yield return Term.Tuple(Term.Atom("line_delimiter"), (int)delimiter);
        }
    }
}
