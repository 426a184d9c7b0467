using System.Buffers;
using TcpBackends.Core.Buffers;
using TcpBackends.Core.Io;
using TcpBackends.Core.Options;
using TcpBackends.Core.Waiting;
using TcpBackends.Framing;

namespace TcpBackends.Core.Receive;

/// <summary>Reading: from what was read ahead, then from the kernel.</summary>
internal sealed partial class Receiver
{
    /// <summary>Reads until the request is served. False: the kernel has no more, and a notification is on its way.</summary>
    private bool TryServeUnsynchronized(in ReceiveRequest request, ref Wakeups wakeups, out Received received)
    {
        SocketSettings settings = host.Settings;
        while (true)
        {
            if (TryTakeUnsynchronized(request, settings, ref wakeups, out received, out int missing))
            {
                return true;
            }

            IoResult read = ReadUnsynchronized(request, settings, missing, ref received);
            if (read.WouldBlock)
            {
                if (io.WaitReadable())
                {
                    return false;
                }
            }
            else if (read.Error != TcpError.None || read.Bytes == 0)
            {
                _input?.Clear();
                received = new Received(host.OnInputEnded(read.Error, ref wakeups));
                return true;
            }
            else if (received.Count > 0)
            {
                Count(received.Count);
                return true;
            }
        }
    }

    private IoResult ReadUnsynchronized(
        in ReceiveRequest request, SocketSettings settings, int missing, ref Received received)
    {
        IoResult read;
        if (request.HasDestination && settings.Packet == PacketType.Raw && _input is not { Length: > 0 } && missing == 0)
        {
            Span<byte> destination = request.Destination.Span;
            read = io.TryReceive(destination[..Math.Min(destination.Length, settings.Buffer)]);
            received = new Received(TcpError.None, null, read.Bytes);
            return read;
        }

        // Raw reads take no more than was asked for, so that the rest stays in the kernel. Packets are read ahead.
        int most = missing == 0 ? settings.Buffer
            : settings.Packet == PacketType.Raw ? Math.Min(missing, Math.Max(settings.Buffer, LargestRead))
            : Math.Max(settings.Buffer, Math.Min(missing, LargestRead));
        _input ??= new ByteQueue();
        read = io.TryReceive(_input.GetSpan(most));
        _input.Commit(read.Bytes);
        return read;
    }

    /// <summary>Takes a packet from what was read ahead. <paramref name="missing"/>: the bytes it lacks, 0 if that is not known.</summary>
    private bool TryTakeUnsynchronized(
        in ReceiveRequest request, SocketSettings settings, ref Wakeups wakeups, out Received received, out int missing)
    {
        received = default;
        missing = 0;
        int buffered = (int)Math.Min(_input?.Length ?? 0, int.MaxValue);
        int header = 0;
        int total;
        if (settings.Packet == PacketType.Raw)
        {
            int wanted = request.Length != 0 ? request.Length : _lengthLeftByPoll;
            missing = Math.Max(0, wanted - buffered);
            if (buffered == 0 || missing > 0)
            {
                return false;
            }

            total = wanted != 0 ? wanted : buffered;
            total = request.HasDestination ? Math.Min(total, request.Destination.Length) : total;
        }
        else
        {
            if (buffered == 0)
            {
                return false;
            }

            PacketScan scan = LengthPrefix.Scan(settings.Packet, _input!.Bytes, settings.PacketSize);
            if (scan.Status == PacketStatus.Invalid)
            {
                if (host.OnInvalidPacket(ref wakeups))
                {
                    _input.Clear();
                }

                received = new Received(TcpError.EMsgSize);
                return true;
            }

            if (scan.Status == PacketStatus.Incomplete)
            {
                missing = Math.Max(0, scan.TotalLength - buffered);
                return false;
            }

            (header, total) = (scan.HeaderLength, scan.TotalLength);
            if (request.HasDestination && scan.PayloadLength > request.Destination.Length)
            {
                received = new Received(TcpError.ENoBufs);
                return true;
            }
        }

        received = TakeUnsynchronized(request, header, total);
        return true;
    }

    private Received TakeUnsynchronized(in ReceiveRequest request, int header, int total)
    {
        ReadOnlySequence<byte> payload = _input!.Bytes.Slice(header, total - header);
        Received received;
        if (request.HasDestination)
        {
            payload.CopyTo(request.Destination.Span);
            received = new Received(TcpError.None, null, total - header);
        }
        else
        {
            received = new Received(TcpError.None, payload.ToArray(), total - header);
        }

        _input.Consume(total);
        _lengthLeftByPoll = 0;
        Count(total);
        return received;
    }

    private void Count(int bytes)
    {
        _bytes += bytes;
        _packets++;
    }
}
