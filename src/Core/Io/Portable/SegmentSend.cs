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

    public int Send(Socket socket, ReadOnlySpan<byte> header, in ReadOnlySequence<byte> body, out SocketError error)
    {
        if (header.IsEmpty && body.IsSingleSegment)
        {
            ReadOnlySpan<byte> span = body.FirstSpan;
            return socket.Send(span[..Math.Min(span.Length, MaximumBytes)], SocketFlags.None, out error);
        }

        long length = header.Length + body.Length;
        return length > LargestCopy && TryGather(header, body)
            ? SendGathered(socket, out error)
            : SendCopy(socket, header, body, (int)Math.Min(length, LargestCopy), out error);
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
    private bool TryGather(ReadOnlySpan<byte> header, in ReadOnlySequence<byte> body)
    {
        _segments ??= [];
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
