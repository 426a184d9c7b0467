namespace TcpBackends.Tests.Framing.Generators;

/// <summary>Lengths that a header may claim.</summary>
internal static class LengthGenerator
{
    public static uint Any(Choices choices) => choices.Number(4) switch
    {
        0 => choices.Bits(),
        1 => (uint)choices.Number(40),
        2 => choices.Pick(0u, 255u, 256u, 65_535u, 65_536u, (uint)int.MaxValue, 1u << 31, uint.MaxValue),
        // Where header and body together leave 31 bits, and where their sum leaves 32.
        _ => choices.Pick<uint>(int.MaxValue, uint.MaxValue) - (uint)choices.Number(20),
    };
}
