using System.Runtime.CompilerServices;
using static TcpBackends.Framing.Internal.HttpGrammar;

namespace TcpBackends.Framing.Internal;

/// <summary>Header fields and the empty line behind them.</summary>
internal static class HttpHeaderParser
{
    /// <summary>Parses a line.</summary>
    /// <param name="bytes">The line, and what follows it in the same memory.</param>
    /// <param name="length">The length of the line with its terminator.</param>
    // With both parsers inlined in one place the compiler would give up before it comes to what they call.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static HttpLine Parse(ReadOnlySpan<byte> bytes, int length)
    {
        int end = LengthWithoutTerminator(bytes[..length]);
        if (end == 0)
        {
            return HttpLine.EndOfHeaders();
        }

        int nameLength = Window.IndexOf(bytes, end, (byte)':');
        if (nameLength < 0)
        {
            return HttpLine.Error(length);
        }

        // A known name is made of token characters.
        HttpKnownHeader known = HttpHeaderNames.Find(bytes, nameLength);
        if (known == HttpKnownHeader.None && TokenLength(bytes[..nameLength]) != nameLength)
        {
            return HttpLine.Error(length);
        }

        int valueStart = nameLength + 1 + BlankLength(bytes[(nameLength + 1)..end]);
        return HttpLine.Header(known, nameLength, valueStart, end);
    }
}
