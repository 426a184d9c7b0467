using System.Net;
using System.Text;
using TcpBackends.Framing;
using TcpBackends.Internal;
using TcpBackends.Tests.Conformance.Otp.Terms;

namespace TcpBackends.Tests.Conformance.Otp.Adapter;

/// <summary>Options as gen_tcp and inet take them and give them.</summary>
internal static class OptionTerms
{
    private const long Infinity = uint.MaxValue;

    private static readonly Dictionary<string, int> TypeOfService =
        new() { ["lowdelay"] = 16, ["throughput"] = 8, ["reliability"] = 4, ["mincost"] = 2 };

    /// <summary>What the options hold, in the order of <see cref="TcpOptions.All"/>, but for the descriptor.</summary>
    public static IEnumerable<Term> Of(TcpSocketOptions options)
    {
        Term?[] terms =
        [
            Value(TcpOptions.Family, options.Family),
            Reference(TcpOptions.LocalAddress, options.LocalAddress),
            Value(TcpOptions.LocalPort, options.LocalPort),
            Reference(TcpOptions.LocalPath, options.LocalPath),
            Value(TcpOptions.Backlog, options.Backlog),
            // Of these two the last one counts.
            Reference(TcpOptions.NetworkNamespace, options.NetworkNamespace),
            Value(TcpOptions.Descriptor, options.Descriptor),
            Reference(TcpOptions.AddressModule, options.AddressModule),
            Value(TcpOptions.Active, options.Active),
            Value(TcpOptions.Mode, options.Mode),
            Value(TcpOptions.Header, options.Header),
            Value(TcpOptions.Deliver, options.Deliver),
            Value(TcpOptions.Packet, options.Packet),
            Value(TcpOptions.PacketSize, options.PacketSize),
            Value(TcpOptions.LineDelimiter, options.LineDelimiter),
            Value(TcpOptions.Buffer, options.Buffer),
            Value(TcpOptions.ReceiveBuffer, options.ReceiveBuffer),
            Value(TcpOptions.SendBuffer, options.SendBuffer),
            Value(TcpOptions.NoDelay, options.NoDelay),
            Value(TcpOptions.KeepAlive, options.KeepAlive),
            Value(TcpOptions.ReuseAddress, options.ReuseAddress),
            Value(TcpOptions.Linger, options.Linger),
            Value(TcpOptions.SendTimeout, options.SendTimeout),
            Value(TcpOptions.SendTimeoutClose, options.SendTimeoutClose),
            Value(TcpOptions.HighWatermark, options.HighWatermark),
            Value(TcpOptions.LowWatermark, options.LowWatermark),
            Value(TcpOptions.HighMessageQueueWatermark, options.HighMessageQueueWatermark),
            Value(TcpOptions.LowMessageQueueWatermark, options.LowMessageQueueWatermark),
            Value(TcpOptions.DelaySend, options.DelaySend),
            Value(TcpOptions.ExitOnClose, options.ExitOnClose),
            Value(TcpOptions.ShowEconnreset, options.ShowEconnreset),
            Value(TcpOptions.TypeOfService, options.TypeOfService),
            Value(TcpOptions.TrafficClass, options.TrafficClass),
            Value(TcpOptions.Priority, options.Priority),
            Value(TcpOptions.TimeToLive, options.TimeToLive),
            Value(TcpOptions.ReceiveTypeOfService, options.ReceiveTypeOfService),
            Value(TcpOptions.ReceiveTrafficClass, options.ReceiveTrafficClass),
            Value(TcpOptions.ReceiveTimeToLive, options.ReceiveTimeToLive),
            Value(TcpOptions.V6Only, options.V6Only),
            Reference(TcpOptions.BindToDevice, options.BindToDevice),
        ];
        return terms.OfType<Term>().Concat((options.Raw ?? []).Select(Raw));
    }

    /// <summary>An option with a value, for setopts.</summary>
    public static Term Of<T>(TcpOption<T> option, T value) => value switch
    {
        TcpAddressFamily family => Term.Atom(TermName(family)),
        string path when option == (TcpOption)TcpOptions.LocalPath =>
            Term.Tuple(Term.Atom("ifaddr"), AddressTerms.Local(Encoding.UTF8.GetBytes(path))),
        string path when option == (TcpOption)TcpOptions.NetworkNamespace => Term.Tuple(Term.Atom("netns"), Term.Characters(path)),
        TcpRawOptions options => Raw(options.Single()),
        ReadOnlyMemory<byte> bytes when option is RawOptionKey key => Raw(new TcpRawOption(key.Level, key.Number, bytes)),
        _ => Term.Tuple(Term.Atom(option.Name), OfValue(value)),
    };

    /// <summary>An option, for getopts.</summary>
    public static Term NameOf(TcpOption option) => option is RawOptionKey key
        ? Term.Tuple(Term.Atom("raw"), key.Level, key.Number, key.Value.Length)
        : Term.Atom(option.Name);

    /// <summary>Milliseconds, or infinity.</summary>
    public static Term OfTimeout(TimeSpan? timeout) => timeout is null || timeout == Timeout.InfiniteTimeSpan
        ? Term.Atom("infinity")
        : (long)Math.Ceiling(timeout.Value.TotalMilliseconds);

    /// <summary>A value that getopts returned.</summary>
    public static T ToValue<T>(Term term)
    {
        object value = (typeof(T), term) switch
        {
            ({ } type, AtomTerm { Name: "true" or "false" } atom) when type == typeof(bool) => atom.Is("true"),
            ({ } type, IntegerTerm number) when type == typeof(int) => (int)number.Value,
            ({ } type, AtomTerm atom) when type == typeof(int) => TypeOfService[atom.Name],
            ({ } type, BinaryTerm text) when type == typeof(string) => Encoding.UTF8.GetString(text.Bytes.Span),
            ({ } type, ListTerm text) when type == typeof(string) => Characters(text),
            ({ } type, BinaryTerm bytes) when type == typeof(ReadOnlyMemory<byte>) => bytes.Bytes,
            ({ } type, ListTerm kept) when type == typeof(TcpPacketOptions) => ToPacketOptions(kept),
            ({ } type, IntegerTerm number) when type == typeof(PacketType) => (PacketType)(int)number.Value,
            ({ } type, IntegerTerm number) when type == typeof(TcpActive) => TcpActive.Count((int)number.Value),
            ({ } type, AtomTerm atom) when type == typeof(TcpActive) =>
                atom.Is("true") ? TcpActive.True : atom.Is("once") ? TcpActive.Once : TcpActive.False,
            ({ } type, AtomTerm atom) when type == typeof(TcpMode) => atom.Is("list") ? TcpMode.List : TcpMode.Binary,
            ({ } type, AtomTerm atom) when type == typeof(TcpDeliver) => atom.Is("port") ? TcpDeliver.Port : TcpDeliver.Term,
            ({ } type, IntegerTerm number) when type == typeof(byte) => (byte)number.Value,
            ({ } type, AtomTerm atom) when type == typeof(PacketType) => PacketOf(atom.Name),
            ({ } type, AtomTerm { Name: "infinity" }) when type == typeof(TimeSpan) => Timeout.InfiniteTimeSpan,
            ({ } type, IntegerTerm number) when type == typeof(TimeSpan) => number.Value == Infinity
                ? Timeout.InfiniteTimeSpan
                : TimeSpan.FromMilliseconds((long)number.Value),
            ({ } type, TupleTerm { Items: [AtomTerm enabled, IntegerTerm seconds] }) when type == typeof(TcpLinger) =>
                new TcpLinger(enabled.Is("true"), (int)seconds.Value),
            _ => throw new ArgumentException($"{term} is not a {typeof(T).Name}.", nameof(term)),
        };
        return (T)value;
    }

    private static TupleTerm Raw(TcpRawOption option) =>
        Term.Tuple(Term.Atom("raw"), option.Level, option.Number, option.Value.ToArray());

    /// <summary>A string, which the socket backend ends with the NUL that the kernel has there.</summary>
    private static string Characters(ListTerm text) =>
        string.Concat(text.Items.Select(item => (char)((IntegerTerm)item).Value)).TrimEnd('\0');

    private static TcpPacketOptions ToPacketOptions(ListTerm kept)
    {
        int? Find(string name) => kept.Items
            .Select(item => ((TupleTerm)item).Items)
            .Where(item => item[0].Is(name))
            .Select(item => (int?)ToValue<int>(item[1]))
            .SingleOrDefault();

        return new TcpPacketOptions(Find("ttl"), Find("tos"), Find("tclass"));
    }

    private static Term? Value<T>(TcpOption<T> option, T? value)
        where T : struct => value is { } given ? Of(option, given) : null;

    private static Term? Reference<T>(TcpOption<T> option, T? value)
        where T : class => value is { } given ? Of(option, given) : null;

    private static Term OfValue<T>(T value) => value switch
    {
        bool flag => flag,
        int number => number,
        byte number => (int)number,
        PacketType.Length1 or PacketType.Length2 or PacketType.Length4 => (int)(object)value,
        PacketType packet => Term.Atom(AtomOf(packet)),
        TcpActive { Mode: TcpActiveMode.Count } active => active.Remaining,
        TcpActive active => Term.Atom(active.ToString()),
        TcpMode mode => Term.Atom(mode == TcpMode.List ? "list" : "binary"),
        TcpDeliver deliver => Term.Atom(deliver == TcpDeliver.Port ? "port" : "term"),
        TimeSpan timeout => OfTimeout(timeout),
        TcpLinger linger => Term.Tuple(linger.Enabled, linger.Seconds),
        IPAddress address => AddressTerms.Of(address),
        ITcpAddressModule module => Term.Atom(module.ToString()!),
        string text => Encoding.UTF8.GetBytes(text),
        TcpPacketOptions => Term.EmptyList,
        _ => throw new ArgumentException($"{value} has no counterpart in Erlang.", nameof(value)),
    };

    private static string AtomOf(PacketType packet) => packet switch
    {
        PacketType.HttpBin => "http_bin",
        PacketType.HttpHBin => "httph_bin",
        _ => packet.ToString().ToLowerInvariant(),
    };

    private static PacketType PacketOf(string atom) =>
        Enum.GetValues<PacketType>().Single(packet => AtomOf(packet) == atom);

    private static string TermName(TcpAddressFamily family) => family switch
    {
        TcpAddressFamily.Inet => "inet",
        TcpAddressFamily.Inet6 => "inet6",
        TcpAddressFamily.Local => "local",
        _ => throw new ArgumentOutOfRangeException(nameof(family), family, "Not a defined family."),
    };
}
