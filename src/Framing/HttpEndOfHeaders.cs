namespace TcpBackends.Framing;

/// <summary>The empty line behind the header fields. Erlang: <c>http_eoh</c>.</summary>
public sealed record HttpEndOfHeaders : HttpPacket
{
    private HttpEndOfHeaders()
    {
    }

    /// <summary>The only one.</summary>
    public static HttpEndOfHeaders Instance { get; } = new();
}
