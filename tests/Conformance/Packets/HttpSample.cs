namespace TcpBackends.Tests.Conformance.Packets;

/// <summary>HTTP on the wire, and what packet http makes of it, in Erlang's notation.</summary>
public sealed record HttpSample(string Name, string Wire, params string[] Packets)
{
    private const string Get = """{http_request,'GET',{abs_path,"/2"},{1,1}}""";
    private const string End = "http_eoh";

    public static IReadOnlyList<HttpSample> All { get; } =
    [
        new(
            "a request, its headers, and a line of the body",
            "POST /x HTTP/1.1\r\nHost: h\r\nx-aB: c\r\n\r\nBODY\r\n",
            """{http_request,'POST',{abs_path,"/x"},{1,1}}""",
            """{http_header,14,'Host',"Host","h"}""",
            """{http_header,0,"X-Ab","x-aB","c"}""",
            End,
            """{http_error,"BODY\r\n"}"""),
        new(
            "a response",
            "HTTP/1.1 200 OK\r\nServer: s\r\n\r\n",
            """{http_response,{1,1},200,"OK"}""",
            """{http_header,30,'Server',"Server","s"}""",
            End),
        new(
            "two requests: after the headers a first line is due",
            "GET /2 HTTP/1.1\nA:b\n\nGET /2 HTTP/1.1\r\n\r\n",
            Get,
            """{http_header,0,"A","A","b"}""",
            End,
            Get,
            End),
        new(
            "a bad first line: a first line is still due",
            "bad\r\n\r\nGET /2 HTTP/1.1\r\nA: b\r\n\r\n",
            """{http_error,"bad\r\n"}""",
            """{http_error,"\r\n"}""",
            Get,
            """{http_header,0,"A","A","b"}""",
            End),
        new(
            "a bad header: headers are still due",
            "GET /2 HTTP/1.1\r\nbad header\r\nA: b\r\n\r\n",
            Get,
            """{http_error,"bad header\r\n"}""",
            """{http_header,0,"A","A","b"}""",
            End),
        new(
            "headers that are folded or empty",
            "GET /2 HTTP/1.1\r\nA: b\r\n c\r\n\td\r\nE:\r\nf-g:  h \r\n\r\n",
            Get,
            """{http_header,0,"A","A","b\r\n c\r\n\td"}""",
            """{http_header,0,"E","E",[]}""",
            """{http_header,0,"F-G","f-g","h "}""",
            End),
        new("a request without version", "GET /2\r\n\r\n", """{http_request,'GET',{abs_path,"/2"},{0,9}}""", End),
        new("any server", "OPTIONS * HTTP/1.1\r\n\r\n", "{http_request,'OPTIONS','*',{1,1}}", End),
        new(
            "an absolute URI",
            "get HTTP://h:80/p HTTP/1.1\r\n\r\n",
            """{http_request,"get",{absoluteURI,http,"h",80,"/p"},{1,1}}""",
            End),
        new(
            "an absolute URI without port and path",
            "HEAD https://h HTTP/1.1\r\n\r\n",
            """{http_request,'HEAD',{absoluteURI,https,"h",undefined,"/"},{1,1}}""",
            End),
        new("a tunnel", "CONNECT h:443 HTTP/1.1\r\n\r\n", """{http_request,"CONNECT",{scheme,"h","443"},{1,1}}""", End),
        new("another target", "PUT ab HTTP/1.1\r\n\r\n", """{http_request,'PUT',"ab",{1,1}}""", End),
    ];

    public byte[] Bytes => System.Text.Encoding.Latin1.GetBytes(Wire);

    public override string ToString() => Name;
}
