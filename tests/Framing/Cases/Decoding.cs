using System.Buffers;
using TcpBackends.Framing;
using TcpBackends.Tests.Conformance.Otp.Terms;

namespace TcpBackends.Tests.Framing.Cases;

/// <summary>Answers the requests that <c>decoder.erl</c> answers, with this library.</summary>
internal static class Decoding
{
    public static string Packet(DecodeCase decoded) => Packet(decoded, new ReadOnlySequence<byte>(decoded.Bytes));

    public static string Packet(DecodeCase decoded, ReadOnlySequence<byte> stream) =>
        Packet(new PacketDecoder(decoded.Type, decoded.Options), stream);

    public static string Packet(PacketDecoder decoder, ReadOnlySequence<byte> stream)
    {
        PacketStatus status = decoder.TryDecode(ref stream, out DecodedPacket packet);
        return Answer(status, decoder.ExpectedLength, () => PacketTerms.Of(packet), stream.ToArray());
    }

    public static string SpanPacket(PacketDecoder decoder, ReadOnlySpan<byte> stream)
    {
        PacketStatus status = decoder.TryDecode(ref stream, out ReadOnlySpan<byte> payload, out HttpLine line);
        Term? packet = status == PacketStatus.Complete ? PacketTerms.Of(decoder.Type, payload, line) : null;
        return Answer(status, decoder.ExpectedLength, () => packet!, stream.ToArray());
    }

    public static string ReaderPacket(PacketDecoder decoder, ReadOnlySequence<byte> stream)
    {
        var reader = new SequenceReader<byte>(stream);
        PacketStatus status = decoder.TryDecode(ref reader, out ReadOnlySpan<byte> payload, out HttpLine line);
        Term? packet = status == PacketStatus.Complete ? PacketTerms.Of(decoder.Type, payload, line) : null;
        return Answer(status, decoder.ExpectedLength, () => packet!, reader.UnreadSequence.ToArray());
    }

    private static string Answer(PacketStatus status, int expectedLength, Func<Term> packet, byte[] rest) =>
        ErlangText.Of(status == PacketStatus.Complete
            ? Term.Tuple(Term.Atom("ok"), packet(), rest)
            : PacketTerms.Stopped(status, expectedLength));

    /// <summary>Decodes a stream that comes in the given pieces.</summary>
    public static string Stream(DecodeCase decoded, IEnumerable<byte[]> pieces)
    {
        var decoder = new PacketDecoder(decoded.Type, decoded.Options);
        var packets = new List<Term>();
        var arrived = new Arrivals();
        PacketStatus status = PacketStatus.Incomplete;
        foreach (byte[] piece in pieces)
        {
            arrived.Append(piece);
            ReadOnlySequence<byte> rest = arrived.Bytes;
            while ((status = decoder.TryDecode(ref rest, out DecodedPacket packet)) == PacketStatus.Complete)
            {
                packets.Add(PacketTerms.Of(packet));
            }

            if (status == PacketStatus.Invalid)
            {
                break;
            }

            arrived.ConsumeTo(rest.Start);
        }

        return ErlangText.Of(Term.Tuple(Term.List(packets), PacketTerms.Stopped(status, decoder.ExpectedLength)));
    }
}
