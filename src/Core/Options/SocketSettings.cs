using TcpBackends.Framing;

namespace TcpBackends.Core.Options;

/// <summary>
/// The options that the backend keeps itself. Immutable: sockets with the same settings share one instance, and a change makes a new
/// one, so that readers need no lock.
/// </summary>
internal sealed record SocketSettings
{
    public TcpMode Mode { get; init; }

    public int Header { get; init; }

    public TcpDeliver Deliver { get; init; }

    public PacketType Packet { get; init; }

    /// <summary>How often the packet type was set, to the same one or another.</summary>
    public int PacketChanges { get; init; }

    public int PacketSize { get; init; }

    public byte LineDelimiter { get; init; } = (byte)'\n';

    public int Buffer { get; init; }

    /// <summary>Whether the buffer was set, and not only derived from the kernel's receive buffer.</summary>
    public bool IsBufferExplicit { get; init; }

    public TimeSpan SendTimeout { get; init; } = Timeout.InfiniteTimeSpan;

    public bool SendTimeoutClose { get; init; }

    public int HighWatermark { get; init; } = 8192;

    public int LowWatermark { get; init; } = 4096;

    public int HighMessageQueueWatermark { get; init; } = 8192;

    public int LowMessageQueueWatermark { get; init; } = 4096;

    public bool DelaySend { get; init; }

    public string? NetworkNamespace { get; init; }

    /// <summary>Whether the descriptor was opened elsewhere.</summary>
    public bool IsAdopted { get; init; }

    public bool ExitOnClose { get; init; } = true;

    public bool ShowEconnreset { get; init; }
}
