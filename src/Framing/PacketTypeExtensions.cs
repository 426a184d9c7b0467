namespace TcpBackends.Framing;

/// <summary>What kind of packet type it is.</summary>
public static class PacketTypeExtensions
{
    /// <summary>Whether packets are typed: <c>http</c>, <c>http_bin</c>, <c>httph</c>, <c>httph_bin</c>.</summary>
    /// <param name="type">A packet type.</param>
    public static bool IsHttp(this PacketType type) => type is >= PacketType.Http and <= PacketType.HttpHBin;

    /// <summary>Whether every line is a header field: <c>httph</c>, <c>httph_bin</c>.</summary>
    /// <param name="type">A packet type.</param>
    public static bool IsHttpHeadersOnly(this PacketType type) => type is PacketType.HttpH or PacketType.HttpHBin;

    /// <summary>Whether the strings in typed packets are text: <c>http</c>, <c>httph</c>.</summary>
    /// <param name="type">A packet type.</param>
    public static bool IsHttpText(this PacketType type) => type is PacketType.Http or PacketType.HttpH;
}
