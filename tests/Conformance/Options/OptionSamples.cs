using System.Net;
using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Options;

/// <summary>A sample of every option that can be given to a TCP socket, in the order of <see cref="TcpOptions.All"/>.</summary>
internal static class OptionSamples
{
    private const int MaximumBuffer = 64 * 1024 * 1024;

    public static IReadOnlyList<OptionSample> All { get; } =
    [
        OptionSample.Of(TcpOptions.Family, TcpAddressFamily.Inet),
        OptionSample.Of(TcpOptions.LocalAddress, IPAddress.Loopback),
        OptionSample.Of(TcpOptions.LocalPort, 0) with { Beyond = [TcpOptions.LocalPort.With(-1), TcpOptions.LocalPort.With(65536)] },
        OptionSample.Of(TcpOptions.LocalPath, "p") with { Beyond = [TcpOptions.LocalPath.With("")] },
        OptionSample.Of(TcpOptions.Backlog, 7) with { Beyond = [TcpOptions.Backlog.With(-1), TcpOptions.Backlog.With(65536)] },
        OptionSample.Of(TcpOptions.Descriptor, 9999) with { Beyond = [TcpOptions.Descriptor.With(-1)] },
        OptionSample.Of(TcpOptions.NetworkNamespace, "/proc/self/ns/net") with { Beyond = [TcpOptions.NetworkNamespace.With("")] },
        OptionSample.Of(TcpOptions.AddressModule, TcpAddressModules.Inet),
        OptionSample.Of(TcpOptions.Active, TcpActive.Count(3)),
        OptionSample.Of(TcpOptions.Mode, TcpMode.List),
        OptionSample.Of(TcpOptions.Header, 3, 0, int.MaxValue),
        OptionSample.Of(TcpOptions.Deliver, TcpDeliver.Port),
        OptionSample.Of(TcpOptions.Packet, PacketType.Length4) with { Beyond = [TcpOptions.Packet.With((PacketType)3)] },
        OptionSample.Of(TcpOptions.PacketSize, 1234, 0, int.MaxValue),
        OptionSample.Of(TcpOptions.LineDelimiter, (byte)59) with
        {
            Limits = [TcpOptions.LineDelimiter.With(0), TcpOptions.LineDelimiter.With(255)],
        },
        OptionSample.Of(TcpOptions.Buffer, 7777, 1, MaximumBuffer),
        OptionSample.Of(TcpOptions.ReceiveBuffer, 20_000, Kernel.Keeps(20_000)) with { Beyond = [TcpOptions.ReceiveBuffer.With(-1)] },
        OptionSample.Of(TcpOptions.SendBuffer, 20_000, Kernel.Keeps(20_000)) with { Beyond = [TcpOptions.SendBuffer.With(-1)] },
        OptionSample.Of(TcpOptions.NoDelay, true),
        OptionSample.Of(TcpOptions.KeepAlive, true),
        OptionSample.Of(TcpOptions.ReuseAddress, true),
        OptionSample.Of(TcpOptions.Linger, new TcpLinger(true, 9)) with
        {
            Limits = [TcpOptions.Linger.With(TcpLinger.Reset), TcpOptions.Linger.With(new TcpLinger(true, 65535))],
            Beyond = [TcpOptions.Linger.With(new TcpLinger(true, -1)), TcpOptions.Linger.With(new TcpLinger(true, 65536))],
        },
        OptionSample.Of(TcpOptions.SendTimeout, TimeSpan.FromMilliseconds(123)) with
        {
            Limits = [TcpOptions.SendTimeout.With(TimeSpan.Zero), TcpOptions.SendTimeout.With(TimeSpan.FromMilliseconds(4294967294))],
            Beyond =
            [
                TcpOptions.SendTimeout.With(TimeSpan.FromMilliseconds(-2)),
                TcpOptions.SendTimeout.With(TimeSpan.FromMilliseconds(4294967295)),
            ],
        },
        OptionSample.Of(TcpOptions.SendTimeoutClose, true),
        OptionSample.Of(TcpOptions.HighWatermark, 5000, 0, int.MaxValue),
        OptionSample.Of(TcpOptions.LowWatermark, 100, 0, int.MaxValue),
        OptionSample.Of(TcpOptions.HighMessageQueueWatermark, 5000, 1, int.MaxValue),
        OptionSample.Of(TcpOptions.LowMessageQueueWatermark, 100, 1, int.MaxValue),
        OptionSample.Of(TcpOptions.DelaySend, true),
        OptionSample.Of(TcpOptions.ExitOnClose, false),
        OptionSample.Of(TcpOptions.ShowEconnreset, true),
        OptionSample.Of(TcpOptions.TypeOfService, 16, 0, 255),
        OptionSample.Of(TcpOptions.TrafficClass, 8, 0, 255),
        OptionSample.Of(TcpOptions.Priority, 5) with
        {
            // More needs a privilege.
            Limits = [TcpOptions.Priority.With(0), TcpOptions.Priority.With(6)],
            Beyond = [TcpOptions.Priority.With(-1)],
        },
        OptionSample.Of(TcpOptions.TimeToLive, 33) with
        {
            Limits = [TcpOptions.TimeToLive.With(1), TcpOptions.TimeToLive.With(255)],
            Beyond = [TcpOptions.TimeToLive.With(-1), TcpOptions.TimeToLive.With(256)],
        },
        OptionSample.Of(TcpOptions.ReceiveTypeOfService, true),
        OptionSample.Of(TcpOptions.ReceiveTrafficClass, true),
        OptionSample.Of(TcpOptions.ReceiveTimeToLive, true),
        OptionSample.Of(TcpOptions.PacketOptions, default),
        OptionSample.Of(TcpOptions.DontRoute, true),
        OptionSample.Of(TcpOptions.V6Only, true),
        OptionSample.Of(TcpOptions.BindToDevice, "lo") with { Beyond = [TcpOptions.BindToDevice.With("sixteen-letters-")] },
        OptionSample.Of(TcpOptions.UserTimeout, TimeSpan.FromMilliseconds(1234)) with
        {
            Limits = [TcpOptions.UserTimeout.With(TimeSpan.Zero), TcpOptions.UserTimeout.With(TimeSpan.FromMilliseconds(int.MaxValue))],
            Beyond =
            [
                TcpOptions.UserTimeout.With(TimeSpan.FromMilliseconds(-1)),
                TcpOptions.UserTimeout.With(TimeSpan.FromMilliseconds(1L + int.MaxValue)),
                TcpOptions.UserTimeout.With(TimeSpan.FromMicroseconds(1500)),
            ],
        },
        KeepAlive(TcpOptions.KeepAliveIdle),
        KeepAlive(TcpOptions.KeepAliveInterval),
        OptionSample.Of(TcpOptions.KeepAliveCount, 5, 1, 127),
        OptionSample.Of(TcpOptions.ReusePort, true),
        OptionSample.Of(TcpOptions.QuickAck, false),
        OptionSample.Of(TcpOptions.Cork, true),
        OptionSample.Of(TcpOptions.Raw, [new TcpRawOption(6, 8, "\u001e\0\0\0"u8.ToArray())]),
    ];

    private static OptionSample KeepAlive(TcpOption<TimeSpan> option) => OptionSample.Of(option, TimeSpan.FromSeconds(77)) with
    {
        Limits = [option.With(TimeSpan.FromSeconds(1)), option.With(TimeSpan.FromSeconds(32767))],
        Beyond =
        [
            option.With(TimeSpan.Zero), option.With(TimeSpan.FromSeconds(32768)), option.With(TimeSpan.FromMilliseconds(1500)),
        ],
    };
}
