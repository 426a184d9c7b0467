using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Delivering;

/// <summary>The worker pool of the gen_tcp manual, under "Examples": several workers accept on one listener, with {active, once}.</summary>
public abstract class WorkerPoolSuite(BackendUnderTest subject) : DeliveringSuite(subject)
{
    private const int Workers = 3;
    private const int Clients = 9;

    [Test]
    public async Task Workers_share_a_listener_and_serve_one_client_each()
    {
        ITcpListener listener = await ListenAsync(new TcpSocketOptions { Packet = PacketType.Length2, Active = TcpActive.False });
        Task<int>[] workers = new Task<int>[Workers];
        for (int i = 0; i < Workers; i++)
        {
            workers[i] = ServeAsync(listener, NewMailbox());
        }

        await Task.WhenAll(Enumerable.Range(0, Clients).Select(number => AskAsync(listener, number)));
        Outcome.Ok(await listener.CloseAsync(Token), "close: the workers go home");

        Assert.That((await Task.WhenAll(workers)).Sum(), Is.EqualTo(Clients), "each client was served by one worker");
    }

    private async Task<int> ServeAsync(ITcpListener listener, ITcpMailbox worker)
    {
        int served = 0;
        while ((await listener.AcceptAsync(worker, null, Token)).TryGetValue(out ITcpSocket? socket))
        {
            await LoopAsync(Keep(socket), worker);
            served++;
        }

        return served;
    }

    private async Task LoopAsync(ITcpSocket socket, ITcpMailbox worker)
    {
        while (true)
        {
            Arm(socket, TcpActive.Once);
            switch (await worker.Messages.ReadAsync(Token))
            {
                case TcpDataMessage data:
                    Assert.That(data.Socket, Is.SameAs(socket), "one client at a time");
                    Outcome.Ok(await socket.SendAsync(Enumerable.Reverse(data.Packet.ToArray()).ToArray(), Token), "send: the answer");
                    break;
                case TcpClosedMessage:
                    Outcome.Is(await socket.CloseAsync(Token), TcpError.None, "close");
                    return;
                case { } other:
                    Assert.Fail(Mail.Words(other));
                    break;
            }
        }
    }

    private async Task AskAsync(ITcpListener listener, int number)
    {
        RawPeer client = await RawPeer.ConnectAsync(AddressOf(listener), Token);
        for (int i = 0; i < 5; i++)
        {
            await client.SendAsync(Wire.Frame(PacketType.Length2, [(byte)number, (byte)i]), Token);
            Assert.That(await client.ReceiveExactlyAsync(4, Token), Is.EqualTo((byte[])[0, 2, (byte)i, (byte)number]), "the answer");
        }

        client.Close();
    }
}

[TestFixture]
public sealed class InetWorkerPool() : WorkerPoolSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketWorkerPool() : WorkerPoolSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetWorkerPool() : WorkerPoolSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketWorkerPool() : WorkerPoolSuite(BackendUnderTest.OtpSocket);
