using TcpBackends.Internal;

namespace TcpBackends;

public static partial class TcpOptions
{
    private const int LongestKeepAlive = 32767;
    private const int MostProbes = 127;

    /// <summary>TCP_USER_TIMEOUT. An addition of this library.</summary>
    public static TcpOption<TimeSpan> UserTimeout { get; } = OptionDefinition.Struct<TimeSpan>(
        "user_timeout", nameof(UserTimeout), "milliseconds from 0 to 2147483647", Ours("0"), OptionText.TryParseMilliseconds,
        time => time.TotalMilliseconds is >= 0 and <= int.MaxValue && time.Ticks % TimeSpan.TicksPerMillisecond == 0,
        o => o.UserTimeout, (o, v) => o with { UserTimeout = v });

    /// <summary>TCP_KEEPIDLE. An addition of this library.</summary>
    public static TcpOption<TimeSpan> KeepAliveIdle { get; } = OptionDefinition.Struct<TimeSpan>(
        "keepidle", nameof(KeepAliveIdle), "whole seconds from 1 to 32767", Ours(null), OptionText.TryParseSeconds, IsKeepAlive,
        o => o.KeepAliveIdle, (o, v) => o with { KeepAliveIdle = v });

    /// <summary>TCP_KEEPINTVL. An addition of this library.</summary>
    public static TcpOption<TimeSpan> KeepAliveInterval { get; } = OptionDefinition.Struct<TimeSpan>(
        "keepintvl", nameof(KeepAliveInterval), "whole seconds from 1 to 32767", Ours(null), OptionText.TryParseSeconds, IsKeepAlive,
        o => o.KeepAliveInterval, (o, v) => o with { KeepAliveInterval = v });

    /// <summary>TCP_KEEPCNT. An addition of this library.</summary>
    public static TcpOption<int> KeepAliveCount { get; } = OptionDefinition.Integer(
        "keepcnt", nameof(KeepAliveCount), 1, MostProbes, Ours(null),
        o => o.KeepAliveCount, (o, v) => o with { KeepAliveCount = v });

    /// <summary>SO_REUSEPORT. An addition of this library.</summary>
    public static TcpOption<bool> ReusePort { get; } = OptionDefinition.Boolean(
        "reuseport", nameof(ReusePort), Ours("false"), o => o.ReusePort, (o, v) => o with { ReusePort = v });

    /// <summary>
    /// TCP_QUICKACK: acknowledges at once what arrives, true or false; Linux only. Run time only, and the system forgets it as it sees fit, so
    /// set it again after each receive. An addition of this library.
    /// </summary>
    public static TcpOption<bool> QuickAck { get; } = OptionDefinition.RunTime<bool>(
        "quickack", nameof(QuickAck), "true, false", Ours(null).At(TcpOptionUses.RunTime).NotInherited(), _ => true);

    /// <summary>TCP_CORK. An addition of this library; OTP's inet driver has it at run time as <c>nopush</c>.</summary>
    public static TcpOption<bool> Cork { get; } = OptionDefinition.Boolean(
        "cork", nameof(Cork), Ours("false"), o => o.Cork, (o, v) => o with { Cork = v });

    private static bool IsKeepAlive(TimeSpan time) =>
        time.TotalSeconds is >= 1 and <= LongestKeepAlive && time.Ticks % TimeSpan.TicksPerSecond == 0;

    private static TcpOptionTraits Ours(string? byDefault) =>
        OptionTraits.System(byDefault).Of(TcpOptionFamilies.Internet) with { IsBeyondOtp = true };
}
