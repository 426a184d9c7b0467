namespace TcpBackends.Core.Io;

/// <summary>
/// Counts the calls that are inside a socket, so that it is closed after the last of them. A descriptor that is closed under a call could be
/// reused under it, and a socket of System.Net.Sockets would reset its connection to get the call back.
/// </summary>
internal struct UseCount
{
    private const int ClosedFlag = 1 << 30;

    private int _uses;

    /// <summary>False: it is closed.</summary>
    public bool TryEnter()
    {
        if ((Interlocked.Increment(ref _uses) & ClosedFlag) == 0)
        {
            return true;
        }

        Exit();
        return false;
    }

    public void Exit() => Interlocked.Decrement(ref _uses);

    /// <summary>Turns later calls away and waits for those under way, none of which blocks. False: it was closed before.</summary>
    public bool TryClose()
    {
        if ((Interlocked.Or(ref _uses, ClosedFlag) & ClosedFlag) != 0)
        {
            return false;
        }

        var spin = default(SpinWait);
        while (Volatile.Read(ref _uses) != ClosedFlag)
        {
            spin.SpinOnce();
        }

        return true;
    }
}
