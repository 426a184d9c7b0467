namespace TcpBackends.Core.Io.Linux;

/// <summary>
/// Sockets on which a caller sends while more of what was read ahead waits for it: as when many requests came together and each is
/// answered. The kernel has the bytes, and keeps the last of them for a moment so that they go out together. Only on the thread
/// of a loop, which lets them go when the caller has come to an end, as <see cref="LoopWatch"/> does while it does not.
/// </summary>
internal sealed class HeldSends
{
    [ThreadStatic]
    private static HeldSends? _current;

    private readonly Lock _lock = new();
    private readonly List<LinuxSocket> _sockets = [];
    private bool _isClosed;

    /// <summary>Whether what this thread sends on a socket may be kept, since it will be let go.</summary>
    public static bool TryHold(LinuxSocket socket) => _current is { } current && current.TryAdd(socket);

    /// <summary>Begins on this thread.</summary>
    public void Begin() => _current = this;

    /// <summary>Ends on this thread.</summary>
    public void End()
    {
        _current = null;
        if (_sockets.Count > 0)
        {
            lock (_lock)
            {
                EndUnsynchronized();
            }
        }
    }

    /// <summary>Lets go what has been kept until now, while the caller goes on.</summary>
    public void LetGo()
    {
        lock (_lock)
        {
            foreach (LinuxSocket socket in _sockets)
            {
                socket.Push();
            }
        }
    }

    /// <summary>As <see cref="LetGo"/>; nothing is kept any more.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _isClosed = true;
            EndUnsynchronized();
        }
    }

    private bool TryAdd(LinuxSocket socket)
    {
        if (socket.Holder is { } holder)
        {
            // What another one keeps goes out with what is sent now.
            return holder == this;
        }

        lock (_lock)
        {
            if (_isClosed)
            {
                return false;
            }

            _sockets.Add(socket);
            if (socket.TryHold(this))
            {
                return true;
            }

            _sockets.RemoveAt(_sockets.Count - 1);
            return false;
        }
    }

    private void EndUnsynchronized()
    {
        foreach (LinuxSocket socket in _sockets)
        {
            socket.EndHold(this);
            socket.Push();
        }

        _sockets.Clear();
    }
}
