using System.Buffers.Binary;
using System.Net.Sockets;

namespace TcpBackends.Benchmarks.Peers.Raw;

/// <summary>Sends every packet back, from the buffer into which it was received.</summary>
internal static class RawEcho
{
    private const int UsualBuffer = 4096;

    public static async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            byte[] buffer = new byte[UsualBuffer];
            int kept = 0;
            while (await socket.ReceiveAsync(buffer.AsMemory(kept)) is > 0 and int received)
            {
                int available = kept + received;
                int start = 0;
                while (Packets.LengthOf(buffer.AsSpan(start, available - start)) is > 0 and int length)
                {
                    await SendAllAsync(socket, buffer.AsMemory(start, length));
                    start += length;
                }

                kept = available - start;
                byte[] next = WithRoomFor(buffer, start, kept);
                buffer.AsSpan(start, kept).CopyTo(next);
                buffer = next;
            }
        }
    }

    public static async ValueTask SendAllAsync(Socket socket, ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await socket.SendAsync(bytes)..];
        }
    }

    private static byte[] WithRoomFor(byte[] buffer, int start, int kept)
    {
        int needed = kept < Packets.HeaderLength
            ? Packets.HeaderLength
            : Packets.HeaderLength + BinaryPrimitives.ReadInt32BigEndian(buffer.AsSpan(start));
        return needed <= buffer.Length ? buffer : new byte[needed];
    }
}
