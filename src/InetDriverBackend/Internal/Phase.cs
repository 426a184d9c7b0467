namespace TcpBackends.InetDriver.Internal;

/// <summary>The states of the driver's connections.</summary>
internal enum Phase
{
    Connected,

    /// <summary>The peer's stream has ended, and <c>exit_on_close</c> is off: sending goes on.</summary>
    HalfClosed,

    /// <summary>The descriptor is gone, the handle is not: one more answer may be owed to a receive and to a send.</summary>
    DescriptorClosed,

    /// <summary>Closed by this side.</summary>
    Gone,
}
