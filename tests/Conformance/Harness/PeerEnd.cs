namespace TcpBackends.Tests.Conformance.Harness;

/// <summary>How a stream ended, as the peer saw it.</summary>
public enum PeerEnd
{
    /// <summary>In an orderly way: FIN.</summary>
    Closed,

    /// <summary>With a reset: RST.</summary>
    EConnReset,
}

/// <summary>What the peer read until the end of the stream.</summary>
public sealed record PeerReading(byte[] Bytes, PeerEnd End)
{
    public override string ToString() => $"{Bytes.Length} bytes, then {End}";
}
