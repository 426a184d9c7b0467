namespace TcpBackends.Core.Io.Linux;

/// <summary>
/// One direction of a socket's readiness. An edge that comes between an attempt and the wait must not be lost: the loop raises the
/// edge count before it looks for a wait, the waiter asks for its wait before it looks at the count, so one of them sees the other.
/// </summary>
internal struct Readiness
{
    private int _edges;
    private int _edgesAtAttempt;
    private int _wanted;

    /// <summary>Called before every attempt.</summary>
    public void BeginAttempt() => _edgesAtAttempt = Volatile.Read(ref _edges);

    /// <summary>Asks for a notification. False: an edge came since the attempt began.</summary>
    public bool Want()
    {
        Interlocked.Exchange(ref _wanted, 1);
        return Volatile.Read(ref _edges) == _edgesAtAttempt || Interlocked.Exchange(ref _wanted, 0) == 0;
    }

    /// <summary>Counts an edge. True: somebody wants to be notified.</summary>
    public bool Signal()
    {
        Interlocked.Increment(ref _edges);
        return Volatile.Read(ref _wanted) != 0 && Interlocked.Exchange(ref _wanted, 0) != 0;
    }
}
