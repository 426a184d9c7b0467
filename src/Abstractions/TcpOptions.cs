using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Text;
using TcpBackends.Framing;

namespace TcpBackends;

/// <summary>
/// Every option there is, by its Erlang name. What each means, its unit, range, default and danger stand at the
/// property of the same name of <see cref="TcpSocketOptions"/>.
/// </summary>
public static class TcpOptions
{
    internal const int LargestBuffer = 64 * 1024 * 1024;

    private static readonly List<TcpOption> Table = [];

    /// <summary>The address family; not changeable. Erlang: <c>inet</c>, <c>inet6</c>, <c>local</c>.</summary>
    public static TcpOption<TcpAddressFamily> Family { get; } = Struct(
        "family", nameof(TcpSocketOptions.Family), "inet, inet6, local", TryParseFamily, Enum.IsDefined,
        o => o.Family, (o, v) => o with { Family = v });

    /// <summary>The local interface; not changeable. Erlang: <c>ip</c>, <c>ifaddr</c>.</summary>
    public static TcpOption<IPAddress> LocalAddress { get; } = Class<IPAddress>(
        "ip", nameof(TcpSocketOptions.LocalAddress), "an IPv4 or IPv6 address", TryParseAddress, _ => true,
        o => o.LocalAddress, (o, v) => o with { LocalAddress = v });

    /// <summary>The local port; not changeable. Erlang: <c>port</c>.</summary>
    public static TcpOption<int> LocalPort { get; } = Integer(
        "port", nameof(TcpSocketOptions.LocalPort), 0, 65535, o => o.LocalPort, (o, v) => o with { LocalPort = v });

    /// <summary>The local Unix-domain path; not changeable. Erlang: <c>{ifaddr, {local, Path}}</c>.</summary>
    public static TcpOption<string> LocalPath { get; } = Class<string>(
        "local", nameof(TcpSocketOptions.LocalPath), "a path of 1 to 107 bytes", TryParseText,
        path => Encoding.UTF8.GetByteCount(path) is >= 1 and <= 107,
        o => o.LocalPath, (o, v) => o with { LocalPath = v });

    /// <summary>The listen queue; listen only, not changeable. Erlang: <c>backlog</c>.</summary>
    public static TcpOption<int> Backlog { get; } = Integer(
        "backlog", nameof(TcpSocketOptions.Backlog), 0, 65535, o => o.Backlog, (o, v) => o with { Backlog = v });

    /// <summary>
    /// Messages or calls. Setting it to a number adds to the number that is left; see <see cref="TcpActive.Count"/>. Erlang:
    /// <c>active</c>.
    /// </summary>
    public static TcpOption<TcpActive> Active { get; } = Struct<TcpActive>(
        "active", nameof(TcpSocketOptions.Active), "true, false, once, -32768 to 32767", TryParseActive, _ => true,
        o => o.Active, (o, v) => o with { Active = v });

    /// <summary>The shape of delivered data. Erlang: <c>mode</c>, <c>list</c>, <c>binary</c>.</summary>
    public static TcpOption<TcpMode> Mode { get; } = Struct(
        "mode", nameof(TcpSocketOptions.Mode), "list, binary", TryParseMode, Enum.IsDefined,
        o => o.Mode, (o, v) => o with { Mode = v });

    /// <summary>How many bytes at the front of a packet are its header. Erlang: <c>header</c>.</summary>
    public static TcpOption<int> Header { get; } = Integer(
        "header", nameof(TcpSocketOptions.Header), 0, int.MaxValue, o => o.Header, (o, v) => o with { Header = v });

    /// <summary>The shape of messages. Erlang: <c>deliver</c>.</summary>
    public static TcpOption<TcpDeliver> Deliver { get; } = Struct(
        "deliver", nameof(TcpSocketOptions.Deliver), "term, port", TryParseDeliver, Enum.IsDefined,
        o => o.Deliver, (o, v) => o with { Deliver = v });

    /// <summary>The packet type. Erlang: <c>packet</c>.</summary>
    public static TcpOption<PacketType> Packet { get; } = Struct(
        "packet", nameof(TcpSocketOptions.Packet),
        "raw, 0, 1, 2, 4, sunrm, asn1, cdr, fcgi, tpkt, line, http, http_bin, httph, httph_bin",
        TryParsePacket, Enum.IsDefined,
        o => o.Packet, (o, v) => o with { Packet = v });

    /// <summary>The largest packet received. Erlang: <c>packet_size</c>.</summary>
    public static TcpOption<int> PacketSize { get; } = Integer(
        "packet_size", nameof(TcpSocketOptions.PacketSize), 0, int.MaxValue,
        o => o.PacketSize, (o, v) => o with { PacketSize = v });

    /// <summary>What ends a line; not at listen. Erlang: <c>line_delimiter</c>.</summary>
    public static TcpOption<byte> LineDelimiter { get; } = Struct<byte>(
        "line_delimiter", nameof(TcpSocketOptions.LineDelimiter), "a byte, 0 to 255", TryParseByte, _ => true,
        o => o.LineDelimiter, (o, v) => o with { LineDelimiter = v });

    /// <summary>The size of one read. Erlang: <c>buffer</c>.</summary>
    public static TcpOption<int> Buffer { get; } = Integer(
        "buffer", nameof(TcpSocketOptions.Buffer), 1, LargestBuffer, o => o.Buffer, (o, v) => o with { Buffer = v });

    /// <summary>The kernel's receive buffer. Erlang: <c>recbuf</c>.</summary>
    public static TcpOption<int> ReceiveBuffer { get; } = Integer(
        "recbuf", nameof(TcpSocketOptions.ReceiveBuffer), 0, int.MaxValue,
        o => o.ReceiveBuffer, (o, v) => o with { ReceiveBuffer = v });

    /// <summary>The kernel's send buffer. Erlang: <c>sndbuf</c>.</summary>
    public static TcpOption<int> SendBuffer { get; } = Integer(
        "sndbuf", nameof(TcpSocketOptions.SendBuffer), 0, int.MaxValue,
        o => o.SendBuffer, (o, v) => o with { SendBuffer = v });

    /// <summary>TCP_NODELAY. Erlang: <c>nodelay</c>.</summary>
    public static TcpOption<bool> NoDelay { get; } = Boolean(
        "nodelay", nameof(TcpSocketOptions.NoDelay), o => o.NoDelay, (o, v) => o with { NoDelay = v });

    /// <summary>SO_KEEPALIVE. Erlang: <c>keepalive</c>.</summary>
    public static TcpOption<bool> KeepAlive { get; } = Boolean(
        "keepalive", nameof(TcpSocketOptions.KeepAlive), o => o.KeepAlive, (o, v) => o with { KeepAlive = v });

    /// <summary>SO_REUSEADDR. Erlang: <c>reuseaddr</c>.</summary>
    public static TcpOption<bool> ReuseAddress { get; } = Boolean(
        "reuseaddr", nameof(TcpSocketOptions.ReuseAddress), o => o.ReuseAddress, (o, v) => o with { ReuseAddress = v });

    /// <summary>SO_LINGER. Erlang: <c>linger</c>.</summary>
    public static TcpOption<TcpLinger> Linger { get; } = Struct<TcpLinger>(
        "linger", nameof(TcpSocketOptions.Linger), "false, or seconds from 0 to 65535", TryParseLinger,
        linger => linger.Seconds is >= 0 and <= 65535, o => o.Linger, (o, v) => o with { Linger = v });

    /// <summary>How long a send may wait. Erlang: <c>send_timeout</c>.</summary>
    public static TcpOption<TimeSpan> SendTimeout { get; } = Struct<TimeSpan>(
        "send_timeout", nameof(TcpSocketOptions.SendTimeout), "infinity, or milliseconds from 0 to 4294967294", TryParseTimeout,
        timeout => timeout == Timeout.InfiniteTimeSpan || timeout.TotalMilliseconds is >= 0 and <= 4294967294,
        o => o.SendTimeout, (o, v) => o with { SendTimeout = v });

    /// <summary>Whether a send timeout closes the socket. Erlang: <c>send_timeout_close</c>.</summary>
    public static TcpOption<bool> SendTimeoutClose { get; } = Boolean(
        "send_timeout_close", nameof(TcpSocketOptions.SendTimeoutClose),
        o => o.SendTimeoutClose, (o, v) => o with { SendTimeoutClose = v });

    /// <summary>From where on a send waits. Erlang: <c>high_watermark</c>.</summary>
    public static TcpOption<int> HighWatermark { get; } = Integer(
        "high_watermark", nameof(TcpSocketOptions.HighWatermark), 0, int.MaxValue,
        o => o.HighWatermark, (o, v) => o with { HighWatermark = v });

    /// <summary>Until where a send waits. Erlang: <c>low_watermark</c>.</summary>
    public static TcpOption<int> LowWatermark { get; } = Integer(
        "low_watermark", nameof(TcpSocketOptions.LowWatermark), 0, int.MaxValue,
        o => o.LowWatermark, (o, v) => o with { LowWatermark = v });

    /// <summary>Whether sends gather. Erlang: <c>delay_send</c>.</summary>
    public static TcpOption<bool> DelaySend { get; } = Boolean(
        "delay_send", nameof(TcpSocketOptions.DelaySend), o => o.DelaySend, (o, v) => o with { DelaySend = v });

    /// <summary>Whether the end of the peer's stream closes the socket. Erlang: <c>exit_on_close</c>.</summary>
    public static TcpOption<bool> ExitOnClose { get; } = Boolean(
        "exit_on_close", nameof(TcpSocketOptions.ExitOnClose), o => o.ExitOnClose, (o, v) => o with { ExitOnClose = v });

    /// <summary>Whether a reset is reported as such. Erlang: <c>show_econnreset</c>.</summary>
    public static TcpOption<bool> ShowEconnreset { get; } = Boolean(
        "show_econnreset", nameof(TcpSocketOptions.ShowEconnreset),
        o => o.ShowEconnreset, (o, v) => o with { ShowEconnreset = v });

    /// <summary>All of them.</summary>
    public static IReadOnlyList<TcpOption> All { get; } = Table.AsReadOnly();

    /// <summary>Finds an option by its Erlang name or by its property name, whatever the case.</summary>
    internal static TcpOption? Find(string name) => Table.Find(option =>
        option.Name.Equals(name, StringComparison.OrdinalIgnoreCase)
        || option.PropertyName.Equals(name, StringComparison.OrdinalIgnoreCase)
        || (option == LocalAddress && name.Equals("ifaddr", StringComparison.OrdinalIgnoreCase)));

    private static TcpOption<int> Integer(
        string name, string property, int least, int most,
        Func<TcpSocketOptions, int?> read, Func<TcpSocketOptions, int, TcpSocketOptions> write) =>
        Struct<int>(
            name, property, $"a whole number from {least} to {most}", TryParseInteger,
            value => value >= least && value <= most, read, write);

    private static TcpOption<bool> Boolean(
        string name, string property,
        Func<TcpSocketOptions, bool?> read, Func<TcpSocketOptions, bool, TcpSocketOptions> write) =>
        Struct<bool>(name, property, "true, false", bool.TryParse, _ => true, read, write);

    private static TcpOption<T> Struct<T>(
        string name, string property, string allowed, TcpOption<T>.Parser parse, Predicate<T> isAllowed,
        Func<TcpSocketOptions, T?> read, Func<TcpSocketOptions, T, TcpSocketOptions> write)
        where T : struct
    {
        bool Read(TcpSocketOptions options, out T value)
        {
            T? found = read(options);
            value = found.GetValueOrDefault();
            return found.HasValue;
        }

        return Register(new TcpOption<T>(Table.Count, name, property, allowed, parse, isAllowed, Read, write));
    }

    private static TcpOption<T> Class<T>(
        string name, string property, string allowed, TcpOption<T>.Parser parse, Predicate<T> isAllowed,
        Func<TcpSocketOptions, T?> read, Func<TcpSocketOptions, T, TcpSocketOptions> write)
        where T : class
    {
        bool Read(TcpSocketOptions options, out T value)
        {
            value = read(options)!;
            return value is not null;
        }

        return Register(new TcpOption<T>(Table.Count, name, property, allowed, parse, isAllowed, Read, write));
    }

    private static TcpOption<T> Register<T>(TcpOption<T> option)
    {
        Table.Add(option);
        return option;
    }

    private static bool TryParseText(string text, out string value)
    {
        value = text;
        return true;
    }

    private static bool TryParseInteger(string text, out int value) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    private static bool TryParseByte(string text, out byte value) =>
        byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    private static bool TryParseActive(string text, out TcpActive value)
    {
        (value, bool known) = text switch
        {
            "true" or "True" => (TcpActive.True, true),
            "false" or "False" => (TcpActive.False, true),
            "once" => (TcpActive.Once, true),
            _ => (default, false),
        };
        if (!known && TryParseInteger(text, out int count) && count is >= short.MinValue and <= short.MaxValue)
        {
            (value, known) = (TcpActive.Count(count), true);
        }

        return known;
    }

    private static bool TryParseMode(string text, out TcpMode value)
    {
        value = text == "list" ? TcpMode.List : TcpMode.Binary;
        return text is "list" or "binary";
    }

    private static bool TryParseDeliver(string text, out TcpDeliver value)
    {
        value = text == "port" ? TcpDeliver.Port : TcpDeliver.Term;
        return text is "term" or "port";
    }

    private static bool TryParseFamily(string text, out TcpAddressFamily value)
    {
        (value, bool known) = text switch
        {
            "inet" => (TcpAddressFamily.Inet, true),
            "inet6" => (TcpAddressFamily.Inet6, true),
            "local" => (TcpAddressFamily.Local, true),
            _ => (default, false),
        };
        return known;
    }

    /// <summary>
    /// Four numbers with dots, or with colons: not the short, octal and bracketed forms that .NET takes too.
    /// </summary>
    private static bool TryParseAddress(string text, [NotNullWhen(true)] out IPAddress? value)
    {
        bool isPlain = text.Contains(':') ? !text.Contains('[') : text.AsSpan().Count('.') == 3 && !text.Contains('x');
        value = null;
        return isPlain && IPAddress.TryParse(text, out value);
    }

    private static bool TryParsePacket(string text, out PacketType value)
    {
        (value, bool known) = text switch
        {
            "0" or "raw" => (PacketType.Raw, true),
            "1" => (PacketType.Length1, true),
            "2" => (PacketType.Length2, true),
            "4" => (PacketType.Length4, true),
            "sunrm" => (PacketType.SunRm, true),
            "asn1" => (PacketType.Asn1, true),
            "cdr" => (PacketType.Cdr, true),
            "fcgi" => (PacketType.Fcgi, true),
            "tpkt" => (PacketType.Tpkt, true),
            "line" => (PacketType.Line, true),
            "http" => (PacketType.Http, true),
            "http_bin" => (PacketType.HttpBin, true),
            "httph" => (PacketType.HttpH, true),
            "httph_bin" => (PacketType.HttpHBin, true),
            _ => (default, false),
        };
        return known;
    }

    private static bool TryParseLinger(string text, out TcpLinger value)
    {
        value = TcpLinger.Off;
        if (text.Equals("false", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        bool known = TryParseInteger(text, out int seconds);
        value = new TcpLinger(true, seconds);
        return known;
    }

    private static bool TryParseTimeout(string text, out TimeSpan value)
    {
        value = Timeout.InfiniteTimeSpan;
        if (text.Equals("infinity", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        bool known = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long milliseconds)
            && milliseconds <= uint.MaxValue;
        value = known ? TimeSpan.FromMilliseconds(milliseconds) : default;
        return known;
    }
}
