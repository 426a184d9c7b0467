using System.Buffers;

namespace TcpBackends.Framing.Internal;

/// <summary>The characters of HTTP lines as Erlang sees them.</summary>
internal static class HttpGrammar
{
    // DEL counts as a token character in OTP; the bytes above it do not.
    private static readonly SearchValues<byte> TokenCharacters = SearchValues.Create(
        [.. Enumerable.Range(33, 95).Select(code => (byte)code).Except("()<>@,;:\\\"/[]?={}"u8.ToArray())]);

    /// <summary>The number of token characters at the front.</summary>
    public static int TokenLength(ReadOnlySpan<byte> text) => LengthUpTo(text, text.IndexOfAnyExcept(TokenCharacters));

    /// <summary>The number of blanks at the front.</summary>
    public static int BlankLength(ReadOnlySpan<byte> text)
    {
        int length = 0;
        while (length < text.Length && IsBlank(text[length]))
        {
            length++;
        }

        return length;
    }

    /// <summary>The number of bytes before the first blank.</summary>
    public static int LengthUpToBlank(ReadOnlySpan<byte> text) =>
        LengthUpTo(text, text.IndexOfAny((byte)' ', (byte)'\t'));

    public static bool IsBlank(byte value) => value is (byte)' ' or (byte)'\t';

    /// <summary>
    /// Reads the digits at the front; without any the value is 0. Wraps around at 32 bits, as in OTP.
    /// </summary>
    public static int ReadNumber(ReadOnlySpan<byte> text, out int value)
    {
        int length = 0;
        value = 0;
        for (; length < text.Length && text[length] is >= (byte)'0' and <= (byte)'9'; length++)
        {
            value = unchecked((value * 10) + (text[length] - '0'));
        }

        return length;
    }

    /// <summary>The length without the line terminator: a newline and one carriage return before it.</summary>
    public static int LengthWithoutTerminator(ReadOnlySpan<byte> line) =>
        line.Length >= 2 && line[^2] == '\r' ? line.Length - 2 : line.Length - 1;

    private static int LengthUpTo(ReadOnlySpan<byte> text, int index) => index < 0 ? text.Length : index;
}
