namespace TcpBackends.Framing;

/// <summary>What a line of packet types <c>http</c>, <c>http_bin</c>, <c>httph</c>, <c>httph_bin</c> is.</summary>
public enum HttpLineKind : byte
{
    /// <summary>None of the others. Erlang: <c>http_error</c>.</summary>
    Error,

    /// <summary>A request line. Erlang: <c>http_request</c>.</summary>
    Request,

    /// <summary>The status line of a response. Erlang: <c>http_response</c>.</summary>
    Response,

    /// <summary>A header field. Erlang: <c>http_header</c>.</summary>
    Header,

    /// <summary>The empty line behind the header fields. Erlang: <c>http_eoh</c>.</summary>
    EndOfHeaders,
}
