using System.Diagnostics;
using System.Runtime.InteropServices;
using TcpBackends.Core.Waiting;

namespace TcpBackends.Core.Io.Linux;

/// <summary>
/// A thread that waits for readiness, edge-triggered, and tells the sockets. A socket is known by its slot and a generation,
/// since the kernel reuses descriptors at once: an event that comes late finds the slot empty or of another generation.
/// </summary>
internal sealed unsafe class EpollLoop
{
    private const int MaximumEvents = 256;

    private static readonly EpollLoop?[] Loops = new EpollLoop?[Math.Clamp(Environment.ProcessorCount / 2, 1, 8)];
    private static readonly Lock LoopsLock = new();
    private static int _nextLoop;
    private static bool _isPrepared;

    // The kernel packs epoll_event on x64 only.
    private readonly int _eventSize =
        RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;

    private readonly Lock _lock = new();
    private readonly int _epoll;
    private readonly Stack<int> _freeSlots = new();
    private EpollEntry?[] _entries = new EpollEntry?[64];
    private int _usedSlots;
    private int _generation;

    // Of the thread that leads.
    private readonly LoopTurns _turns;
    private readonly byte* _events;
    private ShortWaits _waits;
    private int _next;
    private int _count;

    private EpollLoop(int epoll)
    {
        _epoll = epoll;
        _events = (byte*)NativeMemory.Alloc(MaximumEvents, (nuint)_eventSize);
        _turns = new LoopTurns(Lead);
        LoopWatch.Add(_turns);
        _turns.Start();
    }

    /// <summary>Sees to it that there is a loop to join.</summary>
    /// <returns>None, or why there is none; another call may be luckier.</returns>
    public static TcpError Prepare()
    {
        if (Volatile.Read(ref _isPrepared))
        {
            return TcpError.None;
        }

        lock (LoopsLock)
        {
            if (!_isPrepared && TryCreate(0) is null)
            {
                return LinuxErrno.Last();
            }

            Volatile.Write(ref _isPrepared, true);
            return TcpError.None;
        }
    }

    /// <summary>Adds a socket to a loop, which it keeps until it is closed, unless another thread was faster.</summary>
    /// <returns>None, or why the kernel refused; it may have changed its mind at the next call.</returns>
    public static TcpError Join(EpollEntry entry, int descriptor, ref EpollLoop? joined)
    {
        uint index = (uint)Interlocked.Increment(ref _nextLoop) % (uint)Loops.Length;
        lock (LoopsLock)
        {
            if (joined is not null)
            {
                return TcpError.None;
            }

            // Without a descriptor for another loop the first one will do.
            EpollLoop loop = Loops[index] ?? TryCreate(index) ?? Loops[0]!;
            TcpError error = loop.Add(entry, descriptor);
            if (error == TcpError.None)
            {
                Volatile.Write(ref joined, loop);
            }

            return error;
        }
    }

    private TcpError Add(EpollEntry entry, int descriptor)
    {
        ulong key;
        lock (_lock)
        {
            int slot = _freeSlots.Count > 0 ? _freeSlots.Pop() : _usedSlots++;
            if (slot == _entries.Length)
            {
                EpollEntry?[] larger = new EpollEntry?[_entries.Length * 2];
                Array.Copy(_entries, larger, slot);
                Volatile.Write(ref _entries, larger);
            }

            key = ((ulong)(uint)++_generation << 32) | (uint)slot;
            entry.Key = key;
            Volatile.Write(ref _entries[slot], entry);
        }

        int events = LibC.EpollIn | LibC.EpollPri | LibC.EpollOut | LibC.EpollRdHup | LibC.EpollEdgeTriggered;
        byte* epollEvent = stackalloc byte[16];
        *(int*)epollEvent = events;
        *(ulong*)(epollEvent + _eventSize - sizeof(ulong)) = key;
        if (LibC.EpollControl(_epoll, LibC.EpollCtlAdd, descriptor, epollEvent) == 0)
        {
            return TcpError.None;
        }

        TcpError error = LinuxErrno.Last();
        Remove(entry);
        return error;
    }

    /// <summary>Forgets a socket; closing its descriptor afterwards takes it out of the kernel's set.</summary>
    public void Remove(EpollEntry entry)
    {
        int slot = (int)(uint)entry.Key;
        lock (_lock)
        {
            if (_entries[slot] == entry)
            {
                Volatile.Write(ref _entries[slot], null);
                _freeSlots.Push(slot);
            }
        }
    }

    /// <summary>Takes a descriptor that stays open out of the kernel's set. One that is closed already is in none.</summary>
    public void Leave(int descriptor) => _ = LibC.EpollControl(_epoll, LibC.EpollCtlDelete, descriptor, null);

    private static EpollLoop? TryCreate(uint index)
    {
        int epoll = LibC.EpollCreate(LibC.EpollCloseOnExec);
        return epoll < 0 ? null : Loops[index] = new EpollLoop(epoll);
    }

    /// <summary>Leads the loop until another thread does.</summary>
    private void Lead(object? lead)
    {
        var held = (long)lead!;
        do
        {
            if (_next == _count)
            {
                if (!_turns.TryEndRound(held))
                {
                    return;
                }

                WaitForEvents();
            }
        }
        while (_next == _count || DispatchNext(held));
    }

    private void WaitForEvents()
    {
        _next = 0;
        bool asks = Environment.ProcessorCount > 1 && _waits.Begin();
        do
        {
            _count = LibC.EpollWait(_epoll, _events, MaximumEvents, timeout: asks ? 0 : -1);
            asks = _count == 0 && asks && _waits.GoesOn();
        }
        while (_count == 0);

        _waits.End();
        if (_count < 0)
        {
            _count = 0;
            TcpError error = LinuxErrno.Last();
            if (error != TcpError.EIntr)
            {
                throw new UnreachableException($"epoll_wait failed: {error.ToAtom()}.");
            }
        }
    }

    /// <summary>Tells a socket of its event, and lets who waited for it go on. False: another thread leads.</summary>
    private bool DispatchNext(long held)
    {
        byte* current = _events + (_next++ * _eventSize);
        Waiter? waiter = Dispatch(*(int*)current, *(ulong*)(current + _eventSize - sizeof(ulong)));
        return waiter is null ? _turns.TryEndLongRound(held) : _turns.TryRun(waiter, held);
    }

    private Waiter? Dispatch(int events, ulong key)
    {
        EpollEntry? entry = Volatile.Read(ref Volatile.Read(ref _entries)[(int)(uint)key]);
        if (entry is null || entry.Key != key)
        {
            return null;
        }

        if (_turns.AllowInline())
        {
            InlineCompletion.Open();
        }

        entry.OnReady(
            readable: (events & (LibC.EpollIn | LibC.EpollPri | LibC.EpollRdHup | LibC.EpollHup | LibC.EpollErr)) != 0,
            writable: (events & (LibC.EpollOut | LibC.EpollHup | LibC.EpollErr)) != 0,
            mayHideMore: (events & (LibC.EpollPri | LibC.EpollRdHup | LibC.EpollHup | LibC.EpollErr)) != 0);
        return InlineCompletion.Close();
    }
}
