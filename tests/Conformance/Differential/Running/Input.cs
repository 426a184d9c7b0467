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

    /// <summary>Whether a packet that is too long has begun to arrive behind one that is not.</summary>
    public bool HasBadBehindGood(PacketType packet, int packetSize) => FindBad(packet, packetSize) > 0;

    /// <summary>Whether a packet that is too long has begun to arrive.</summary>
    public bool HasBad(PacketType packet, int packetSize) => FindBad(packet, packetSize) >= 0;

    /// <summary>Where a packet that is too long begins; -1 if there is none.</summary>
    private int FindBad(PacketType packet, int packetSize)
    {
        int at = 0;
        while (packet != PacketType.Raw && at + (int)packet <= Length)
        {
            long length = FrameLength(packet, at);
            if (length > int.MaxValue || (packetSize > 0 && length - (int)packet > packetSize))
            {
                return at;
            }

            at = (int)Math.Min(at + length, Length);
        }

        return -1;
    }

    private long FrameLength(PacketType packet, int at = 0)
    {
        long length = 0;
        for (int i = 0; i < (int)packet; i++)
        {
            length = (length << 8) | _bytes[at + i];
        }

        return (int)packet + length;
    }
}
