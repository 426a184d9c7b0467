namespace TcpBackends.Framing;

/// <summary>Where a packet lies at the front of a stream.</summary>
/// <param name="Status">Whether there is one.</param>
/// <param name="HeaderLength">The bytes before the payload, which are not delivered.</param>
/// <param name="TotalLength">Everything to be taken from the stream, as soon as it is known; 0 before that.</param>
/// <param name="TrailerLength">The bytes after the payload, which are not delivered: the padding of FastCGI.</param>
public readonly record struct PacketScan(PacketStatus Status, int HeaderLength, int TotalLength, int TrailerLength = 0)
{
    /// <summary>The bytes delivered.</summary>
    public int PayloadLength => TotalLength - HeaderLength - TrailerLength;
}
