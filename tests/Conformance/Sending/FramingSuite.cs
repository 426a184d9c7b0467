using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Sending;

/// <summary>What a send puts on the wire: semantics 5.1.</summary>
public abstract class FramingSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    private static readonly byte[] End = "end"u8.ToArray();

    [TestCase(PacketType.Raw, 3)]
    [TestCase(PacketType.Length1, 3)]
    [TestCase(PacketType.Length2, 3)]
    [TestCase(PacketType.Length4, 3)]
    [TestCase(PacketType.Length1, 255)]
    [TestCase(PacketType.Length2, 65535)]
    [TestCase(PacketType.Length4, 65536)]
    public async Task A_packet_has_its_length_before_it(PacketType packet, int length)
    {
        await SendAndCompareAsync(new TcpSocketOptions { Packet = packet }, Pattern.Bytes(length), packet);
    }

    [TestCase(PacketType.Length1, 256)]
    [TestCase(PacketType.Length1, 257)]
    [TestCase(PacketType.Length2, 65536)]
    [TestCase(PacketType.Length2, 65537)]
    public async Task A_length_that_does_not_fit_overflows_silently(PacketType packet, int length)
    {
        await SendAndCompareAsync(new TcpSocketOptions { Packet = packet }, Pattern.Bytes(length), packet);
    }

    [TestCase(PacketType.Raw)]
    [TestCase(PacketType.Length1)]
    [TestCase(PacketType.Length2)]
    [TestCase(PacketType.Length4)]
    public async Task An_empty_packet_is_a_header_of_zeros_and_raw_is_nothing(PacketType packet)
    {
        await SendAndCompareAsync(new TcpSocketOptions { Packet = packet }, [], packet);
    }

    [TestCase(PacketType.Raw)]
    [TestCase(PacketType.Length2)]
    public async Task t_packet_size_does_not_limit_sending(PacketType packet)
    {
        await SendAndCompareAsync(new TcpSocketOptions { Packet = packet, PacketSize = 10 }, Pattern.Bytes(20), packet);
    }

    [Test]
    public async Task The_packet_type_counts_that_the_socket_has_at_the_call()
    {
        ConnectedPair pair = await PairAsync();
        byte[] payload = Pattern.Bytes(5);
        PacketType[] types = [PacketType.Length4, PacketType.Raw, PacketType.Length1, PacketType.Length2];

        foreach (PacketType type in types)
        {
            Outcome.Ok(pair.Socket.Options.Set(TcpOptions.Packet, type), "setopts: packet");
            Outcome.Ok(await pair.Socket.SendAsync(payload, Token), "send");
        }

        byte[] expected = [.. types.SelectMany(type => Wire.Frame(type, payload))];
        Assert.That(await pair.Peer.ReceiveExactlyAsync(expected.Length, Token), Is.EqualTo(expected));
    }

    [TestCase(PacketType.Length1)]
    [TestCase(PacketType.Length4)]
    public async Task Header_and_payload_leave_in_one_segment(PacketType packet)
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = packet, NoDelay = true });

        Outcome.Ok(await pair.Socket.SendAsync(Pattern.Bytes(100), Token), "send");

        await pair.Peer.ReceiveExactlyAsync((int)packet + 100, Token);
        Assert.That(pair.Peer.ReceivedSegments, Is.Null.Or.EqualTo(1));
    }

    [Test]
    public async Task t_getstat_counts_calls_and_bytes_headers_included()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = PacketType.Length4 });

        Outcome.Ok(await pair.Socket.SendAsync("abc"u8.ToArray(), Token), "send");
        Outcome.Ok(await pair.Socket.SendAsync(ReadOnlyMemory<byte>.Empty, Token), "send: empty");

        TcpStatistics statistics = pair.Socket.Statistics.Value;
        Assert.That((statistics.SentBytes, statistics.SentPackets, statistics.PendingBytes), Is.EqualTo((11L, 2L, 0L)));
    }

    [Test]
    public async Task An_empty_raw_send_counts_as_a_call()
    {
        ConnectedPair pair = await PairAsync();

        Outcome.Ok(await pair.Socket.SendAsync("abc"u8.ToArray(), Token), "send");
        Outcome.Ok(await pair.Socket.SendAsync(ReadOnlyMemory<byte>.Empty, Token), "send: empty");

        TcpStatistics statistics = pair.Socket.Statistics.Value;
        Assert.That((statistics.SentBytes, statistics.SentPackets), Is.EqualTo((3L, 2L)));
    }

    private async Task SendAndCompareAsync(TcpSocketOptions options, byte[] payload, PacketType packet)
    {
        ConnectedPair pair = await PairAsync(options);
        Task<PeerReading> reading = pair.Peer.ReceiveToEndAsync(Token);

        Outcome.Ok(await pair.Socket.SendAsync(payload, Token), "send");
        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.Packet, PacketType.Raw), "setopts: packet raw");
        Outcome.Ok(await pair.Socket.SendAsync(End, Token), "send");
        Outcome.Ok(await pair.Socket.ShutdownAsync(TcpShutdown.Write, Token), "shutdown(write)");

        Assert.That((await reading).Bytes, Is.EqualTo((byte[])[.. Wire.Frame(packet, payload), .. End]));
    }
}

[TestFixture]
public sealed class InetFraming() : FramingSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketFraming() : FramingSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetFraming() : FramingSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketFraming() : FramingSuite(BackendUnderTest.OtpSocket);
