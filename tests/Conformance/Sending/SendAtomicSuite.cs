using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Sending;

/// <summary>Concurrent senders never interleave inside one send: semantics 5.4.</summary>
public abstract class SendAtomicSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    [TestCase(PacketType.Length4, 8, 40, 1000)]
    [TestCase(PacketType.Length4, 8, 20, 20_000)]
    [TestCase(PacketType.Length2, 8, 20, 30_000)]
    [TestCase(PacketType.Raw, 6, 10, 50_000)]
    public async Task send_atomic(PacketType packet, int senders, int sends, int size)
    {
        ConnectedPair pair = await PairAsync(
            new TcpSocketOptions { Packet = packet, SendBuffer = CloggedPair.KernelBuffer },
            peerReceiveBuffer: CloggedPair.KernelBuffer);

        Task[] sending = [.. Enumerable.Range(0, senders).Select(sender => Task.Run(() => SendAllAsync(sender), Token))];
        int[] next = new int[senders];
        for (int i = 0; i < senders * sends; i++)
        {
            byte[] frame = await pair.Peer.ReceiveExactlyAsync((int)packet + size, Token);
            AssertIsNext(frame, packet, next);
        }

        await Task.WhenAll(sending);
        Assert.That(next, Is.All.EqualTo(sends));

        async Task SendAllAsync(int sender)
        {
            for (int i = 0; i < sends; i++)
            {
                Outcome.Ok(await pair.Socket.SendAsync(Payload(sender, i, size), Token), "send: concurrent senders");
            }
        }
    }

    [Test]
    public async Task Segments_of_one_send_stay_together_too()
    {
        const int Senders = 4;
        const int Sends = 20;
        const int Size = 20_000;
        ConnectedPair pair = await PairAsync(
            new TcpSocketOptions { SendBuffer = CloggedPair.KernelBuffer }, peerReceiveBuffer: CloggedPair.KernelBuffer);

        Task[] sending = [.. Enumerable.Range(0, Senders).Select(sender => Task.Run(() => SendAllAsync(sender), Token))];
        int[] next = new int[Senders];
        for (int i = 0; i < Senders * Sends; i++)
        {
            AssertIsNext(await pair.Peer.ReceiveExactlyAsync(Size, Token), PacketType.Raw, next);
        }

        await Task.WhenAll(sending);

        async Task SendAllAsync(int sender)
        {
            for (int i = 0; i < Sends; i++)
            {
                Outcome.Ok(
                    await pair.Socket.SendAsync(Segments.Cut(Payload(sender, i, Size), 150), Token), "send: concurrent senders");
            }
        }
    }

    /// <summary>Who sent it, the how manieth it is, and the same byte up to the end.</summary>
    private static byte[] Payload(int sender, int number, int size)
    {
        byte[] payload = new byte[size];
        Array.Fill(payload, (byte)(sender + 1));
        payload[1] = (byte)number;
        return payload;
    }

    private static void AssertIsNext(byte[] frame, PacketType packet, int[] next)
    {
        ReadOnlySpan<byte> payload = frame.AsSpan((int)packet);
        int sender = payload[0] - 1;
        Assert.Multiple(() =>
        {
            Assert.That(frame[..(int)packet], Is.EqualTo(Wire.Header(packet, frame.Length - (int)packet)), "header");
            Assert.That(sender, Is.InRange(0, next.Length - 1), "sender");
            Assert.That(frame[(int)packet + 1], Is.EqualTo((byte)next[sender]), "each sender's order is kept");
        });
        if (payload[2..].IndexOfAnyExcept(payload[0]) is >= 0 and int mixed)
        {
            Assert.Fail($"The bytes of another send begin {mixed + 2} bytes into one of {payload.Length}.");
        }

        next[sender]++;
    }
}

[TestFixture]
public sealed class InetSendAtomic() : SendAtomicSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketSendAtomic() : SendAtomicSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetSendAtomic() : SendAtomicSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketSendAtomic() : SendAtomicSuite(BackendUnderTest.OtpSocket);
