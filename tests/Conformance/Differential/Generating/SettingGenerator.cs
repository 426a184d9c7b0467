using FsCheck;
using FsCheck.Fluent;
using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Differential.Generating;

/// <summary>Draws options and their values.</summary>
internal static class SettingGenerator
{
    private static readonly int[] Watermarks = [0, 1, 100, 1000, 4096, 5000, 8192, 20_000];

    public static Gen<PacketType> Packets { get; } = Gen.Frequency(
    [
        (3, Gen.Constant(PacketType.Raw)),
        (1, Gen.Constant(PacketType.Length1)),
        (1, Gen.Constant(PacketType.Length2)),
        (2, Gen.Constant(PacketType.Length4)),
    ]);

    public static Gen<bool> Boolean { get; } = Gen.Elements(true, false);

    public static Gen<Setting> Active { get; } = Gen.Frequency(
    [
        (4, Gen.Constant(TcpActive.Once)),
        (3, Gen.Constant(TcpActive.True)),
        (4, Gen.Elements(1, 2, 3, 5, 0, -1).Select(TcpActive.Count)),
        (2, Gen.Constant(TcpActive.False)),
    ]).Select(Settings.Active);

    public static Gen<Setting> Any { get; } = Gen.Frequency(
    [
        (6, Packets.Select(Settings.Packet)),
        // Listed: without a bound OTP's socket waits for a packet of more than 2 GiB.
        (3, Gen.Elements(1, 4, 10, 100, 1000).Select(Settings.PacketSize)),
        (3, Gen.Elements(8, 10, 100, 1000, 1460, 5000).Select(Settings.Buffer)),
        (5, Boolean.Select(Settings.ExitOnClose)),
        (5, Boolean.Select(Settings.ShowEconnreset)),
        (6, Gen.Elements(-1, 0, 0, 15).Select(Settings.SendTimeout)),
        (2, Boolean.Select(Settings.SendTimeoutClose)),
        (4, Gen.Elements(Watermarks).Select(Settings.HighWatermark)),
        (4, Gen.Elements(Watermarks).Select(Settings.LowWatermark)),
        (3, Boolean.Select(Settings.DelaySend)),
        (2, Boolean.Select(Settings.NoDelay)),
        (1, Boolean.Select(Settings.KeepAlive)),
        (2, Gen.Elements(TcpLinger.Off, TcpLinger.Reset).Select(Settings.Linger)),
    ]);
}
