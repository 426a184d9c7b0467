namespace TcpBackends.Tests.Conformance.Harness;

/// <summary>A packet on the wire, and what a receive delivers of it.</summary>
public sealed record PacketSample(byte[] Bytes, byte[] Delivered)
{
    /// <summary>A packet that is delivered as it is on the wire.</summary>
    public PacketSample(byte[] bytes)
        : this(bytes, bytes)
    {
    }
}
