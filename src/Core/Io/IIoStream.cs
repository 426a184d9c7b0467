using System.Buffers;

namespace TcpBackends.Core.Io;

/// <summary>The data path: attempts that never block, and waits for when they may succeed.</summary>
internal interface IIoStream
{
    /// <summary>Says who hears of readiness. Called before the first wait; called again, it moves later notifications.</summary>
    void Start(IIoEvents events);

    IoResult TryReceive(Span<byte> destination);

    /// <summary>Sends as much as the kernel takes of the header and the body, in one system call.</summary>
    IoResult TrySend(ReadOnlySpan<byte> header, in ReadOnlySequence<byte> body);

    TcpError Shutdown(TcpShutdown how);

    /// <summary>
    /// Asks for one <see cref="IIoEvents.OnReadable"/>, after an attempt that would block. False: it became readable since
    /// that attempt, so try again instead.
    /// </summary>
    bool WaitReadable();

    /// <summary>As <see cref="WaitReadable"/>, for sending and for the outcome of a connect.</summary>
    bool WaitWritable();
}
