namespace TcpBackends.Tests.Conformance.Differential.Running;

/// <summary>What was seen of an operation.</summary>
/// <param name="Text">All that is compared.</param>
/// <param name="Error">Its error, if it has one.</param>
/// <param name="Data">The bytes it delivered.</param>
internal sealed record Observation(string Text, TcpError Error = TcpError.None, ReadOnlyMemory<byte> Data = default)
{
    private const int Shown = 12;

    public static Observation Of(TcpResult result) => new(result.ToString(), result.Error);

    public static Observation Of(TcpResult<TcpPacket> result) => result.TryGetValue(out TcpPacket packet)
        ? new Observation($"{{ok,{Describe(packet.Span)}}}", TcpError.None, packet.Memory)
        : new Observation(((TcpResult)result.Error).ToString(), result.Error);

    /// <summary>The bytes, or where there are many, the first and a checksum.</summary>
    public static string Describe(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length <= Shown)
        {
            return $"<<{Convert.ToHexString(bytes)}>>";
        }

        uint sum = 17;
        foreach (byte item in bytes)
        {
            sum = (sum * 31) + item;
        }

        return $"<<{Convert.ToHexString(bytes[..Shown])}.. {bytes.Length} bytes, sum {sum:x8}>>";
    }
}
