using System.Net;
using TcpBackends.Tests.RealPeers.Programs;

namespace TcpBackends.Tests.RealPeers;

/// <summary>curl and a plain client against the HTTP server of the samples.</summary>
[RealPeers]
public sealed class HttpHelloTests(string backend)
{
    private Deadline _deadline = null!;
    private Sample _server = null!;
    private Uri _url = null!;

    private CancellationToken Token => _deadline.Token;

    private string Body => $"Hello from the backend {backend}!\n";

    [SetUp]
    public async Task StartServer()
    {
        _deadline = new Deadline();
        _server = await Sample.StartAsync("HttpHello", Token, "0", backend);
        // "Listening on http://127.0.0.1:8080/ (inet). Ctrl-C stops."
        _url = new Uri(_server.Greeting.Split(' ')[2]);
    }

    [TearDown]
    public async Task EndServer()
    {
        await _server.DisposeAsync();
        _deadline.Dispose();
    }

    [Test]
    public async Task curl_gets_a_page() =>
        Assert.That(await Curl.RunAsync(Token, "--fail", _url.ToString()), Is.EqualTo(Body));

    [Test]
    public async Task curl_keeps_the_connection()
    {
        string connections = await Curl.RunAsync(
            Token, "--write-out", "%{num_connects}%{http_code} ", "--output", "/dev/null", _url.ToString(), "--next",
            "--write-out", "%{num_connects}%{http_code} ", "--output", "/dev/null", "--data", "a body", _url.ToString(), "--next",
            "--write-out", "%{num_connects}%{http_code} ", "--output", "/dev/null", "--head", _url.ToString());

        Assert.That(connections, Is.EqualTo("1200 0200 0200 "), "one connection, three answers");
    }

    [Test]
    public async Task curl_posts_a_large_body()
    {
        string answer = await Curl.RunAsync(Token, "--data-raw", new string('x', 100_000), _url.ToString());

        Assert.That(answer, Is.EqualTo(Body));
    }

    [TestCase("/other", "404")]
    [TestCase("/", "405", "--request", "DELETE")]
    [TestCase("/", "501", "--data", "x", "--header", "Transfer-Encoding: chunked")]
    [TestCase("/", "413", "--data", "x", "--header", "Content-Length: 100000000", "--header", "Expect:")]
    public async Task curl_is_refused(string path, string status, params string[] arguments) => Assert.That(
        await Curl.RunAsync(
            Token, ["--output", "/dev/null", "--write-out", "%{http_code}", .. arguments, new Uri(_url, path).ToString()]),
        Is.EqualTo(status));

    [Test]
    public async Task Requests_in_one_segment_are_answered_in_order()
    {
        using RawClient client = await ConnectAsync();
        await client.SendAsync(
            "GET / HTTP/1.1\r\nHost: h\r\n\r\n\r\nPOST / HTTP/1.1\r\nContent-Length: 12\r\n\r\nGET /no HTTPHEAD / HTTP/1.1\r\nconnection: close\r\n\r\n",
            Token);

        string answers = await client.ReceiveToEndAsync(Token);

        IEnumerable<string> status = answers.Split("HTTP/1.1 ").Skip(1).Select(answer => answer[..3]);
        Assert.That(string.Join(' ', status), Is.EqualTo("200 200 200"), answers);
        Assert.That(answers, Does.EndWith("Connection: close\r\n\r\n"), "HEAD has no body, and the last answer says so");
    }

    [Test]
    public async Task A_request_byte_by_byte()
    {
        using RawClient client = await ConnectAsync();

        await client.DribbleAsync("GET / HTTP/1.1\r\nfolded: a\r\n b\r\nHost: h\r\n\r\n", Token);

        await client.ReceiveThroughAsync(Body, Token);
    }

    [TestCase("nonsense\r\n", "400")]
    [TestCase("GET / HTTP/1.1\r\nno header\r\n\r\n", "400")]
    [TestCase("GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", "400")]
    [TestCase("GET / HTTP/2.0\r\n\r\n", "505")]
    [TestCase("GET /\r\n\r\n", "505")]
    public async Task What_makes_no_sense_is_refused_and_the_connection_closed(string request, string status)
    {
        using RawClient client = await ConnectAsync();
        await client.SendAsync(request, Token);
        client.EndSending();

        Assert.That(await client.ReceiveToEndAsync(Token), Does.StartWith("HTTP/1.1 " + status));
    }

    [Test]
    public async Task An_endless_line_and_endless_headers_are_cut_off()
    {
        using RawClient line = await ConnectAsync();
        await line.SendAsync("GET /" + new string('x', 8192), Token);
        Assert.That(await EndsAsync(line), Is.True, "packet_size");

        using RawClient headers = await ConnectAsync();
        await headers.SendAsync("GET / HTTP/1.1\r\n" + string.Concat(Enumerable.Repeat("a: b\r\n", 102)), Token);
        headers.EndSending();
        Assert.That(await headers.ReceiveToEndAsync(Token), Does.StartWith("HTTP/1.1 431"));
    }

    [Test]
    public async Task Ctrl_C_ends_idle_connections_and_lets_a_request_finish()
    {
        using RawClient idle = await ConnectAsync();
        await idle.SendAsync("GET / HTTP/1.1\r\n\r\n", Token);
        await idle.ReceiveThroughAsync(Body, Token);
        using RawClient busy = await ConnectAsync();
        await busy.SendAsync("POST / HTTP/1.1\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n", Token);
        await busy.ReceiveThroughAsync("100 Continue\r\n\r\n", Token);

        _server.Interrupt();

        Assert.That(await idle.ReceiveToEndAsync(Token), Is.Empty, "nothing was asked");
        await busy.SendAsync("xx", Token);
        Assert.That(await busy.ReceiveToEndAsync(Token), Does.EndWith("Connection: close\r\n\r\n" + Body));
        await _server.WaitForExitAsync(Token);
    }

    private async Task<RawClient> ConnectAsync() =>
        await RawClient.ConnectAsync(new IPEndPoint(IPAddress.Loopback, _url.Port), Token);

    private async Task<bool> EndsAsync(RawClient client)
    {
        try
        {
            return (await client.ReceiveToEndAsync(Token)).Length == 0;
        }
        catch (System.Net.Sockets.SocketException e) when (e.SocketErrorCode == System.Net.Sockets.SocketError.ConnectionReset)
        {
            // What was sent and not read makes the end a reset.
            return true;
        }
    }
}
