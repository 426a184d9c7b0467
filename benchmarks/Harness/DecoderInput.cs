namespace TcpBackends.Benchmarks.Harness;

/// <summary>What is decoded: the same packet again and again.</summary>
public static class DecoderInput
{
    /// <summary>The packet types, as the command line of a subject has them.</summary>
    public static IReadOnlyList<string> Types { get; } = ["4", "line", "http"];

    /// <summary>Bytes to decode.</summary>
    /// <param name="type">One of <see cref="Types"/>.</param>
    /// <param name="length">About how many.</param>
    public static byte[] Create(string type, int length)
    {
        byte[] packet = type switch
        {
            "4" => [0, 0, 0, 60, .. new byte[60]],
            "line" => [.. Enumerable.Repeat((byte)'x', 59), (byte)'\n'],
            "http" => CreateRequest(),
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a type."),
        };
        return [.. Enumerable.Repeat(packet, length / packet.Length).SelectMany(one => one)];
    }

    /// <summary>A request of nine lines.</summary>
    private static byte[] CreateRequest()
    {
        ReadOnlySpan<byte> text =
            """
            GET /catalogue/items?page=3&size=50 HTTP/1.1
            Host: www.example.com
            User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0
            Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8
            Accept-Language: en-GB,en;q=0.5
            Accept-Encoding: gzip, deflate, br
            Connection: keep-alive
            X-Request-Id: 4f7c9a52


            """u8;
        var request = new List<byte>();
        foreach (byte code in text)
        {
            request.AddRange(code == '\n' ? [(byte)'\r', code] : [code]);
        }

        return [.. request];
    }
}
