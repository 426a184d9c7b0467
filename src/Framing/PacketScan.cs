namespace TcpBackends.Framing;

/// <summary>Where a packet lies at the front of a stream.</summary>
/// <param name="Status">Whether there is one.</param>
/// <param name="HeaderLength">The bytes before the payload, which are not delivered.</param>
/// <param name="TotalLength">Header and payload together, as soon as the header says; 0 before that.</param>
public readonly record struct PacketScan(PacketStatus Status, int HeaderLength, int TotalLength)
{
    /// <summary>The bytes delivered.</summary>
    public int PayloadLength => TotalLength - HeaderLength;
}
