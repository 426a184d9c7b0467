using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Delivering;

/// <summary>Active modes: semantics 12.</summary>
public abstract class ActiveSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    [Test]
    public async Task Once_delivers_one_packet_and_leaves_the_rest()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = PacketType.Length4 });
        await pair.PeerSendsAsync(Wire.Frames(PacketType.Length4, "a"u8.ToArray(), "b"u8.ToArray(), "c"u8.ToArray()), Token);

        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.Active, TcpActive.Once), "setopts: active once");
        TcpMessage message = await pair.Socket.Owner.Messages.ReadAsync(Token);
        Assert.That(((TcpDataMessage)message).Packet.ToArray(), Is.EqualTo("a"u8.ToArray()));
        Assert.That(pair.Socket.Options.Get(TcpOptions.Active).Value, Is.EqualTo(TcpActive.False));
        await pair.Socket.DeliversAsync("b"u8.ToArray(), "recv: after once", Token);

        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.Active, TcpActive.Count(1)), "setopts: active 1");
        Assert.That(await pair.Socket.Owner.Messages.ReadAsync(Token), Is.InstanceOf<TcpDataMessage>());
        Assert.That(await pair.Socket.Owner.Messages.ReadAsync(Token), Is.InstanceOf<TcpPassiveMessage>());
    }

    [Test]
    public async Task True_delivers_all_and_then_closed()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = PacketType.Line, Active = TcpActive.True });
        await pair.Peer.SendAsync("one\ntwo\nthree"u8.ToArray(), Token);
        pair.Peer.Close();

        var texts = new List<string>();
        await foreach (TcpMessage message in pair.Socket.Owner.Messages.ReadAllAsync(Token))
        {
            texts.Add(message switch
            {
                TcpDataMessage data => System.Text.Encoding.ASCII.GetString(data.Packet.Span),
                TcpClosedMessage => "closed",
                _ => message.ToString(),
            });
            if (message is TcpClosedMessage)
            {
                break;
            }
        }

        Assert.That(texts, Is.EqualTo((string[])["one\n", "two\n", "closed"]));
    }
}

[TestFixture]
public sealed class InetActive() : ActiveSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketActive() : ActiveSuite(BackendUnderTest.Socket);
