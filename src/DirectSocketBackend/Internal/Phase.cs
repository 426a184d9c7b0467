namespace TcpBackends.DirectSocket.Internal;

/// <summary>The states of the socket module's connections.</summary>
internal enum Phase
{
    Connected,

    /// <summary>The peer's stream has ended, or receiving was shut down here. Sending is up to the kernel.</summary>
    ReadClosed,

    /// <summary>Both directions were shut down here, together or reading first.</summary>
    ReadWriteClosed,

    /// <summary>A receive found a reset: the descriptor is closed, the handle is not.</summary>
    DescriptorClosed,

    /// <summary>Closed by this side.</summary>
    Gone,
}
