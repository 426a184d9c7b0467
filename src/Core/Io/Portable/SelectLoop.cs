using System.Net.Sockets;

namespace TcpBackends.Core.Io.Portable;

/// <summary>
/// A thread that waits in Select for the sockets that wait, and tells them. Select reports what is ready, not what becomes ready, so
/// nothing is missed between an attempt and the wait. It has a socket only while that waits, so that one that nobody has can be
/// collected. A socket must not be disposed while Select has it: that would
/// reset its connection.
/// </summary>
internal sealed class SelectLoop
{
    // Select looks at every socket each time.
    private const int MaximumSockets = 500;

    private static readonly List<SelectLoop> Loops = [];
    private static readonly Lock LoopsLock = new();
    private static bool _isPrepared;

    private readonly object _lock = new();
    private readonly SelectWaker _waker = new();
    private readonly Dictionary<Socket, PortableSocket> _waiting = [];
    private readonly List<Socket> _readable = [];
    private readonly List<Socket> _writable = [];
    private readonly List<Socket> _failed = [];
    private readonly List<(PortableSocket Socket, Waits Ready)> _notifications = [];
    private int _members;
    private long _round;
    private bool _isSelecting;
    private bool _isWoken;

    private SelectLoop() =>
        new Thread(Run) { IsBackground = true, Name = "TcpBackends select" }.UnsafeStart();

    private bool HasRoom
    {
        get
        {
            lock (_lock)
            {
                return _members < MaximumSockets;
            }
        }
    }

    /// <summary>Sees to it that there is a loop to join.</summary>
    /// <exception cref="SocketException">There is none, and none can be made.</exception>
    public static void Prepare()
    {
        if (Volatile.Read(ref _isPrepared))
        {
            return;
        }

        lock (LoopsLock)
        {
            if (!_isPrepared)
            {
                Loops.Add(new SelectLoop());
                Volatile.Write(ref _isPrepared, true);
            }
        }
    }

    /// <summary>Gives a socket the loop that it stays with until it is closed.</summary>
    public static SelectLoop Join(PortableSocket socket)
    {
        lock (LoopsLock)
        {
            if (socket.Loop is { } joined)
            {
                return joined;
            }

            SelectLoop loop = Loops.Find(candidate => candidate.HasRoom) ?? CreateUnlessImpossible();
            lock (loop._lock)
            {
                loop._members++;
            }

            socket.Loop = loop;
            return loop;
        }
    }

    /// <summary>Asks for one notification.</summary>
    public void Wait(PortableSocket socket, Waits waits)
    {
        lock (_lock)
        {
            socket.Waits |= waits;
            _waiting[socket.Socket] = socket;
            WakeUnsynchronized();
        }
    }

    /// <summary>Takes back what <see cref="Wait"/> asked for; a notification may be on its way.</summary>
    public void EndWait(PortableSocket socket, Waits waits)
    {
        lock (_lock)
        {
            socket.Waits &= ~waits;
            if (socket.Waits == Waits.None)
            {
                _waiting.Remove(socket.Socket);
            }
        }
    }

    /// <summary>Forgets a socket. On return Select does not have it any more.</summary>
    public void Remove(PortableSocket socket)
    {
        lock (_lock)
        {
            socket.Waits = Waits.None;
            _waiting.Remove(socket.Socket);
            _members--;
            while (_isSelecting && socket.Round == _round)
            {
                WakeUnsynchronized();
                Monitor.Wait(_lock);
            }
        }
    }

    private static SelectLoop CreateUnlessImpossible()
    {
        try
        {
            Loops.Add(new SelectLoop());
        }
        catch (SocketException)
        {
            // Without descriptors for another loop one that is full will do.
        }

        return Loops[^1];
    }

    private void WakeUnsynchronized()
    {
        if (_isSelecting && !_isWoken)
        {
            _isWoken = true;
            _waker.Wake();
        }
    }

    private void Run()
    {
        while (true)
        {
            BeginRound();
            bool isComplete = TrySelect();
            EndRound(isComplete);
            Notify();
        }
    }

    /// <summary>A method of its own, so that the thread's frame keeps no socket alive.</summary>
    private void Notify()
    {
        foreach ((PortableSocket socket, Waits ready) in _notifications)
        {
            socket.OnReady(ready);
        }

        _notifications.Clear();
    }

    private void BeginRound()
    {
        _readable.Clear();
        _writable.Clear();
        _failed.Clear();
        _readable.Add(_waker.Receiver);
        lock (_lock)
        {
            _round++;
            _isSelecting = true;
            foreach (PortableSocket socket in _waiting.Values)
            {
                socket.Round = _round;
                if ((socket.Waits & Waits.Read) != 0)
                {
                    _readable.Add(socket.Socket);
                }

                if ((socket.Waits & Waits.Write) != 0)
                {
                    _writable.Add(socket.Socket);
                    if (socket.IsConnecting)
                    {
                        // Where Windows reports a connect that failed. Of a connected socket this would report urgent data.
                        _failed.Add(socket.Socket);
                    }
                }
            }
        }
    }

    /// <summary>False: what is ready is not known.</summary>
    private bool TrySelect()
    {
        try
        {
            Socket.Select(_readable, _writable, _failed, microSeconds: -1);
        }
        catch (SocketException)
        {
            // One bad socket or a lack of memory must not cost the others their notifications.
            return false;
        }

        return _readable.Count + _writable.Count + _failed.Count > 0;
    }

    private void EndRound(bool isComplete)
    {
        lock (_lock)
        {
            _isSelecting = false;
            _isWoken = false;
            Monitor.PulseAll(_lock);
            if (isComplete)
            {
                // Sending first: a reset is to be found by what waits to be sent, if anything does.
                CollectUnsynchronized(_writable, Waits.Write);
                CollectUnsynchronized(_failed, Waits.Write);
                CollectUnsynchronized(_readable, Waits.Read);
                return;
            }

            // A notification may be spurious: all try, and those for which nothing has changed wait again.
            foreach (PortableSocket socket in _waiting.Values)
            {
                _notifications.Add((socket, socket.Waits));
                socket.Waits = Waits.None;
            }

            _waiting.Clear();
        }
    }

    private void CollectUnsynchronized(List<Socket> sockets, Waits ready)
    {
        foreach (Socket key in sockets)
        {
            if (key == _waker.Receiver)
            {
                _waker.Reset();
                continue;
            }

            // It may have been closed since, or wait no more.
            if (!_waiting.TryGetValue(key, out PortableSocket? socket) || (socket.Waits & ready) == 0)
            {
                continue;
            }

            socket.Waits &= ~ready;
            _notifications.Add((socket, ready));
            if (socket.Waits == Waits.None)
            {
                _waiting.Remove(key);
            }
        }
    }
}
