using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Stress;

/// <summary>
/// What a caller does after its wait may be anything: it must not keep others from their data, and not run where somebody else holds a lock.
/// </summary>
public abstract class ContinuationSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    private static readonly byte[] One = [1];

    [Test]
    public async Task One_that_blocks_does_not_keep_others_from_their_data()
    {
        const int Connections = 6;
        ConnectedPair[] pairs = await PairsAsync(Connections);
        using var last = new ManualResetEventSlim();
        var blocked = new SemaphoreSlim(0);
        Task[] blocking = [.. pairs.SkipLast(1).Select(pair => Task.Run(
            async () =>
            {
                Outcome.Ok(await pair.Socket.ReceiveAsync(1, null, Token).ConfigureAwait(false), "recv that waited");
                blocked.Release();
                last.Wait(Token);
            },
            Token))];
        Task setting = Task.Run(
            async () =>
            {
                Outcome.Ok(await pairs[^1].Socket.ReceiveAsync(1, null, Token).ConfigureAwait(false), "recv that waited");
                last.Set();
            },
            Token);

        foreach (ConnectedPair pair in pairs.SkipLast(1))
        {
            await pair.Peer.SendAsync(One, Token);
            await blocked.WaitAsync(Token);
        }

        await pairs[^1].Peer.SendAsync(One, Token);

        await setting.WaitAsync(Token);
        await Task.WhenAll(blocking).WaitAsync(Token);
    }

    [Test]
    public async Task What_is_sent_arrives_even_if_one_blocks_afterwards([Values(1, 3)] int requests)
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = PacketType.Length1 });
        using var arrived = new ManualResetEventSlim();
        Task answering = Task.Run(
            async () =>
            {
                for (int i = 0; i < requests; i++)
                {
                    Outcome.Ok(await pair.Socket.ReceiveAsync(0, null, Token).ConfigureAwait(false), "recv that waited");
                    Outcome.Ok(await pair.Socket.SendAsync(One, Token).ConfigureAwait(false), "send");
                }

                // One more request lies there while this blocks.
                arrived.Wait(Token);
                Outcome.Ok(await pair.Socket.ReceiveAsync(0, null, Token).ConfigureAwait(false), "recv of what lay there");
            },
            Token);

        byte[] lying = [.. Enumerable.Repeat((byte[])[1, 7], requests + 1).SelectMany(frame => frame)];
        await pair.Peer.SendAsync(lying, Token);

        Assert.That(
            await pair.Peer.ReceiveExactlyAsync(2 * requests, Token),
            Is.EqualTo(Enumerable.Repeat((byte[])[1, 1], requests).SelectMany(frame => frame)),
            "every send that said ok");
        arrived.Set();
        await answering.WaitAsync(Token);
    }

    [Test]
    public async Task Those_that_are_slow_and_those_that_are_not_all_come_to_their_turn()
    {
        const int Rounds = 40;
        ConnectedPair[] pairs = await PairsAsync(4);
        Task[] slow = [.. pairs.Select((pair, index) => Task.Run(
            async () =>
            {
                for (int round = 0; round < Rounds; round++)
                {
                    Outcome.Ok(await pair.Socket.ReceiveAsync(1, null, Token).ConfigureAwait(false), "recv that waited");
                    if (index % 2 == 0)
                    {
                        Thread.SpinWait(20_000);
                    }

                    Outcome.Ok(await pair.Socket.SendAsync(One, Token).ConfigureAwait(false), "send");
                }
            },
            Token))];
        Task[] peers = [.. pairs.Select(pair => Task.Run(
            async () =>
            {
                for (int round = 0; round < Rounds; round++)
                {
                    await pair.Peer.SendAsync(One, Token);
                    Assert.That(await pair.Peer.ReceiveAsync(new byte[1], Token), Is.EqualTo(1));
                }
            },
            Token))];

        await Task.WhenAll([.. slow, .. peers]).WaitAsync(Token);
    }

    [Test]
    public async Task None_runs_inside_a_call_of_somebody_else([Values] bool calledAfterAWait)
    {
        for (int round = 0; round < 50; round++)
        {
            ConnectedPair[] pairs = await PairsAsync(2);
            int closing = 0;
            Task<bool> waiting = Task.Run(
                async () =>
                {
                    Outcome.Is(await pairs[0].Socket.ReceiveAsync(1, null, Token).ConfigureAwait(false), TcpError.Closed, "recv when closed");
                    return Volatile.Read(ref closing) == Environment.CurrentManagedThreadId;
                },
                Token);
            Task<bool> reading = Task.Run(
                async () =>
                {
                    if (calledAfterAWait)
                    {
                        Outcome.Ok(await pairs[1].Socket.ReceiveAsync(1, null, Token).ConfigureAwait(false), "recv that waited");
                    }

                    Volatile.Write(ref closing, Environment.CurrentManagedThreadId);
                    ValueTask<TcpResult> closed = pairs[0].Socket.CloseAsync(Token);
                    Volatile.Write(ref closing, 0);
                    return (await closed.ConfigureAwait(false)).IsOk;
                },
                Token);
            await pairs[1].Peer.SendAsync(One, Token);

            Assert.That(await reading.WaitAsync(Token), Is.True, "close");
            Assert.That(await waiting.WaitAsync(Token), Is.False, "the receive went on inside the call of close");
        }
    }

    private async Task<ConnectedPair[]> PairsAsync(int count)
    {
        var pairs = new ConnectedPair[count];
        for (int i = 0; i < count; i++)
        {
            pairs[i] = await PairAsync();
        }

        return pairs;
    }
}

[TestFixture]
public sealed class InetContinuation() : ContinuationSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketContinuation() : ContinuationSuite(BackendUnderTest.Socket);
