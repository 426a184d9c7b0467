namespace TcpBackends.Tests.Framing.Generators;

/// <summary>BER values: tags and lengths of every form.</summary>
internal static class Asn1Generator
{
    public static byte[] Packet(Choices choices)
    {
        byte[] body = choices.Bytes(choices.Once(50) ? choices.Number(120, 300) : choices.Number(24));
        uint length = choices.Once(6) ? LengthGenerator.Any(choices) : (uint)body.Length;
        return [.. Tag(choices), .. Length(choices, length), .. body];
    }

    private static byte[] Tag(Choices choices) => choices.Once(2)
        ? [(byte)choices.Number(256)]
        : [
            (byte)((choices.Number(8) << 5) | 0x1f),
            .. choices.Bytes(choices.Once(20) ? 300 : choices.Number(5)).Select(part => (byte)(part | 0x80)),
            (byte)choices.Number(128),
        ];

    private static byte[] Length(Choices choices, uint length)
    {
        byte[] four = [(byte)(length >> 24), (byte)(length >> 16), (byte)(length >> 8), (byte)length];
        int least = length < 0x100 ? 1 : length < 0x1_0000 ? 2 : length < 0x100_0000 ? 3 : 4;
        return choices.Number(12) switch
        {
            0 => [0x80],
            1 => [(byte)choices.Number(256)],
            2 => [0x85, 0, .. four],
            < 7 when length < 0x80 => [(byte)length],
            _ => Long(four, choices.Number(least, 4)),
        };
    }

    private static byte[] Long(byte[] four, int count) => [(byte)(0x80 | count), .. four[^count..]];
}
