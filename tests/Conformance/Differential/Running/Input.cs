using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Differential.Running;

/// <summary>The bytes that have arrived and were not received.</summary>
internal sealed class Input
{
    private readonly List<byte> _bytes = [];

    public int Length => _bytes.Count;

    public void Arrive(ReadOnlySpan<byte> bytes) => _bytes.AddRange(bytes);

    public void Consume(int count) => _bytes.RemoveRange(0, Math.Min(count, _bytes.Count));

    public void Clear() => _bytes.Clear();

    /// <summary>Whether a packet of this type, prefixed with its length, has begun to arrive and has not arrived in full.</summary>
    public bool IsInMidFrame(PacketType packet) =>
        packet != PacketType.Raw && Length > 0 && (IsInMidHeader(packet) || Length < FrameLength(packet));

    /// <summary>Whether only a part of its header has.</summary>
    public bool IsInMidHeader(PacketType packet) => Length > 0 && Length < (int)packet;

    private long FrameLength(PacketType packet)
    {
        long length = 0;
        for (int i = 0; i < (int)packet; i++)
        {
            length = (length << 8) | _bytes[i];
        }

        return (int)packet + length;
    }
}
