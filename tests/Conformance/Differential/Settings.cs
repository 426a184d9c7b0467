using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Differential;

/// <summary>The options that sequences use.</summary>
internal static class Settings
{
    public static Setting Packet(PacketType value) => new Setting<PacketType>(
        TcpOptions.Packet, value, static (options, v) => options with { Packet = v });

    public static Setting Active(TcpActive value) => new Setting<TcpActive>(
        TcpOptions.Active, value, static (options, v) => options with { Active = v });

    public static Setting PacketSize(int value) => new Setting<int>(
        TcpOptions.PacketSize, value, static (options, v) => options with { PacketSize = v });

    public static Setting Buffer(int value) => new Setting<int>(
        TcpOptions.Buffer, value, static (options, v) => options with { Buffer = v });

    public static Setting ExitOnClose(bool value) => new Setting<bool>(
        TcpOptions.ExitOnClose, value, static (options, v) => options with { ExitOnClose = v });

    public static Setting ShowEconnreset(bool value) => new Setting<bool>(
        TcpOptions.ShowEconnreset, value, static (options, v) => options with { ShowEconnreset = v });

    public static Setting SendTimeout(int milliseconds) => new Setting<TimeSpan>(
        TcpOptions.SendTimeout,
        milliseconds < 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(milliseconds),
        static (options, v) => options with { SendTimeout = v });

    public static Setting SendTimeoutClose(bool value) => new Setting<bool>(
        TcpOptions.SendTimeoutClose, value, static (options, v) => options with { SendTimeoutClose = v });

    public static Setting HighWatermark(int value) => new Setting<int>(
        TcpOptions.HighWatermark, value, static (options, v) => options with { HighWatermark = v });

    public static Setting LowWatermark(int value) => new Setting<int>(
        TcpOptions.LowWatermark, value, static (options, v) => options with { LowWatermark = v });

    public static Setting DelaySend(bool value) => new Setting<bool>(
        TcpOptions.DelaySend, value, static (options, v) => options with { DelaySend = v });

    public static Setting NoDelay(bool value) => new Setting<bool>(
        TcpOptions.NoDelay, value, static (options, v) => options with { NoDelay = v });

    public static Setting KeepAlive(bool value) => new Setting<bool>(
        TcpOptions.KeepAlive, value, static (options, v) => options with { KeepAlive = v });

    public static Setting Linger(TcpLinger value) => new Setting<TcpLinger>(
        TcpOptions.Linger, value, static (options, v) => options with { Linger = v });
}
