using FsCheck;
using FsCheck.Fluent;

namespace TcpBackends.Tests.Conformance.Differential.Generating;

/// <summary>Draws sequences, and makes one that fails smaller.</summary>
internal static class SequenceGenerator
{
    private const int LeastSteps = 2;
    private const int MostSteps = 16;

    public static Arbitrary<Sequence> Sequences { get; } = Arb.From(Any(), sequence => sequence.Smaller());

    /// <summary>The sequence of a seed, always the same.</summary>
    public static Sequence OfSeed(int seed)
    {
        // FsCheck asks for an odd second number.
        var random = new Rnd(unchecked((ulong)seed * 0x9E3779B97F4A7C15), 0xD1B54A32D192ED03);
        return Sequences.Generator.Sample(1, random, MostSteps).Single();
    }

    private static Gen<Sequence> Any() =>
        from small in Gen.Frequency([(3, Gen.Constant(false)), (2, Gen.Constant(true))])
        from packet in SettingGenerator.Packets
        from count in Gen.Choose(0, 4)
        from others in Gen.ListOf(SettingGenerator.Any, count)
        from clogs in Gen.Frequency([(small ? 3 : 0, Gen.Constant(1)), (2, Gen.Constant(0))])
        from first in Gen.ListOf(StepGenerator.Clogging, clogs)
        from length in Gen.Choose(LeastSteps, MostSteps)
        from mail in Gen.Frequency([(1, Gen.Constant(true)), (2, Gen.Constant(false))])
        from active in Gen.ListOf(SettingGenerator.Active, mail ? 1 : 0)
        from steps in Gen.ListOf(mail ? StepGenerator.WithMail(packet) : StepGenerator.Any(packet), length)
        select new Sequence(small, Distinct([Settings.Packet(packet), .. active, .. others]), [.. first, .. steps]);

    /// <summary>
    /// Of several values for the same option the first one. No low_watermark: where it contradicts high_watermark, the order decides,
    /// and the options of the library have none.
    /// </summary>
    private static List<Setting> Distinct(IEnumerable<Setting> settings) =>
        [.. settings.DistinctBy(setting => setting.Key).Where(setting => setting.Key != TcpOptions.LowWatermark)];
}
