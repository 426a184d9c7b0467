using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using TcpBackends.Framing;

namespace TcpBackends.Internal;

/// <summary>The values of options as they are written in a configuration.</summary>
internal static class OptionText
{
    public static bool TryParseText(string text, out string value)
    {
        value = text;
        return true;
    }

    public static bool TryParseInteger(string text, out int value) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    public static bool TryParseMilliseconds(string text, out TimeSpan value) =>
        TryParseTime(text, TimeSpan.TicksPerMillisecond, out value);

    public static bool TryParseSeconds(string text, out TimeSpan value) => TryParseTime(text, TimeSpan.TicksPerSecond, out value);

    public static bool TryParseByte(string text, out byte value) =>
        byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    public static bool TryParseActive(string text, out TcpActive value)
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

    public static bool TryParseMode(string text, out TcpMode value)
    {
        value = text == "list" ? TcpMode.List : TcpMode.Binary;
        return text is "list" or "binary";
    }

    public static bool TryParseDeliver(string text, out TcpDeliver value)
    {
        value = text == "port" ? TcpDeliver.Port : TcpDeliver.Term;
        return text is "term" or "port";
    }

    public static bool TryParseFamily(string text, out TcpAddressFamily value)
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
    public static bool TryParseAddress(string text, [NotNullWhen(true)] out IPAddress? value)
    {
        bool isPlain = text.Contains(':') ? !text.Contains('[') : text.AsSpan().Count('.') == 3 && !text.Contains('x');
        value = null;
        return isPlain && IPAddress.TryParse(text, out value);
    }

    public static bool TryParsePacket(string text, out PacketType value)
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

    public static bool TryParseLinger(string text, out TcpLinger value)
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

    private static bool TryParseTime(string text, long unit, out TimeSpan value)
    {
        bool known = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
        value = known ? TimeSpan.FromTicks(number * unit) : default;
        return known;
    }

    public static bool TryParseTimeout(string text, out TimeSpan value)
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
