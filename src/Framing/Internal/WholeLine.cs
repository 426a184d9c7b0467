namespace TcpBackends.Framing.Internal;

/// <summary>
/// The usual case: a line that is there with all its bytes when it is first looked at. That needs no state.
/// </summary>
internal static class WholeLine
{
    /// <summary>The length of the line at the front; 0: it takes a closer look.</summary>
    public static int LengthOf(PacketType type, ReadOnlySpan<byte> bytes, in PacketOptions options, bool inHeaders)
    {
        // Longer lines are another case with either limit, except that HTTP prefers packet_size.
        int longest = options.PacketSize != 0 ? options.PacketSize : int.MaxValue;
        if (options.LineLength != 0 && (type == PacketType.Line || options.PacketSize == 0))
        {
            longest = Math.Min(longest, options.LineLength);
        }

        ReadOnlySpan<byte> searched = bytes.Length > longest ? bytes[..longest] : bytes;
        if (type == PacketType.Line)
        {
            return searched.IndexOf(options.LineDelimiter) + 1;
        }

        int length = type.IsHttp() ? searched.IndexOf((byte)'\n') + 1 : 0;
        bool isHeader = inHeaders || type.IsHttpHeadersOnly();
        return length == 0 || !isHeader || HttpScan.EndsHeader(bytes, length) ? length : 0;
    }
}
