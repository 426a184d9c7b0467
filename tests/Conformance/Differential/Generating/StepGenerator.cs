using FsCheck;
using FsCheck.Fluent;
using TcpBackends.Framing;
using TcpBackends.Tests.Conformance.Differential.Steps;

namespace TcpBackends.Tests.Conformance.Differential.Generating;

/// <summary>Draws single steps.</summary>
internal static class StepGenerator
{
    private static readonly int[] SendSizes =
    [
        0, 1, 2, 5, 10, 100, 255, 256, 999, 1000, 1459, 1460, 1461, 4095, 4096, 4097, 8188, 8191, 8192, 8193, 20_000, 65_536,
        70_000, Send.MoreThanKernel,
    ];

    private static readonly int[] FrameSizes = [0, 1, 2, 3, 4, 5, 10, 40, 100, 255, 256, 1000, 1456, 1460, 1461, 3000, 8192];

    private static readonly int[] QueueLevels = [0, 100, 1000, 4095, 4096, 4097, 8000, 8191, 8192, 9000];

    /// <summary>Steps of a connection whose peer sends, for the most part, packets of this type.</summary>
    public static Gen<Step> Any(PacketType packet) => Gen.Frequency(
    [
        (20, Sending),
        (24, Receiving),
        (24, PeerSending(packet)),
        (6, As(Gen.Elements(1, 2, 10, 100, 1000, 5000).Select(count => new PeerRead(count)))),
        (8, One(new PeerDrain())),
        (10, Changing),
        (5, As(SettingGenerator.Any.Select(setting => new GetOption(setting)))),
        (3, One(new Names())),
        (3, One(new Counters())),
        (5, As(Gen.Elements(TcpShutdown.Read, TcpShutdown.Write, TcpShutdown.ReadWrite).Select(how => new Shutdown(how)))),
        (3, One(new Close())),
        (6, One(new PeerFin())),
        (4, As(Gen.Elements(true, false).Select(resets => new PeerClose(resets)))),
        (6, Clogging),
    ]);

    /// <summary>The same of a connection that tells its owner something.</summary>
    public static Gen<Step> WithMail(PacketType packet) => Gen.Frequency(
    [
        (10, Any(packet)),
        (3, As(SettingGenerator.Active.Select(setting => new SetOption(setting)))),
        (1, As(from giver in Gen.Choose(0, 1) from taker in Gen.Choose(0, 1) select new HandOver(giver, taker))),
    ]);

    public static Gen<Step> Clogging { get; } = As(Gen.Elements(QueueLevels).Select(level => new Clog(level)));

    private static Gen<Step> Sending { get; } = As(Gen.Elements(SendSizes).Select(size => new Send(size)));

    private static Gen<Step> Changing { get; } = As(SettingGenerator.Any.Select(setting => new SetOption(setting)));

    private static Gen<Step> Receiving { get; } = As(
        from length in Gen.Frequency(
            [(3, Gen.Constant(0)), (2, Gen.Elements(1, 2, 3, 4, 5, 10, 50, 500, 1461, 3000, 10_000))])
        from timeout in Gen.Frequency([(3, Gen.Constant((int?)null)), (4, Gen.Constant((int?)0)), (1, Gen.Constant((int?)15))])
        select new Receive(length, timeout));

    private static Gen<Step> PeerSending(PacketType packet) => As(
        from type in Gen.Frequency([(4, Gen.Constant(packet)), (1, SettingGenerator.Packets)])
        from sizes in Gen.Frequency(
            [(4, Gen.ListOf(Gen.Elements(FrameSizes), 1)), (2, Gen.ListOf(Gen.Elements(FrameSizes), 2)),
            (1, Gen.ListOf(Gen.Elements(FrameSizes), 4))])
        from kept in Gen.Frequency([(4, Gen.Constant(0)), (2, Gen.Elements(1, 2, 3, 4, 5, 6, 50, 1000))])
        select new PeerSend(type, [.. sizes], kept));

    private static Gen<Step> One(Step step) => Gen.Constant(step);

    private static Gen<Step> As<T>(Gen<T> steps)
        where T : Step => steps.Select(step => (Step)step);
}
