using System.Buffers;

namespace TcpBackends.Core.Io;

/// <summary>The data path: attempts that never block, and waits for when they may succeed.</summary>
internal interface IIoStream : IIoWaits
{
    IoResult TryReceive(Span<byte> destination);

    /// <summary>Sends as much as the kernel takes of the header and the body, in one system call.</summary>
    IoResult TrySend(ReadOnlySpan<byte> header, in ReadOnlySequence<byte> body);

    TcpError Shutdown(TcpShutdown how);
}
