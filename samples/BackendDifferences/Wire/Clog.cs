namespace TcpBackends.Samples.BackendDifferences.Wire;

/// <summary>A connection whose kernel buffers are full.</summary>
/// <param name="Send">The send that found no room.</param>
/// <param name="Returned">Whether that send returned although the peer reads nothing.</param>
/// <param name="Queued">The bytes in the driver queue.</param>
/// <param name="Length">The bytes of this and the earlier sends together.</param>
internal sealed record Clog(Task<TcpSendResult> Send, bool Returned, long Queued, long Length);
