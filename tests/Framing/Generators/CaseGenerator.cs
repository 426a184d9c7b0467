using TcpBackends.Framing;
using TcpBackends.Tests.Framing.Cases;

namespace TcpBackends.Tests.Framing.Generators;

/// <summary>Makes the case that belongs to a seed: valid packets, nearly valid ones, and random bytes.</summary>
internal static class CaseGenerator
{
    public static readonly PacketType[] Types = Enum.GetValues<PacketType>();

    public static DecodeCase Generate(int seed)
    {
        var choices = new Choices(seed);
        return Generate(choices, choices.Pick<PacketType>(Types));
    }

    public static DecodeCase Generate(Choices choices, PacketType type)
    {
        // decode_packet takes a delimiter with lines only.
        byte? delimiter = type == PacketType.Line && choices.Once(2) ? Delimiter(choices) : null;
        byte[] bytes = Stream(choices, type, delimiter ?? (byte)'\n');
        return new DecodeCase(
            type, bytes, Limit(choices, bytes.Length), Limit(choices, bytes.Length), delimiter);
    }

    private static byte[] Stream(Choices choices, PacketType type, byte delimiter)
    {
        if (choices.Once(12))
        {
            return choices.Bytes(choices.Number(40));
        }

        byte[] bytes = [.. Enumerable.Range(0, choices.Number(1, 3)).SelectMany(_ => Packet(choices, type, delimiter))];
        return choices.Number(5) switch
        {
            0 => Mutation.Cut(choices, bytes),
            1 => Mutation.Damage(choices, bytes),
            _ => bytes,
        };
    }

    private static byte[] Packet(Choices choices, PacketType type, byte delimiter) =>
        type.IsHttp() ? HttpGenerator.Lines(choices, type)
        : type == PacketType.Line ? LineGenerator.Line(choices, delimiter)
        : type == PacketType.Asn1 ? Asn1Generator.Packet(choices)
        : HeaderGenerator.Packet(choices, type);

    private static byte Delimiter(Choices choices) =>
        choices.Pick((byte)';', (byte)0, (byte)255, (byte)'\n', (byte)choices.Number(256));

    private static uint? Limit(Choices choices, int length) => choices.Number(6) switch
    {
        0 => (uint)choices.Number(length + 2),
        1 => (uint)choices.Number(12),
        2 when choices.Once(4) => choices.Pick<uint>(uint.MaxValue, int.MaxValue, 1u << 31, (uint)choices.Number(int.MaxValue)),
        _ => null,
    };
}
