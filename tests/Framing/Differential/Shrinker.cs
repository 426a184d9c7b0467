using TcpBackends.Tests.Framing.Cases;

namespace TcpBackends.Tests.Framing.Differential;

/// <summary>Makes a failing case smaller as long as it fails.</summary>
internal static class Shrinker
{
    private const int Rounds = 500;

    /// <param name="failing">The case.</param>
    /// <param name="findFailing">Tells the first of the given cases that fails; null: none.</param>
    public static async Task<DecodeCase> ShrinkAsync(
        DecodeCase failing, Func<IReadOnlyList<DecodeCase>, Task<DecodeCase?>> findFailing)
    {
        for (int round = 0; round < Rounds; round++)
        {
            if (await findFailing([.. Smaller(failing)]) is not { } smaller)
            {
                break;
            }

            failing = smaller;
        }

        return failing;
    }

    private static IEnumerable<DecodeCase> Smaller(DecodeCase failing)
    {
        if (failing.PacketSize is not null)
        {
            yield return failing with { PacketSize = null };
        }

        if (failing.LineLength is not null)
        {
            yield return failing with { LineLength = null };
        }

        if (failing.LineDelimiter is not null)
        {
            yield return failing with { LineDelimiter = null };
        }

        for (int size = failing.Bytes.Length; size > 0; size /= 2)
        {
            for (int at = 0; at + size <= failing.Bytes.Length; at += size)
            {
                yield return failing with { Bytes = [.. failing.Bytes[..at], .. failing.Bytes[(at + size)..]] };
            }
        }

        for (int at = 0; at < failing.Bytes.Length; at++)
        {
            if (failing.Bytes[at] != 'a')
            {
                yield return failing with { Bytes = [.. failing.Bytes[..at], (byte)'a', .. failing.Bytes[(at + 1)..]] };
            }
        }
    }
}
