using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace TcpBackends.Framing.Internal;

/// <summary>
/// The first bytes of a stream, looked through in one go and in place: the end of a line and the parts of it are usually
/// there, and what finds them anywhere takes about as long to be called as to find them.
/// </summary>
internal static class Window
{
    /// <summary>The bytes that must be readable.</summary>
    public const int Length = 64;

    /// <summary>Whether there is one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsIn(ReadOnlySpan<byte> bytes) => Vector256.IsHardwareAccelerated && bytes.Length >= Length;

    /// <summary>Where the byte is in a window: a bit for each, the lowest the first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Find(ReadOnlySpan<byte> bytes, byte value)
    {
        ref byte first = ref MemoryMarshal.GetReference(bytes);
        var wanted = Vector256.Create(value);
        uint low = Vector256.Equals(Vector256.LoadUnsafe(ref first), wanted).ExtractMostSignificantBits();
        uint high = Vector256.Equals(Vector256.LoadUnsafe(ref first, 32), wanted).ExtractMostSignificantBits();
        return ((ulong)high << 32) | low;
    }

    /// <summary>Where the byte is first, with or without a window.</summary>
    /// <param name="bytes">Some bytes.</param>
    /// <param name="length">How many of them are searched, though more of them may be read.</param>
    /// <param name="value">The byte.</param>
    /// <returns>Its index; negative: it is not there.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int IndexOf(ReadOnlySpan<byte> bytes, int length, byte value)
    {
        if (!IsIn(bytes))
        {
            return bytes[..length].IndexOf(value);
        }

        int index = BitOperations.TrailingZeroCount(Find(bytes, value));
        if (index < Length)
        {
            return index < length ? index : -1;
        }

        int behind = length > Length ? bytes[Length..length].IndexOf(value) : -1;
        return behind < 0 ? behind : Length + behind;
    }
}
