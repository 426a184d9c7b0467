namespace TcpBackends.Tests.Conformance.Delivering;

/// <summary>Senders without end do not keep other sockets from being served.</summary>
public abstract class FairnessSuite(BackendUnderTest subject) : DeliveringSuite(subject)
{
    private const int Floods = 3;
    private const int RoundTrips = 50;

    [Test]
    public async Task Others_are_served_while_some_peers_send_without_end()
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Token);
        ConnectedPair quiet = await PairAsync(Lines with { Active = TcpActive.True });
        var work = new List<Task>();
        long drained = 0;
        for (int i = 0; i < Floods; i++)
        {
            ITcpMailbox owner = Keep(Backend.CreateMailbox(new TcpMailboxOptions { Capacity = 1000 }));
            ConnectedPair pair = await PairAsync(new TcpSocketOptions { Owner = owner, Active = TcpActive.True });
            work.Add(Task.Run(() => FloodAsync(pair.Peer), Token));
            work.Add(Task.Run(() => DrainAsync(pair.Socket), Token));
        }

        for (int i = 0; i < RoundTrips; i++)
        {
            long before = Interlocked.Read(ref drained);
            await quiet.Peer.SendAsync(Bytes($"{i}\n"), Token);
            await quiet.Socket.TellsAsync([Mail.Data($"{i}")], "a quiet socket beside busy ones", Token);
            await Eventually.TrueAsync(() => Interlocked.Read(ref drained) > before, "the busy ones go on, too", Token);
        }

        await over.CancelAsync();
        await Task.WhenAll(work);

        async Task FloodAsync(RawPeer peer)
        {
            byte[] bytes = new byte[65536];
            try
            {
                while (true)
                {
                    await peer.SendAsync(bytes, over.Token);
                }
            }
            catch (OperationCanceledException) when (over.IsCancellationRequested)
            {
                // The test is done.
            }
        }

        async Task DrainAsync(ITcpSocket socket)
        {
            try
            {
                await foreach (TcpMessage message in socket.Owner.Messages.ReadAllAsync(over.Token))
                {
                    if (message is TcpDataMessage data)
                    {
                        Interlocked.Add(ref drained, data.Packet.Length);
                    }
                    else
                    {
                        Arm(socket, TcpActive.True);
                    }
                }
            }
            catch (OperationCanceledException) when (over.IsCancellationRequested)
            {
                // The test is done.
            }
        }
    }
}

[TestFixture]
public sealed class InetFairness() : FairnessSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketFairness() : FairnessSuite(BackendUnderTest.Socket);
