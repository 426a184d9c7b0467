namespace TcpBackends.Core.Waiting;

/// <summary>
/// Lets a thread that watches sockets go on itself with what a caller does after its wait, which saves the way through the thread pool.
/// That is not done where the wait is decided but last of all, with no lock held and nothing left to do, for one caller in each
/// turn; the others go on in the pool.
/// </summary>
internal static class InlineCompletion
{
    [ThreadStatic]
    private static bool _isOpen;

    [ThreadStatic]
    private static Waiter? _last;

    /// <summary>Begins a turn of this thread.</summary>
    public static void Open() => _isOpen = true;

    /// <summary>Ends the turn.</summary>
    /// <returns>Whose task is still to be completed.</returns>
    public static Waiter? Close()
    {
        _isOpen = false;
        Waiter? last = _last;
        _last = null;
        return last;
    }

    /// <summary>Leaves the completion to the end of the turn. False: there is none, or it has one already.</summary>
    public static bool TryDefer(Waiter waiter)
    {
        if (!_isOpen || _last is not null)
        {
            return false;
        }

        _last = waiter;
        return true;
    }
}
