using static TcpBackends.Framing.Internal.HttpGrammar;

namespace TcpBackends.Framing.Internal;

/// <summary>Header fields and the empty line behind them.</summary>
internal static class HttpHeaderParser
{
    public static HttpLine Parse(ReadOnlySpan<byte> line)
    {
        int end = LengthWithoutTerminator(line);
        if (end == 0)
        {
            return new HttpLine { Kind = HttpLineKind.EndOfHeaders };
        }

        int nameLength = TokenLength(line[..end]);
        if (line[nameLength] != ':')
        {
            return HttpLine.Erroneous(line);
        }

        int valueStart = nameLength + 1 + BlankLength(line[(nameLength + 1)..end]);
        return new HttpLine
        {
            Kind = HttpLineKind.Header,
            KnownHeader = HttpHeaderNames.Find(line[..nameLength]),
            Name = 0..nameLength,
            Value = valueStart..end,
        };
    }
}
