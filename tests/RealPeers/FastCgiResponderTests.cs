using TcpBackends.Tests.RealPeers.Programs;

namespace TcpBackends.Tests.RealPeers;

/// <summary>curl fetches pages from nginx, which has them from the sample over FastCGI.</summary>
[RealPeers]
public sealed class FastCgiResponderTests(string backend)
{
    private readonly Stack<IAsyncDisposable> _programs = [];
    private Deadline _deadline = null!;
    private DirectoryInfo _directory = null!;

    [SetUp]
    public void CreateDirectory()
    {
        _deadline = new Deadline();
        _directory = Directory.CreateTempSubdirectory("tcpbackends-fcgi-");
    }

    [TearDown]
    public async Task EndPrograms()
    {
        while (_programs.TryPop(out IAsyncDisposable? program))
        {
            await program.DisposeAsync();
        }

        _directory.Delete(recursive: true);
        _deadline.Dispose();
    }

    [Test]
    public async Task A_page([Values] bool keepConnections, [Values] bool unixDomain)
    {
        (_, Nginx nginx) = await StartAsync(keepConnections, unixDomain);

        for (int i = 0; i < 3; i++)
        {
            string page = await FetchAsync(nginx, $"/page?n={i}", "--header", "X-Test: <&>");

            Assert.That(page, Does.Contain($"<h1>Hello from the backend {backend}</h1>"));
            Assert.That(page, Does.Contain($"<dt>REQUEST_URI<dd>/page?n={i}\n").And.Contain("<dt>REQUEST_METHOD<dd>GET\n"));
            Assert.That(page, Does.Contain("<dt>HTTP_X_TEST<dd>&lt;&amp;&gt;\n"), "names and values arrive whole");
        }

        Assert.That(nginx.Complaints(), Is.Empty);
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(100_001)]
    [TestCase(5_000_000)]
    public async Task A_body_of_many_records(int size)
    {
        (_, Nginx nginx) = await StartAsync(keepConnections: true, unixDomain: false);
        string file = Path.Combine(_directory.FullName, "body");
        await File.WriteAllBytesAsync(file, new byte[size], _deadline.Token);

        string page = await FetchAsync(nginx, "/", "--header", "Expect:", "--data-binary", "@" + file);

        Assert.That(page, Does.Contain($"<p>{size} bytes of body</p>"));
    }

    [Test]
    public async Task Parameters_and_an_answer_longer_than_a_record()
    {
        (_, Nginx nginx) = await StartAsync(keepConnections: true, unixDomain: true);
        string query = string.Concat(Enumerable.Repeat("<", 7000));

        string page = await FetchAsync(nginx, "/?" + query, "--header", "X-Test: " + query);

        string encoded = string.Concat(Enumerable.Repeat("&lt;", 7000));
        Assert.That(page, Does.Contain($"<dt>QUERY_STRING<dd>{encoded}\n"));
        Assert.That(page, Has.Length.GreaterThan(65_536));
    }

    [Test]
    public async Task Many_at_once()
    {
        (_, Nginx nginx) = await StartAsync(keepConnections: true, unixDomain: false);

        string[] pages = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => FetchAsync(nginx, $"/{i}")));

        Assert.That(pages, Has.All.Contains("<h1>Hello"));
        Assert.That(pages.Distinct().Count(), Is.EqualTo(pages.Length));
    }

    [Test]
    public async Task Ctrl_C_ends_it_though_nginx_keeps_its_connections()
    {
        (Sample responder, Nginx nginx) = await StartAsync(keepConnections: true, unixDomain: true);
        await FetchAsync(nginx, "/");

        responder.Interrupt();

        await responder.WaitForExitAsync(_deadline.Token);
        Assert.That(File.Exists(Path.Combine(_directory.FullName, "fcgi.sock")), Is.False, "it removes its file");
    }

    private async Task<(Sample Responder, Nginx Nginx)> StartAsync(bool keepConnections, bool unixDomain)
    {
        string path = Path.Combine(_directory.FullName, "fcgi.sock");
        Sample responder = await Sample.StartAsync("FastCgiResponder", _deadline.Token, unixDomain ? path : "0", backend);
        _programs.Push(responder);
        // "Listening on 127.0.0.1:9000 (inet). Ctrl-C stops."
        string address = unixDomain ? "unix:" + path : responder.Greeting.Split(' ')[2];
        Nginx nginx = await Nginx.StartAsync(address, keepConnections, _deadline);
        _programs.Push(nginx);
        return (responder, nginx);
    }

    private Task<string> FetchAsync(Nginx nginx, string path, params string[] arguments) => Curl.RunAsync(
        _deadline.Token, ["--fail", "--globoff", "--unix-socket", nginx.SocketPath, .. arguments, "http://localhost" + path]);
}
