using System.Buffers.Binary;
using TcpBackends.Framing;

namespace TcpBackends.Tests.Framing.Generators;

/// <summary>Packets of the types with a header of fixed length, and raw bytes.</summary>
internal static class HeaderGenerator
{
    public static byte[] Packet(Choices choices, PacketType type)
    {
        byte[] body = choices.Bytes(choices.Once(50) ? choices.Number(250, 300) : choices.Number(24));
        bool isHonest = !choices.Once(6);
        uint length = isHonest ? (uint)body.Length : LengthGenerator.Any(choices);
        return type switch
        {
            PacketType.Length1 => [(byte)length, .. body],
            PacketType.Length2 => [.. BigEndian(length)[2..], .. body],
            PacketType.Length4 => [.. BigEndian(length), .. body],
            PacketType.SunRm => [.. BigEndian(length | (choices.Once(2) ? 1u << 31 : 0)), .. body],
            PacketType.Cdr => Cdr(choices, length, body),
            PacketType.Fcgi => Fcgi(choices, length, body),
            PacketType.Tpkt => [TpktVersion(choices), (byte)choices.Number(256), .. TpktLength(choices, length), .. body],
            _ => body,
        };
    }

    private static byte[] BigEndian(uint value)
    {
        byte[] bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Cdr(Choices choices, uint length, byte[] body)
    {
        byte flags = (byte)choices.Number(4);
        byte[] size = BigEndian((flags & 1) != 0 ? BinaryPrimitives.ReverseEndianness(length) : length);
        return
        [
            .. Choices.BytesOf(choices.Once(10) ? "GIOp" : "GIOP"),
            (byte)choices.Number(3), (byte)choices.Number(3), flags, (byte)choices.Number(8), .. size, .. body,
        ];
    }

    private static byte[] Fcgi(Choices choices, uint length, byte[] body)
    {
        byte[] padding = choices.Bytes(choices.Number(9));
        return
        [
            (byte)(choices.Once(10) ? choices.Number(4) : 1), (byte)choices.Number(12), .. choices.Bytes(2),
            .. BigEndian(length)[2..],
            (byte)(choices.Once(10) ? choices.Number(256) : padding.Length), (byte)choices.Number(2), .. body, .. padding,
        ];
    }

    private static byte TpktVersion(Choices choices) => (byte)(choices.Once(10) ? choices.Number(5) : 3);

    private static byte[] TpktLength(Choices choices, uint length) =>
        BigEndian(choices.Once(10) ? (uint)choices.Number(6) : length + 4)[2..];
}
