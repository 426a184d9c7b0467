using System.Numerics;
using System.Runtime.CompilerServices;
using static TcpBackends.Framing.Internal.HttpGrammar;

namespace TcpBackends.Framing.Internal;

/// <summary>Request and status lines.</summary>
internal static class HttpFirstLineParser
{
    /// <summary>Parses a line.</summary>
    /// <param name="bytes">The line, and what follows it in the same memory.</param>
    /// <param name="length">The length of the line with its terminator.</param>
    // With both parsers inlined in one place the compiler would give up before it comes to what they call.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static HttpLine Parse(ReadOnlySpan<byte> bytes, int length)
    {
        ReadOnlySpan<byte> content = bytes[..LengthWithoutTerminator(bytes[..length])];
        bool valid = content.StartsWith("HTTP/"u8) ? TryParseResponse(content, out HttpLine parsed)
            : (length <= Window.Length && Window.IsIn(bytes) && TryParseUsualRequest(bytes, content, out parsed))
                || TryParseRequest(content, out parsed);
        return valid ? parsed : HttpLine.Error(length);
    }

    /// <summary>
    /// Parses a request that lies in a window, of a known method, with a single blank before its target and its version.
    /// </summary>
    private static bool TryParseUsualRequest(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> content, out HttpLine parsed)
    {
        parsed = default;
        ulong blanks = Window.Find(bytes, (byte)' ') | Window.Find(bytes, (byte)'\t');
        int methodEnd = BitOperations.TrailingZeroCount(blanks);
        int targetStart = methodEnd + 1;
        int targetEnd = BitOperations.TrailingZeroCount(blanks & (blanks - 1));
        if (targetEnd <= targetStart || targetEnd >= content.Length)
        {
            return false;
        }

        HttpKnownMethod method = Find(content[..methodEnd]);
        bool isUsual = method != HttpKnownMethod.None && content[(targetEnd + 1)..].SequenceEqual("HTTP/1.1"u8);
        parsed = HttpLine.Request(method, methodEnd, targetStart, targetEnd, new HttpPacketVersion(1, 1));
        return isUsual;
    }

    private static bool TryParseRequest(ReadOnlySpan<byte> content, out HttpLine parsed)
    {
        parsed = default;
        int methodEnd = TokenLength(content);
        int targetStart = methodEnd + BlankLength(content[methodEnd..]);
        if (methodEnd == 0 || targetStart == methodEnd || targetStart == content.Length)
        {
            return false;
        }

        int targetEnd = targetStart + LengthUpToBlank(content[targetStart..]);
        int versionStart = targetEnd + BlankLength(content[targetEnd..]);
        var version = new HttpPacketVersion(0, 9);
        if (versionStart < content.Length && ReadVersion(content[versionStart..], out version) == 0)
        {
            return false;
        }

        parsed = HttpLine.Request(Find(content[..methodEnd]), methodEnd, targetStart, targetEnd, version);
        return true;
    }

    private static bool TryParseResponse(ReadOnlySpan<byte> content, out HttpLine parsed)
    {
        parsed = default;
        int versionEnd = ReadVersion(content, out HttpPacketVersion version);
        int statusStart = versionEnd + BlankLength(content[versionEnd..]);
        if (versionEnd == 0 || statusStart == versionEnd)
        {
            return false;
        }

        int statusEnd = statusStart + ReadNumber(content[statusStart..], out int status);
        int reasonStart = statusEnd + BlankLength(content[statusEnd..]);
        if (statusEnd < content.Length && reasonStart == statusEnd)
        {
            return false;
        }

        parsed = HttpLine.Response(version, status, reasonStart, content.Length);
        return true;
    }

    /// <summary>Reads <c>HTTP/1.1</c> at the front. What follows is not looked at. 0: it is not there.</summary>
    private static int ReadVersion(ReadOnlySpan<byte> text, out HttpPacketVersion version)
    {
        version = default;
        if (!text.StartsWith("HTTP/"u8))
        {
            return 0;
        }

        int majorEnd = 5 + ReadNumber(text[5..], out int major);
        if (majorEnd == 5 || majorEnd == text.Length || text[majorEnd] != '.')
        {
            return 0;
        }

        int minorEnd = majorEnd + 1 + ReadNumber(text[(majorEnd + 1)..], out int minor);
        version = new HttpPacketVersion(major, minor);
        return minorEnd == majorEnd + 1 ? 0 : minorEnd;
    }

    private static HttpKnownMethod Find(ReadOnlySpan<byte> method) => method switch
    {
        _ when method.SequenceEqual("GET"u8) => HttpKnownMethod.Get,
        _ when method.SequenceEqual("POST"u8) => HttpKnownMethod.Post,
        _ when method.SequenceEqual("PUT"u8) => HttpKnownMethod.Put,
        _ when method.SequenceEqual("HEAD"u8) => HttpKnownMethod.Head,
        _ when method.SequenceEqual("DELETE"u8) => HttpKnownMethod.Delete,
        _ when method.SequenceEqual("OPTIONS"u8) => HttpKnownMethod.Options,
        _ when method.SequenceEqual("TRACE"u8) => HttpKnownMethod.Trace,
        _ => HttpKnownMethod.None,
    };
}
