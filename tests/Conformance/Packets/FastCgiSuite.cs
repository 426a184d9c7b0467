using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Packets;

/// <summary>Packet fcgi: header and content are delivered, padding is not. Semantics 16.</summary>
public abstract class FastCgiSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    private const int HeaderLength = 8;

    private static readonly PacketSample Record = PacketSamples.Padded("content"u8, 3);

    [Test]
    public async Task Padding_is_not_delivered()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = PacketType.Fcgi });
        await pair.PeerSendsAsync([.. Record.Bytes, .. PacketSamples.Padded([], 255).Bytes, .. Record.Bytes], Token);

        await pair.Socket.DeliversAsync(Record.Delivered, "recv: without padding", Token);
        await pair.Socket.DeliversAsync(PacketSamples.Padded([], 255).Delivered, "recv: nothing but padding", Token);
        await pair.Socket.DeliversAsync(Record.Delivered, "recv: without padding", Token);
    }

    [Test]
    [Deviation("The padding of a FastCGI record that is longer than `buffer`")]
    public async Task Nor_that_of_a_record_longer_than_the_buffer([Values(8, 9, 15, 17, 18)] int buffer)
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = PacketType.Fcgi, Buffer = buffer });
        await pair.PeerSendsAsync([.. Record.Bytes, .. Record.Bytes], Token);

        byte[] expected = Expect.Deviations.StripsPaddingOfLongRecords || buffer >= Record.Bytes.Length
            ? Record.Delivered
            : Record.Bytes;
        await pair.Socket.DeliversAsync(expected, $"recv: buffer {buffer}", Token);
        await pair.Socket.DeliversAsync(expected, $"recv: buffer {buffer}", Token);
    }

    [Test]
    [Deviation("The padding of a FastCGI record that is longer than `buffer`")]
    public async Task Nor_that_of_a_record_that_comes_in_pieces([Range(1, 17)] int cut)
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = PacketType.Fcgi });
        Task<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(0, null, Token).AsTask();
        await pair.Peer.SendAsync(Record.Bytes.AsMemory(0, cut), Token);
        await pair.AllReadAsync(Token);

        await pair.Peer.SendAsync((byte[])[.. Record.Bytes[cut..], .. Record.Bytes], Token);

        // Once OTP knows the length it is as with a record that is longer than the buffer, if the rest is there before it asks for that.
        TcpResult<TcpPacket> received = await receiving;
        bool mayBePadded = cut >= HeaderLength && !Expect.Deviations.StripsPaddingOfLongRecords;
        bool isPadded = mayBePadded && received.IsOk && received.Value.ToArray().Length == Record.Bytes.Length;
        Outcome.Delivers(received, isPadded ? Record.Bytes : Record.Delivered, $"recv: {cut} bytes came first");
        await pair.Socket.DeliversAsync(Record.Delivered, "recv: the next record", Token);
    }
}

[TestFixture]
public sealed class InetFastCgi() : FastCgiSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketFastCgi() : FastCgiSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetFastCgi() : FastCgiSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketFastCgi() : FastCgiSuite(BackendUnderTest.OtpSocket);
