using System.Runtime.CompilerServices;
using static TcpBackends.Framing.Internal.HttpGrammar;

namespace TcpBackends.Framing.Internal;

/// <summary>Header fields and the empty line behind them.</summary>
internal static class HttpHeaderParser
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static HttpLine Parse(ReadOnlySpan<byte> line)
    {
        int end = LengthWithoutTerminator(line);
        if (end == 0)
        {
            return HttpLine.EndOfHeaders();
        }

        int nameLength = TokenLength(line[..end]);
        if (line[nameLength] != ':')
        {
            return HttpLine.Error(line.Length);
        }

        int valueStart = nameLength + 1 + BlankLength(line[(nameLength + 1)..end]);
        return HttpLine.Header(HttpHeaderNames.Find(line[..nameLength]), nameLength, valueStart, end);
    }
}
