using TcpBackends.Core.Io;
using TcpBackends.Core.Options;
using TcpBackends.Core.Waiting;
using TcpBackends.Framing;

namespace TcpBackends.Core.Receive;

/// <summary>Reading: from what was read ahead, then from the kernel.</summary>
internal sealed partial class Receiver
{
    /// <summary>
    /// Reads until the request is served. False: the kernel has no more, and a notification is on its way, or it goes on after
    /// others had their turn.
    /// </summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="isPoll">Whether it does not wait.</param>
    /// <param name="asks">Whether the kernel is to be asked in any case: what is there counts, even if nobody was notified of it.</param>
    /// <param name="wakeups">Who is to be woken.</param>
    /// <param name="received">What it gets.</param>
    private bool TryServeUnsynchronized(
        in ReceiveRequest request, bool isPoll, bool asks, ref Wakeups wakeups, out Received received)
    {
        SocketSettings settings = host.Settings;
        bool once = isPoll && (rules.PollReadsOnce || settings.Packet == PacketType.Raw);
        bool hasRead = false;
        for (int reads = 0; ; reads++)
        {
            if (TryTakeUnsynchronized(request, settings, ref wakeups, out received, out int missing))
            {
                return true;
            }

            if (once && hasRead)
            {
                return false;
            }

            if (reads == MostReadsAtOnce && !isPoll)
            {
                GoOnLater();
                return false;
            }

            if (!asks && io.IsDrained)
            {
                SizeBufferUnsynchronized(request, settings);
                if (io.WaitReadable())
                {
                    return false;
                }
            }

            asks &= isPoll;

            IoResult read = ReadUnsynchronized(request, settings, missing, ref received, out int room);
            if (read.WouldBlock)
            {
                if (io.WaitReadable())
                {
                    return false;
                }
            }
            else if (read.Error != TcpError.None || read.Bytes == 0)
            {
                received = new Received(MeetEndUnsynchronized(read.Error, ref wakeups));
                return true;
            }
            else if (received.Count > 0)
            {
                Count(received.Count);
                return true;
            }

            // What is missing is read in pieces, and they count as one.
            bool isCut = read.Bytes == room && _input is { RoomIsCut: true };
            hasRead |= read.Bytes is > 0 and < ReadAhead.LargestRead && !isCut;
        }
    }

    private IoResult ReadUnsynchronized(
        in ReceiveRequest request, SocketSettings settings, int missing, ref Received received, out int room)
    {
        IoResult read;
        if (request.HasDestination && settings.Packet == PacketType.Raw && _input is not { Length: > 0 } && missing == 0)
        {
            Span<byte> destination = request.Destination.Span;
            room = Math.Min(destination.Length, settings.Buffer);
            read = io.TryReceive(destination[..room]);
            received = new Received(TcpError.None, null, read.Bytes);
            if (read.Bytes > 0)
            {
                _input?.Clear();
            }

            return read;
        }

        _input ??= new ReadAhead(rules);
        Span<byte> free = _input.GetRoom(request, missing, settings);
        room = free.Length;
        read = io.TryReceive(free);
        _input.Commit(read.Bytes);
        return read;
    }

    /// <summary>The buffer gets its size now, as if the kernel had been asked in vain.</summary>
    private void SizeBufferUnsynchronized(in ReceiveRequest request, SocketSettings settings)
    {
        if (rules.HasReadBuffer && !request.HasDestination)
        {
            (_input ??= new ReadAhead(rules)).TakeSize(request.Length, settings);
        }
    }

    /// <summary>Takes a packet from what was read ahead. <paramref name="missing"/>: the bytes it lacks, 0 if that is not known.</summary>
    private bool TryTakeUnsynchronized(
        in ReceiveRequest request, SocketSettings settings, ref Wakeups wakeups, out Received received, out int missing)
    {
        bool isTaken = settings.Packet == PacketType.Raw
            ? TryTakeRawUnsynchronized(request, settings, out received, out missing)
            : TryTakePacketUnsynchronized(request, settings, ref wakeups, out received, out missing);
        if (isTaken)
        {
            io.SetUnreceived(_input is { Length: > 0 });
        }

        return isTaken;
    }

    private bool TryTakeRawUnsynchronized(
        in ReceiveRequest request, SocketSettings settings, out Received received, out int missing)
    {
        int buffered = _input?.Length ?? 0;
        int wanted = request.Length != 0 ? request.Length : _lengthLeftByPoll;
        missing = Math.Max(0, wanted - buffered);
        if (buffered == 0 || missing > 0)
        {
            received = default;
            return false;
        }

        received = _input!.TakeRaw(request, wanted != 0 ? wanted : buffered, settings);
        _lengthLeftByPoll = 0;
        Count(received.Count);
        return true;
    }

    private bool TryTakePacketUnsynchronized(
        in ReceiveRequest request, SocketSettings settings, ref Wakeups wakeups, out Received received, out int missing)
    {
        PacketScan scan = _input?.Scan(settings) ?? new PacketScan(PacketStatus.Incomplete, 0, 0);
        missing = 0;
        switch (scan.Status)
        {
            case PacketStatus.Incomplete:
                missing = Math.Max(0, scan.TotalLength - (_input?.Length ?? 0));
                received = default;
                return false;
            case PacketStatus.Invalid:
                received = new Received(MeetInvalidUnsynchronized(ref wakeups));
                return true;
            case PacketStatus.Complete when request.HasDestination && scan.PayloadLength > request.Destination.Length:
                received = new Received(TcpError.ENoBufs);
                return true;
            default:
                received = _input!.Take(request, scan, settings);
                _lengthLeftByPoll = 0;
                Count(scan.TotalLength);
                return true;
        }
    }

    private void Count(int bytes)
    {
        _bytes += bytes;
        _packets++;
    }
}
