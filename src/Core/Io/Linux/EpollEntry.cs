namespace TcpBackends.Core.Io.Linux;

/// <summary>
/// What the loop has of a socket. It has the socket itself only while that waits: one that waits must not be collected, and one that
/// nobody has and that waits for nothing must be, since its finalizer closes the descriptor.
/// </summary>
internal sealed class EpollEntry
{
    public Readiness Read;
    public Readiness Write;

    /// <summary>Its slot and generation in the loop.</summary>
    public ulong Key { get; set; }

    public void OnReady(bool readable, bool writable, bool mayHideMore)
    {
        if (mayHideMore)
        {
            Read.DrainNoMore();
        }

        // Sending first: a reset is to be found by what waits to be sent, if anything does.
        if (writable)
        {
            Write.Signal()?.OnWritable();
        }

        if (readable)
        {
            Read.Signal()?.OnReadable();
        }
    }
}
