using System.Buffers.Binary;

namespace TcpBackends.Benchmarks.Peers;

/// <summary>Packet type 4, as somebody would write it by hand.</summary>
internal static class Packets
{
    public const int HeaderLength = 4;

    public static byte[] Create(int size)
    {
        byte[] packet = new byte[HeaderLength + size];
        BinaryPrimitives.WriteInt32BigEndian(packet, size);
        return packet;
    }

    /// <summary>The length of the packet at the front with its header; 0: it is not all there.</summary>
    public static int LengthOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderLength)
        {
            return 0;
        }

        int length = HeaderLength + BinaryPrimitives.ReadInt32BigEndian(bytes);
        return length <= bytes.Length ? length : 0;
    }
}
