using TcpBackends.Framing;
using TcpBackends.Internal;

namespace TcpBackends;

public static partial class TcpOptions
{
    /// <summary>
    /// Messages or calls. Setting it to a number adds to the number that is left; see <see cref="TcpActive.Count"/>. Erlang:
    /// <c>active</c>.
    /// </summary>
    public static TcpOption<TcpActive> Active { get; } = OptionDefinition.Struct<TcpActive>(
        "active", nameof(Active), "true, false, once, -32768 to 32767", OptionTraits.Kept("false"),
        OptionText.TryParseActive, _ => true,
        o => o.Active, (o, v) => o with { Active = v });

    /// <summary>The shape of delivered data. Erlang: <c>mode</c>, <c>list</c>, <c>binary</c>.</summary>
    public static TcpOption<TcpMode> Mode { get; } = OptionDefinition.Struct(
        "mode", nameof(Mode), "list, binary", OptionTraits.Kept("binary"), OptionText.TryParseMode, Enum.IsDefined,
        o => o.Mode, (o, v) => o with { Mode = v });

    /// <summary>How many bytes at the front of a packet are its header. Erlang: <c>header</c>.</summary>
    public static TcpOption<int> Header { get; } = OptionDefinition.Integer(
        "header", nameof(Header), 0, int.MaxValue, OptionTraits.Kept("0"),
        o => o.Header, (o, v) => o with { Header = v });

    /// <summary>The shape of messages. Erlang: <c>deliver</c>.</summary>
    public static TcpOption<TcpDeliver> Deliver { get; } = OptionDefinition.Struct(
        "deliver", nameof(Deliver), "term, port", OptionTraits.Kept("term"), OptionText.TryParseDeliver, Enum.IsDefined,
        o => o.Deliver, (o, v) => o with { Deliver = v });

    /// <summary>The packet type. Erlang: <c>packet</c>.</summary>
    public static TcpOption<PacketType> Packet { get; } = OptionDefinition.Struct(
        "packet", nameof(Packet),
        "raw, 0, 1, 2, 4, sunrm, asn1, cdr, fcgi, tpkt, line, http, http_bin, httph, httph_bin",
        OptionTraits.Kept("raw"), OptionText.TryParsePacket, Enum.IsDefined,
        o => o.Packet, (o, v) => o with { Packet = v });

    /// <summary>The largest packet received. Erlang: <c>packet_size</c>.</summary>
    public static TcpOption<int> PacketSize { get; } = OptionDefinition.Integer(
        "packet_size", nameof(PacketSize), 0, int.MaxValue, OptionTraits.Kept("0", "67108864"),
        o => o.PacketSize, (o, v) => o with { PacketSize = v });

    /// <summary>What ends a line; not at listen. Erlang: <c>line_delimiter</c>.</summary>
    public static TcpOption<byte> LineDelimiter { get; } = OptionDefinition.Struct<byte>(
        "line_delimiter", nameof(LineDelimiter), "a byte, 0 to 255", LineDelimiterTraits, OptionText.TryParseByte, _ => true,
        o => o.LineDelimiter, (o, v) => o with { LineDelimiter = v });

    /// <summary>The size of one read. Erlang: <c>buffer</c>.</summary>
    public static TcpOption<int> Buffer { get; } = OptionDefinition.Integer(
        "buffer", nameof(Buffer), 1, LargestBuffer, OptionTraits.Kept("1460", "8192"),
        o => o.Buffer, (o, v) => o with { Buffer = v });

    /// <summary>Whether the end of the peer's stream closes the socket. Erlang: <c>exit_on_close</c>.</summary>
    public static TcpOption<bool> ExitOnClose { get; } = OptionDefinition.Boolean(
        "exit_on_close", nameof(ExitOnClose), OptionTraits.KeptByInet("true"),
        o => o.ExitOnClose, (o, v) => o with { ExitOnClose = v });

    /// <summary>Whether a reset is reported as such. Erlang: <c>show_econnreset</c>.</summary>
    public static TcpOption<bool> ShowEconnreset { get; } = OptionDefinition.Boolean(
        "show_econnreset", nameof(ShowEconnreset), OptionTraits.Kept("false"),
        o => o.ShowEconnreset, (o, v) => o with { ShowEconnreset = v });

    private static TcpOptionTraits LineDelimiterTraits
    {
        get
        {
            TcpOptionTraits kept = OptionTraits.Kept("10").At(TcpOptionUses.Connect | TcpOptionUses.RunTime);
            return kept with { Inet = kept.Inet with { Read = TcpError.EInval, InheritedBy = TcpOptionFamilies.None } };
        }
    }
}
