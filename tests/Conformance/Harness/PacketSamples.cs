using System.Buffers.Binary;
using System.Text;
using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Harness;

/// <summary>Packets of every type but raw and HTTP, written down here so that the library is not tested against itself.</summary>
public static class PacketSamples
{
    /// <summary>The types with a header of their own; 1, 2 and 4 have suites for themselves.</summary>
    public static IReadOnlyList<PacketType> Protocols { get; } =
        [PacketType.SunRm, PacketType.Asn1, PacketType.Cdr, PacketType.Fcgi, PacketType.Tpkt];

    public static IReadOnlyList<PacketType> ProtocolsAndLine { get; } = [.. Protocols, PacketType.Line];

    /// <summary>Three different packets.</summary>
    public static IReadOnlyList<PacketSample> Of(PacketType type) => type switch
    {
        PacketType.SunRm => [Sized(type, 5), new([0, 0, 0, 3, .. "abc"u8]), Sized(type, 0)],
        PacketType.Asn1 => [Sized(type, 300), new([0x3f, 0x81, 0x02, 3, .. "abc"u8]), new([0x30, 0x80])],
        PacketType.Cdr => [Sized(type, 5), new([.. "GIOP"u8, 1, 2, 1, 0, 3, 0, 0, 0, .. "abc"u8]), Sized(type, 0)],
        PacketType.Fcgi => [Sized(type, 5), Padded("abc"u8, 2), Sized(type, 0)],
        PacketType.Tpkt => [Sized(type, 5), new([3, 99, 0, 7, .. "abc"u8]), Sized(type, 0)],
        PacketType.Line => [new("abcde\r\n"u8.ToArray()), new("\n"u8.ToArray()), new([0, 255, 13, 10])],
        _ => [Sized(type, 5), Sized(type, 0), Sized(type, 255)],
    };

    /// <summary>A packet with a body of this size, as packet_size counts it: for lines and HTTP the whole line.</summary>
    public static PacketSample Sized(PacketType type, int size) => type switch
    {
        PacketType.Length1 or PacketType.Length2 or PacketType.Length4 =>
            new(Wire.Frame(type, Pattern.Bytes(size)), Pattern.Bytes(size)),
        PacketType.Line => new(TextLine("", size, "\n")),
        PacketType.Http or PacketType.HttpBin => new(TextLine("GET /", size, "\r\n")),
        PacketType.HttpH or PacketType.HttpHBin => new(TextLine("A: ", size, "\r\n")),
        _ => new([.. Header(type, (uint)size), .. Pattern.Bytes(size)]),
    };

    /// <summary>The header of a packet that claims a body of this size.</summary>
    public static byte[] Header(PacketType type, uint size) => type switch
    {
        PacketType.Length1 or PacketType.Length2 or PacketType.Length4 => Wire.Header(type, size),
        PacketType.SunRm => BigEndian(size | 0x8000_0000),
        PacketType.Asn1 => size < 0x80 ? [0x30, (byte)size] : [0x30, 0x84, .. BigEndian(size)],
        PacketType.Cdr => [.. "GIOP"u8, 1, 1, 0, 0, .. BigEndian(size)],
        PacketType.Fcgi => [1, 2, 0, 1, .. BigEndian(size)[2..], 0, 0],
        PacketType.Tpkt => [3, 0, .. BigEndian(size + 4)[2..]],
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Has no header."),
    };

    /// <summary>A packet of FastCGI with so many bytes of padding.</summary>
    public static PacketSample Padded(ReadOnlySpan<byte> content, int padding)
    {
        byte[] record = [1, 2, 0, 1, 0, (byte)content.Length, (byte)padding, 0, .. content];
        return new PacketSample([.. record, .. new byte[padding]], record);
    }

    /// <summary>A line of this many bytes, terminator included.</summary>
    public static byte[] TextLine(string beginning, int size, string terminator) =>
        Encoding.ASCII.GetBytes(beginning.PadRight(size - terminator.Length, 'x') + terminator);

    private static byte[] BigEndian(uint value)
    {
        byte[] bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }
}
