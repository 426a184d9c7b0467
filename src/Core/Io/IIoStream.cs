using System.Buffers;

namespace TcpBackends.Core.Io;

/// <summary>The data path: attempts that never block, and waits for when they may succeed.</summary>
internal interface IIoStream : IIoWaits
{
    /// <summary>
    /// Whether the last receive took all there was and nothing is known to have come since, so that another attempt can be spared by who
    /// can wait. False: it may, or may not be so.
    /// </summary>
    bool IsDrained { get; }

    IoResult TryReceive(Span<byte> destination);

    /// <summary>Sends as much as the kernel takes of the header and the body, in one system call.</summary>
    IoResult TrySend(ReadOnlySpan<byte> header, in ReadOnlySequence<byte> body);

    /// <summary>
    /// Says whether what was read is not received to the end yet, so that what is sent meanwhile may go out together, without delay beyond
    /// the moment in which the caller goes on.
    /// </summary>
    void SetUnreceived(bool any);

    TcpError Shutdown(TcpShutdown how);
}
