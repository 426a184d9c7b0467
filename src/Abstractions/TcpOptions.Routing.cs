using System.Text;
using TcpBackends.Internal;

namespace TcpBackends;

public static partial class TcpOptions
{
    internal const int LargestRaw = 1024 * 1024;

    private const int LongestDeviceName = 15;

    /// <summary>
    /// SO_DONTROUTE: sends to hosts of directly connected networks only. Run time only, true or false; default false. Erlang:
    /// <c>dontroute</c>.
    /// </summary>
    public static TcpOption<bool> DontRoute { get; } = OptionDefinition.RunTime<bool>(
        "dontroute", nameof(DontRoute), "true, false", OptionTraits.SystemOrIgnoredOverTcp("false").At(TcpOptionUses.RunTime), _ => true);

    /// <summary>IPV6_V6ONLY; listen only. Erlang: <c>ipv6_v6only</c>.</summary>
    public static TcpOption<bool> V6Only { get; } = OptionDefinition.Boolean(
        "ipv6_v6only", nameof(V6Only), OptionTraits.System("false").At(TcpOptionUses.Listen).Of(TcpOptionFamilies.Inet6),
        o => o.V6Only, (o, v) => o with { V6Only = v });

    /// <summary>SO_BINDTODEVICE. Erlang: <c>bind_to_device</c>.</summary>
    public static TcpOption<string> BindToDevice { get; } = OptionDefinition.Class<string>(
        "bind_to_device", nameof(BindToDevice), "the name of a network device, of at most 15 bytes, or nothing",
        OptionTraits.System("").InheritedBy(TcpOptionFamilies.Internet), OptionText.TryParseText,
        name => Encoding.UTF8.GetByteCount(name) <= LongestDeviceName && !name.Contains('\0'),
        o => o.BindToDevice, (o, v) => o with { BindToDevice = v });

    /// <summary>
    /// Options that have no name here, for a new socket, or several at run time. A single one, also to be read: <see cref="RawOf(int, int, int)"/>.
    /// Erlang: <c>raw</c>.
    /// </summary>
    public static TcpOption<TcpRawOptions> Raw { get; } = OptionDefinition.Class<TcpRawOptions>(
        "raw", nameof(Raw), "level:option:value in hexadecimal, with blanks between several", RawTraits, TcpRawOptions.TryParse,
        options => options.All(option => option.Value.Length <= LargestRaw), o => o.Raw, (o, v) => o with { Raw = v });

    private static TcpOptionTraits RawTraits
    {
        get
        {
            TcpOptionTraits traits = OptionTraits.SystemOrIgnoredOverTcp(null);
            return new TcpOptionTraits
            {
                Inet = traits.Inet with { Read = TcpError.EInval },
                Socket = traits.Socket with { Read = TcpError.NotAvailable },
            };
        }
    }

    /// <summary>
    /// An option of the operating system by its numbers, as setsockopt has them. A number that the system does not know is ignored by
    /// <c>inet</c> and an error on <c>socket</c>; reading it is <see cref="TcpError.NotAvailable"/>. Erlang: <c>{raw, Level, Option, ValueSize}</c>.
    /// </summary>
    /// <param name="level">The protocol, for instance 6 for TCP; 0 or more.</param>
    /// <param name="number">The option, 0 or more.</param>
    /// <param name="size">
    /// For reading: the most bytes of the value, 0 to 1,048,576; on <c>inet</c>, more than 65,522 are <c>einval</c>, and on <c>socket</c>
    /// with 0 it is <see cref="TcpError.NotAvailable"/>.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, or the size too large.</exception>
    public static TcpOption<ReadOnlyMemory<byte>> RawOf(int level, int number, int size = sizeof(int))
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, LargestRaw);
        return new RawOptionKey(level, number, new byte[size]);
    }

    /// <summary>
    /// As <see cref="RawOf(int, int, int)"/>, for an option whose reading begins with a value. Erlang: <c>{raw, Level, Option, ValueBin}</c>.
    /// </summary>
    /// <param name="level">The protocol; 0 or more.</param>
    /// <param name="number">The option, 0 or more.</param>
    /// <param name="value">What the system finds in the buffer; its length is that of the buffer. It is copied.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, or the value too long.</exception>
    public static TcpOption<ReadOnlyMemory<byte>> RawOf(int level, int number, ReadOnlyMemory<byte> value)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value.Length, LargestRaw, nameof(value));
        return new RawOptionKey(level, number, value.ToArray());
    }
}
