namespace TcpBackends.Core.Io.Linux;

/// <summary>
/// One direction of a socket's readiness. An edge that comes between an attempt and the wait must not be lost: the loop raises the
/// edge count before it looks for a wait, the waiter asks for its wait before it looks at the count, so one of them sees the other.
/// </summary>
internal struct Readiness
{
    private int _edges;
    private int _edgesAtAttempt;
    private int _edgesAtDrain;
    private bool _mayHideMore;
    private LinuxSocket? _waiting;

    /// <summary>Whether all was taken, and no edge came since.</summary>
    public readonly bool IsDrained => _edgesAtDrain != 0 && _edgesAtDrain == Volatile.Read(in _edges) && !Volatile.Read(in _mayHideMore);

    /// <summary>Called before every attempt.</summary>
    public void BeginAttempt() => _edgesAtAttempt = Volatile.Read(ref _edges);

    /// <summary>The attempt took less than it had room for.</summary>
    public void HasTakenAll(bool isEnd) => _edgesAtDrain = isEnd ? 0 : _edgesAtAttempt;

    /// <summary>From now on only an attempt tells: the end of the stream has no edge of its own, and a read stops before urgent data.</summary>
    public void DrainNoMore() => Volatile.Write(ref _mayHideMore, true);

    /// <summary>Asks for a notification. False: an edge came since the attempt began.</summary>
    public bool Want(LinuxSocket socket)
    {
        Interlocked.Exchange(ref _waiting, socket);
        return Volatile.Read(ref _edges) == _edgesAtAttempt || Interlocked.Exchange(ref _waiting, null) is null;
    }

    public void WantNoMore() => Volatile.Write(ref _waiting, null);

    /// <summary>Counts an edge.</summary>
    /// <returns>Who is to be notified.</returns>
    public LinuxSocket? Signal()
    {
        Interlocked.Increment(ref _edges);
        return Volatile.Read(ref _waiting) is null ? null : Interlocked.Exchange(ref _waiting, null);
    }
}
