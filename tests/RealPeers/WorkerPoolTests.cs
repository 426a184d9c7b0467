using System.Net;
using TcpBackends.Tests.RealPeers.Programs;

namespace TcpBackends.Tests.RealPeers;

/// <summary>Plain clients against the worker pool of the samples. It needs no programs of others.</summary>
[TestFixture(TcpBackendNames.Inet)]
[TestFixture(TcpBackendNames.Socket)]
public sealed class WorkerPoolTests(string backend)
{
    private const int Workers = 3;

    private Deadline _deadline = null!;
    private Sample _server = null!;
    private IPEndPoint _address = null!;

    private CancellationToken Token => _deadline.Token;

    [SetUp]
    public async Task StartServer()
    {
        _deadline = new Deadline();
        _server = await Sample.StartAsync("WorkerPool", Token, "0", $"{Workers}", backend);
        // "Listening on 127.0.0.1:5679 with 3 workers (inet). Ctrl-C stops."
        _address = IPEndPoint.Parse(_server.Greeting.Split(' ')[2]);
    }

    [TearDown]
    public async Task EndServer()
    {
        await _server.DisposeAsync();
        _deadline.Dispose();
    }

    [Test]
    public async Task Every_worker_serves_a_client_and_then_the_next()
    {
        for (int round = 0; round < 3; round++)
        {
            RawClient[] clients = new RawClient[Workers];
            for (int i = 0; i < Workers; i++)
            {
                clients[i] = await ConnectAsync();
            }

            for (int i = 0; i < 10; i++)
            {
                foreach (RawClient client in clients)
                {
                    await client.SendAsync("\0\u0003abc\0\u0002de", Token);
                    await client.ReceiveThroughAsync("\0\u0003ABC\0\u0002DE", Token);
                }
            }

            foreach (RawClient client in clients)
            {
                client.Dispose();
            }
        }
    }

    [Test]
    public async Task A_client_waits_until_a_worker_is_free()
    {
        RawClient[] served = new RawClient[Workers];
        for (int i = 0; i < Workers; i++)
        {
            served[i] = await ConnectAsync();
            await served[i].SendAsync("\0\u0001x", Token);
            await served[i].ReceiveThroughAsync("\0\u0001X", Token);
        }

        using RawClient waiting = await ConnectAsync();
        await waiting.SendAsync("\0\u0001y", Token);
        foreach (RawClient client in served)
        {
            client.Dispose();
        }

        await waiting.ReceiveThroughAsync("\0\u0001Y", Token);
    }

    [Test]
    public async Task Ctrl_C_closes_connections_and_ends_it()
    {
        using RawClient client = await ConnectAsync();
        await client.SendAsync("\0\u0003abc", Token);
        await client.ReceiveThroughAsync("\0\u0003ABC", Token);

        _server.Interrupt();

        Assert.That(await client.ReceiveToEndAsync(Token), Is.Empty);
        await _server.WaitForExitAsync(Token);
    }

    private Task<RawClient> ConnectAsync() => RawClient.ConnectAsync(_address, Token);
}
