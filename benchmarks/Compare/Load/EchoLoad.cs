using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace TcpBackends.Benchmarks.Compare.Load;

/// <summary>
/// Packets of type 4 to an echo server and back, so many on the way on each connection: for every one that returns
/// another one is sent, all that have returned together with one call. Every byte that returns is checked.
/// </summary>
internal sealed unsafe class EchoLoad : IDisposable
{
    private const int PayloadLength = 64;
    private const int PacketLength = 4 + PayloadLength;
    private const int ReceiveLength = 64 * 1024;
    private const int MaximumEvents = 64;
    private const int WaitLimitMilliseconds = 10_000;

    private readonly Connection[] _connections;
    private readonly long[] _received;
    private readonly byte[] _pattern = new byte[((ReceiveLength / PacketLength) + 2) * PacketLength];
    private readonly byte[] _buffer = new byte[ReceiveLength];
    private readonly int _epoll = LibC.EpollCreate(0);

    // The kernel packs epoll_event on x64 only.
    private readonly int _eventSize = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;

    public EchoLoad(int port, int connections, int outstanding)
    {
        for (int start = 0; start < _pattern.Length; start += PacketLength)
        {
            BinaryPrimitives.WriteInt32BigEndian(_pattern.AsSpan(start), PayloadLength);
            for (int i = 0; i < PayloadLength; i++)
            {
                _pattern[start + 4 + i] = (byte)(i + 1);
            }
        }

        _connections = [.. Enumerable.Range(0, connections).Select(_ => Connection.Connect(port))];
        _received = new long[connections];
        byte* epollEvent = stackalloc byte[16];
        for (int i = 0; i < connections; i++)
        {
            *(int*)epollEvent = LibC.EpollIn;
            *(ulong*)(epollEvent + _eventSize - sizeof(ulong)) = (ulong)i;
            _ = LibC.EpollControl(_epoll, LibC.EpollCtlAdd, _connections[i].Descriptor, epollEvent);
            _connections[i].SendAll(_pattern.AsSpan(0, outstanding * PacketLength));
        }
    }

    /// <summary>Goes on for this long.</summary>
    /// <returns>The packets that returned.</returns>
    public long Run(TimeSpan duration)
    {
        long end = Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        return _connections.Length == 1 ? RunOne(end) : RunMany(end);
    }

    public void Dispose()
    {
        foreach (Connection connection in _connections)
        {
            connection.Dispose();
        }

        _ = LibC.Close(_epoll);
    }

    private long RunOne(long end)
    {
        long packets = 0;
        while (Stopwatch.GetTimestamp() < end)
        {
            packets += Answer(0);
        }

        return packets;
    }

    private long RunMany(long end)
    {
        byte* events = stackalloc byte[MaximumEvents * _eventSize];
        long packets = 0;
        while (Stopwatch.GetTimestamp() < end)
        {
            int count = LibC.EpollWait(_epoll, events, MaximumEvents, WaitLimitMilliseconds);
            if (count == 0)
            {
                throw new TimeoutException("No packet came back.");
            }

            for (int i = 0; i < count; i++)
            {
                packets += Answer((int)*(ulong*)(events + (i * _eventSize) + _eventSize - sizeof(ulong)));
            }
        }

        return packets;
    }

    /// <summary>Takes what has returned on a connection, and sends as many packets as have.</summary>
    private long Answer(int index)
    {
        int count = _connections[index].Receive(_buffer);
        long before = _received[index];
        ReadOnlySpan<byte> expected = _pattern.AsSpan((int)(before % PacketLength), count);
        if (count == 0 || !_buffer.AsSpan(0, count).SequenceEqual(expected))
        {
            throw new InvalidDataException("What came back is not what was sent.");
        }

        _received[index] = before + count;
        long packets = ((before + count) / PacketLength) - (before / PacketLength);
        if (packets > 0)
        {
            _connections[index].SendAll(_pattern.AsSpan(0, (int)packets * PacketLength));
        }

        return packets;
    }
}
