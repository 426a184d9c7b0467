namespace TcpBackends.Tests.Conformance.Harness;

/// <summary>An endless stream of known bytes: any loss, repetition or change of order shows.</summary>
public static class Pattern
{
    public static byte[] Bytes(long offset, int count)
    {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++)
        {
            bytes[i] = ByteAt(offset + i);
        }

        return bytes;
    }

    public static byte[] Bytes(int count) => Bytes(0, count);

    /// <summary>Where <paramref name="bytes"/> first differ from the stream at <paramref name="offset"/>, or -1.</summary>
    public static int FirstDifference(ReadOnlySpan<byte> bytes, long offset = 0)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] != ByteAt(offset + i))
            {
                return i;
            }
        }

        return -1;
    }

    private static byte ByteAt(long position) => (byte)((position * 31) ^ (position >> 8) ^ (position >> 16));
}
