namespace TcpBackends.Tests.Conformance.Stress;

/// <summary>
/// Two sockets of the library talk to each other with tiny buffers, so that nearly every call waits: a wake-up that is lost
/// stops them for good.
/// </summary>
public abstract class PingPongSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    private static readonly TcpSocketOptions Tiny = new()
    {
        SendBuffer = CloggedPair.KernelBuffer,
        ReceiveBuffer = CloggedPair.KernelBuffer,
        NoDelay = true,
    };

    [TestCase(4000, 10, 1)]
    [TestCase(2000, 5000, 2)]
    [TestCase(50, 60_000, 3)]
    public async Task Messages_of_random_size_go_to_and_fro(int rounds, int largest, int seed)
    {
        (ITcpSocket client, ITcpSocket server) = await LibraryPairAsync();
        int[] sizes = Sizes(rounds, largest, seed);

        Task echoing = Task.Run(
            async () =>
            {
                foreach (int size in sizes)
                {
                    byte[] received = await server.ReceiveExactlyAsync(size, Token);
                    Outcome.Ok(await server.SendAsync(received, Token), "send: the echo");
                }
            },
            Token);
        foreach (int size in sizes)
        {
            Task<TcpSendResult> sending = client.SendAsync(Pattern.Bytes(size), Token).AsTask();
            CloggedPair.AssertIsPattern(await client.ReceiveExactlyAsync(size, Token));
            Outcome.Ok(await sending, "send: the question");
        }

        await echoing;
    }

    [TestCase(1_000_000, 1)]
    [TestCase(10_000_000, 2)]
    public async Task bidirectional_traffic(int total, int seed)
    {
        (ITcpSocket client, ITcpSocket server) = await LibraryPairAsync();

        await Task.WhenAll(
            Task.Run(() => SendAllAsync(client, total, new Random(seed)), Token),
            Task.Run(() => SendAllAsync(server, total, new Random(seed + 1)), Token),
            Task.Run(() => ReceiveAllAsync(client, total, new Random(seed + 2)), Token),
            Task.Run(() => ReceiveAllAsync(server, total, new Random(seed + 3)), Token));
    }

    [Test]
    public async Task Many_pairs_at_once([Values(1, 2)] int seed)
    {
        const int Pairs = 20;
        (ITcpSocket Client, ITcpSocket Server)[] pairs = new (ITcpSocket, ITcpSocket)[Pairs];
        for (int i = 0; i < Pairs; i++)
        {
            pairs[i] = await LibraryPairAsync();
        }

        await Task.WhenAll(pairs.SelectMany((pair, i) => (Task[])
        [
            Task.Run(() => SendAllAsync(pair.Client, 300_000, new Random(seed + i)), Token),
            Task.Run(() => ReceiveAllAsync(pair.Server, 300_000, new Random(seed - i)), Token),
        ]));
    }

    private static int[] Sizes(int count, int largest, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(1, largest + 1))];
    }

    private async Task<(ITcpSocket Client, ITcpSocket Server)> LibraryPairAsync()
    {
        ITcpListener listener = await ListenAsync(Tiny);
        ITcpSocket client = await ConnectAsync(AddressOf(listener), Tiny);
        return (client, await AcceptAsync(listener));
    }

    private async Task SendAllAsync(ITcpSocket socket, int total, Random random)
    {
        for (int sent = 0; sent < total;)
        {
            int size = Math.Min(random.Next(1, 20_000), total - sent);
            Outcome.Ok(await socket.SendAsync(Pattern.Bytes(sent, size), Token), "send");
            sent += size;
        }
    }

    private async Task ReceiveAllAsync(ITcpSocket socket, int total, Random random)
    {
        for (int received = 0; received < total;)
        {
            int length = random.Next(3) == 0 ? Math.Min(random.Next(1, 20_000), total - received) : 0;
            TcpPacket packet = Outcome.Ok(await socket.ReceiveAsync(length, null, Token), "recv");
            Assert.That(Pattern.FirstDifference(packet.Span, received), Is.Negative, "the stream is intact");
            received += packet.Length;
        }
    }
}

[TestFixture]
public sealed class InetPingPong() : PingPongSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketPingPong() : PingPongSuite(BackendUnderTest.Socket);
