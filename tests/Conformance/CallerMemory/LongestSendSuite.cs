using System.Buffers;
using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.CallerMemory;

/// <summary>What a send has not handed over comes back in one array, so nothing longer than that is taken; it is refused at once.</summary>
public abstract class LongestSendSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    private static readonly byte[] Segment = new byte[1 << 20];

    [Test]
    public async Task A_packet_longer_than_an_array_throws([Values(PacketType.Raw, PacketType.Length4)] PacketType packet)
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = packet });
        ReadOnlySequence<byte> data = OfLength(Array.MaxLength - (long)packet + 1);

        await Assert.ThatAsync(
            () => pair.Socket.SendAsync(data, Token).AsTask(), Throws.InstanceOf<ArgumentOutOfRangeException>());

        Outcome.Ok(await pair.Socket.SendAsync("x"u8.ToArray(), Token), "send: the socket is unharmed");
        byte[] expected = Wire.Frame(packet, "x"u8.ToArray());
        Assert.That(await pair.Peer.ReceiveExactlyAsync(expected.Length, Token), Is.EqualTo(expected), "nothing of it was sent");
    }

    private static ReadOnlySequence<byte> OfLength(long length)
    {
        IEnumerable<ReadOnlyMemory<byte>> whole = Enumerable.Repeat<ReadOnlyMemory<byte>>(Segment, (int)(length / Segment.Length));
        return Segments.Sequence(whole.Append(Segment.AsMemory(0, (int)(length % Segment.Length))));
    }
}

[TestFixture]
public sealed class SocketLongestSend() : LongestSendSuite(BackendUnderTest.Socket);
