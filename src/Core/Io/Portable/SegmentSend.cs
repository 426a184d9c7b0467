using System.Buffers;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace TcpBackends.Core.Io.Portable;

/// <summary>Sends a header and a body in one call: small ones from a copy, others from where they lie if they lie in arrays.</summary>
internal struct SegmentSend
{
    private const int LargestCopy = 16 * 1024;
    private const int MaximumSegments = 64;

    // Windows takes a send of any length as soon as its buffer has room for one byte; the rest would not wait here but there.
    private static readonly int MaximumBytes = OperatingSystem.IsWindows() ? 128 * 1024 : 4 * 1024 * 1024;

    private List<ArraySegment<byte>>? _segments;

    public IoResult Send(Socket socket, ReadOnlySpan<byte> header, in ReadOnlySequence<byte> body)
    {
        long length = header.Length + body.Length;
        long offered;
        int sent;
        SocketError error;
        if (header.IsEmpty && body.IsSingleSegment)
        {
            offered = Math.Min(length, MaximumBytes);
            sent = socket.Send(body.FirstSpan[..(int)offered], SocketFlags.None, out error);
        }
        else if (length > LargestCopy && TryGather(header, body, out offered))
        {
            sent = SendGathered(socket, out error);
        }
        else
        {
            offered = Math.Min(length, LargestCopy);
            sent = SendCopy(socket, header, body, (int)offered, out error);
        }

        return new IoResult(sent, PortableError.MapForData(error), sent == offered && offered < length);
    }

    private static int SendCopy(
        Socket socket, ReadOnlySpan<byte> header, in ReadOnlySequence<byte> body, int length, out SocketError error)
    {
        byte[] copy = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            header.CopyTo(copy);
            body.Slice(0, length - header.Length).CopyTo(copy.AsSpan(header.Length));
            return socket.Send(copy.AsSpan(0, length), SocketFlags.None, out error);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(copy);
        }
    }

    private readonly int SendGathered(Socket socket, out SocketError error)
    {
        try
        {
            return socket.Send(_segments!, SocketFlags.None, out error);
        }
        finally
        {
            _segments!.Clear();
        }
    }

    /// <summary>False: the body does not begin in an array.</summary>
    private bool TryGather(ReadOnlySpan<byte> header, in ReadOnlySequence<byte> body, out long offered)
    {
        _segments ??= [];
        offered = header.Length;
        if (!header.IsEmpty)
        {
            _segments.Add(header.ToArray());
        }

        int headers = _segments.Count;
        int room = MaximumBytes;
        foreach (ReadOnlyMemory<byte> memory in body)
        {
            if (room == 0 || _segments.Count == MaximumSegments || !MemoryMarshal.TryGetArray(memory, out ArraySegment<byte> segment))
            {
                break;
            }

            if (segment.Count > 0)
            {
                segment = segment[..Math.Min(segment.Count, room)];
                room -= segment.Count;
                offered += segment.Count;
                _segments.Add(segment);
            }
        }

        if (_segments.Count > headers)
        {
            return true;
        }

        _segments.Clear();
        return false;
    }
}
