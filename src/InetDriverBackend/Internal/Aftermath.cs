using TcpBackends.Core.Waiting;

namespace TcpBackends.InetDriver.Internal;

/// <summary>What is to be done once the state lock is left.</summary>
internal struct Aftermath
{
    /// <summary>Callers to be woken.</summary>
    public Wakeups Wakeups;

    /// <summary>The descriptor is to be closed, and so is the input.</summary>
    public bool EndsDescriptor;

    /// <summary>The connection broke, which the owner of an active socket is told.</summary>
    public bool IsBroken;

    /// <summary>The receives that wait are to be completed with <c>closed</c>.</summary>
    public bool EndsInput;

    /// <summary>A deferred shutdown took effect: a receive that waits must look again.</summary>
    public bool InputChanged;

    /// <summary>Nothing is queued any more.</summary>
    public bool Drained;

    /// <summary>Why queued data could not be sent.</summary>
    public TcpError FlushError;

    /// <summary>How much that was.</summary>
    public long LostBytes;
}
