namespace TcpBackends.Tests.Framing.Generators;

/// <summary>Makes nearly valid bytes of valid ones.</summary>
internal static class Mutation
{
    public static byte[] Cut(Choices choices, byte[] bytes) => bytes[..choices.Number(bytes.Length + 1)];

    public static byte[] Damage(Choices choices, byte[] bytes)
    {
        List<byte> damaged = [.. bytes];
        for (int count = choices.Number(1, 3); count > 0 && damaged.Count > 0; count--)
        {
            int at = choices.Number(damaged.Count);
            switch (choices.Number(4))
            {
                case 0:
                    damaged.RemoveAt(at);
                    break;
                case 1:
                    damaged.Insert(at, AnyByte(choices));
                    break;
                case 2:
                    damaged[at] ^= (byte)(1 << choices.Number(8));
                    break;
                default:
                    damaged[at] = AnyByte(choices);
                    break;
            }
        }

        return [.. damaged];
    }

    private static byte AnyByte(Choices choices) => choices.Pick(
        (byte)choices.Number(256), (byte)'\n', (byte)'\r', (byte)' ', (byte)'\t', (byte)':', (byte)'/', (byte)0, (byte)127);
}
