using TcpBackends.Core.Waiting;

namespace TcpBackends.DirectSocket.Internal;

/// <summary>What is to be done once the state lock is left.</summary>
internal struct Aftermath
{
    /// <summary>Callers to be woken.</summary>
    public Wakeups Wakeups;

    /// <summary>The descriptor is to be closed, and so is the input.</summary>
    public bool EndsDescriptor;

    /// <summary>The receives that wait are to be completed with <c>closed</c>.</summary>
    public bool EndsInput;
}
