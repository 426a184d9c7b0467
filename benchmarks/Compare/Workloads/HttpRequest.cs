namespace TcpBackends.Benchmarks.Compare.Workloads;

/// <summary>A request of nine lines.</summary>
internal static class HttpRequest
{
    public static byte[] Bytes { get; } =
        """
        GET /catalogue/items?page=3&size=50 HTTP/1.1
        Host: www.example.com
        User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0
        Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8
        Accept-Language: en-GB,en;q=0.5
        Accept-Encoding: gzip, deflate, br
        Connection: keep-alive
        X-Request-Id: 4f7c9a52

        
        """u8.ToArray().Where(code => code != '\r').SelectMany(WithCarriageReturn).ToArray();

    private static byte[] WithCarriageReturn(byte code) => code == '\n' ? [(byte)'\r', code] : [code];
}
