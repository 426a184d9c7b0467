using TcpBackends.Internal;

namespace TcpBackends;

public static partial class TcpOptions
{
    /// <summary>How long a send may wait. Erlang: <c>send_timeout</c>.</summary>
    public static TcpOption<TimeSpan> SendTimeout { get; } = OptionDefinition.Struct<TimeSpan>(
        "send_timeout", nameof(SendTimeout), "infinity, or milliseconds from 0 to 4294967294", OptionTraits.Kept("infinity"),
        OptionText.TryParseTimeout,
        timeout => timeout == Timeout.InfiniteTimeSpan || timeout.TotalMilliseconds is >= 0 and <= 4294967294,
        o => o.SendTimeout, (o, v) => o with { SendTimeout = v });

    /// <summary>Whether a send timeout closes the socket. Erlang: <c>send_timeout_close</c>.</summary>
    public static TcpOption<bool> SendTimeoutClose { get; } = OptionDefinition.Boolean(
        "send_timeout_close", nameof(SendTimeoutClose), OptionTraits.Kept("false"),
        o => o.SendTimeoutClose, (o, v) => o with { SendTimeoutClose = v });

    /// <summary>From where on a send waits. Erlang: <c>high_watermark</c>.</summary>
    public static TcpOption<int> HighWatermark { get; } = OptionDefinition.Integer(
        "high_watermark", nameof(HighWatermark), 0, int.MaxValue, OptionTraits.OfTheDriver("8192"),
        o => o.HighWatermark, (o, v) => o with { HighWatermark = v });

    /// <summary>Until where a send waits. Erlang: <c>low_watermark</c>.</summary>
    public static TcpOption<int> LowWatermark { get; } = OptionDefinition.Integer(
        "low_watermark", nameof(LowWatermark), 0, int.MaxValue, OptionTraits.OfTheDriver("4096"),
        o => o.LowWatermark, (o, v) => o with { LowWatermark = v });

    /// <summary>No effect: there is no message queue. Erlang: <c>high_msgq_watermark</c>.</summary>
    public static TcpOption<int> HighMessageQueueWatermark { get; } = OptionDefinition.Integer(
        "high_msgq_watermark", nameof(HighMessageQueueWatermark), 1, int.MaxValue, MessageQueue("8192"),
        o => o.HighMessageQueueWatermark, (o, v) => o with { HighMessageQueueWatermark = v });

    /// <summary>No effect: there is no message queue. Erlang: <c>low_msgq_watermark</c>.</summary>
    public static TcpOption<int> LowMessageQueueWatermark { get; } = OptionDefinition.Integer(
        "low_msgq_watermark", nameof(LowMessageQueueWatermark), 1, int.MaxValue, MessageQueue("4096"),
        o => o.LowMessageQueueWatermark, (o, v) => o with { LowMessageQueueWatermark = v });

    /// <summary>
    /// Whether sends gather: none is tried at once, so that what is sent to the network is larger, but less often. What has gathered
    /// goes out when the sender pauses or a receive waits, after at most some milliseconds, and at <see cref="HighWatermark"/>. Erlang:
    /// <c>delay_send</c>.
    /// </summary>
    public static TcpOption<bool> DelaySend { get; } = OptionDefinition.Boolean(
        "delay_send", nameof(DelaySend), OptionTraits.KeptByInet("false"),
        o => o.DelaySend, (o, v) => o with { DelaySend = v });

    private static TcpOptionTraits MessageQueue(string byDefault)
    {
        TcpOptionTraits driver = OptionTraits.OfTheDriver(byDefault);
        return driver with { Inet = driver.Inet with { Handling = TcpOptionHandling.NoEffect } };
    }
}
