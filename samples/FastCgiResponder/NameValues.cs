using System.Buffers.Binary;
using System.Text;

namespace TcpBackends.Samples.FastCgiResponder;

/// <summary>Names and values, each with its length before it, in 1 or 4 bytes.</summary>
internal static class NameValues
{
    private const byte LongLength = 0x80;

    /// <summary>Reads them; false if they are cut off.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, Dictionary<string, string> values)
    {
        while (!bytes.IsEmpty)
        {
            if (!TryReadLength(ref bytes, out int name) || !TryReadLength(ref bytes, out int value)
                || name > bytes.Length || value > bytes.Length - name)
            {
                return false;
            }

            values[Encoding.UTF8.GetString(bytes[..name])] = Encoding.UTF8.GetString(bytes.Slice(name, value));
            bytes = bytes[(name + value)..];
        }

        return true;
    }

    /// <summary>A name and a value of less than 128 bytes each.</summary>
    public static byte[] Write(string name, string value) =>
        [(byte)name.Length, (byte)value.Length, .. Encoding.ASCII.GetBytes(name), .. Encoding.ASCII.GetBytes(value)];

    private static bool TryReadLength(ref ReadOnlySpan<byte> bytes, out int length)
    {
        bool isLong = !bytes.IsEmpty && bytes[0] >= LongLength;
        int size = isLong ? sizeof(uint) : 1;
        if (bytes.Length < size)
        {
            length = 0;
            return false;
        }

        length = isLong ? (int)(BinaryPrimitives.ReadUInt32BigEndian(bytes) & int.MaxValue) : bytes[0];
        bytes = bytes[size..];
        return true;
    }
}
