using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Receiving;

/// <summary>A packet that is too large is emsgsize: semantics 16.</summary>
public abstract class PacketSizeSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    [Test]
    public async Task A_packet_of_the_size_allowed_is_delivered(
        [Values(PacketType.Length1, PacketType.Length2, PacketType.Length4)] PacketType packet)
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = packet, PacketSize = 4 });
        await pair.PeerSendsAsync(Wire.Frame(packet, "abcd"u8.ToArray()), Token);

        await pair.Socket.DeliversAsync("abcd"u8.ToArray(), "recv: packet_size 4, 4 bytes", Token);
        Outcome.Is(await pair.Socket.ReceiveAsync(0, TimeSpan.Zero, Token), TcpError.Timeout, "recv: nothing else");
    }

    [Test]
    public async Task A_larger_one_closes_the_socket_on_inet_and_stays_on_socket(
        [Values(PacketType.Length1, PacketType.Length2, PacketType.Length4)] PacketType packet, [Values] bool show)
    {
        ConnectedPair pair = await PairAsync(
            new TcpSocketOptions { Packet = packet, PacketSize = 4, ShowEconnreset = show });
        byte[] frames = Wire.Frames(packet, "good"u8.ToArray(), "abcde"u8.ToArray());
        await pair.PeerSendsAsync(frames, Token);

        await pair.Socket.DeliversAsync("good"u8.ToArray(), "recv: the good packet before it", Token);
        await pair.Socket.ReceivesSayAsync([TcpError.EMsgSize], "recv: packet_size 4, 5 bytes", Token);

        if (Expect.Receiving.OversizedPacketCloses)
        {
            await pair.Socket.ReceivesSayAsync([TcpError.ENotConn, TcpError.ENotConn], "recv after emsgsize", Token);
            await pair.Socket.SendsSayAsync([TcpError.ENotConn, TcpError.ENotConn], "send after emsgsize", Token);
            AssertCloseReason(pair.Socket, TcpCloseReason.InvalidPacket);
            Assert.That((await pair.Peer.ReceiveToEndAsync(Token)).ToString(), Is.EqualTo("0 bytes, then Closed"));
        }
        else
        {
            await pair.Socket.ReceivesSayAsync([TcpError.EMsgSize, TcpError.EMsgSize], "recv after emsgsize", Token);
            await pair.Socket.SendsSayAsync([TcpError.None], "send after emsgsize", Token);
            AssertCloseReason(pair.Socket, TcpCloseReason.None);
            Outcome.Ok(pair.Socket.Options.Set(TcpOptions.Packet, PacketType.Raw), "setopts: packet raw");
            await pair.Socket.DeliversAsync(Wire.Frame(packet, "abcde"u8.ToArray()), "recv: packet raw reads it", Token);
        }
    }

    [Test]
    public async Task Raising_packet_size_delivers_it_where_the_socket_is_still_there()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = PacketType.Length4, PacketSize = 4 });
        await pair.PeerSendsAsync(Wire.Frames(PacketType.Length4, "abcde"u8.ToArray(), "x"u8.ToArray()), Token);
        await pair.Socket.ReceivesSayAsync([TcpError.EMsgSize], "recv: packet_size 4, 5 bytes", Token);

        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.PacketSize, 5), "setopts: packet_size");

        if (Expect.Receiving.OversizedPacketCloses)
        {
            await pair.Socket.ReceivesSayAsync([TcpError.ENotConn], "recv after emsgsize", Token);
        }
        else
        {
            await pair.Socket.DeliversAsync("abcde"u8.ToArray(), "recv: packet_size 5", Token);
            await pair.Socket.DeliversAsync("x"u8.ToArray(), "recv: the next one", Token);
        }
    }

    [Test]
    public async Task Without_exit_on_close_inet_drops_what_it_had_and_goes_on()
    {
        ConnectedPair pair = await PairAsync(
            new TcpSocketOptions { Packet = PacketType.Length4, PacketSize = 4, ExitOnClose = false });
        await pair.PeerSendsAsync(Wire.Frames(PacketType.Length4, "abcde"u8.ToArray(), "x"u8.ToArray()), Token);
        await pair.Socket.ReceivesSayAsync([TcpError.EMsgSize], "recv: packet_size 4, 5 bytes", Token);
        await pair.PeerSendsAsync(Wire.Frame(PacketType.Length4, "yz"u8.ToArray()), Token);

        if (Expect.Receiving.OversizedPacketCloses)
        {
            await pair.Socket.DeliversAsync("yz"u8.ToArray(), "recv: what came after the input was dropped", Token);
            Outcome.Is(await pair.Socket.ReceiveAsync(0, TimeSpan.Zero, Token), TcpError.Timeout, "recv: nothing else");
        }
        else
        {
            await pair.Socket.ReceivesSayAsync([TcpError.EMsgSize], "recv after emsgsize", Token);
        }

        Outcome.Ok(await pair.Socket.SendAsync("a"u8.ToArray(), Token), "send after emsgsize");
        Assert.That(
            await pair.Peer.ReceiveExactlyAsync(5, Token), Is.EqualTo(Wire.Frame(PacketType.Length4, "a"u8.ToArray())));
    }

    [Test]
    public async Task A_receive_that_waits_is_told()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = PacketType.Length2, PacketSize = 4 });
        Task<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(0, null, Token).AsTask();

        await pair.Peer.SendAsync(Wire.Header(PacketType.Length2, 5), Token);

        Outcome.Is(await receiving, TcpError.EMsgSize, "recv: told as soon as the header is there");
    }

    [TestCase(67_108_864u)]
    [TestCase(67_108_865u)]
    [TestCase(0x7FFFFFFBu)]
    [TestCase(0x7FFFFFFCu)]
    [TestCase(0x7FFFFFFFu)]
    [TestCase(0x80000000u)]
    [TestCase(0xFFFFFFFFu)]
    public async Task Without_packet_size_the_default_and_the_arithmetic_limit_it(uint announced)
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = PacketType.Length4 });
        uint limit = Expect.Defaults.PacketSize == 0 ? 0x7FFFFFFBu : (uint)Expect.Defaults.PacketSize;
        await pair.PeerSendsAsync(Wire.Header(PacketType.Length4, announced), Token);

        long before = GC.GetAllocatedBytesForCurrentThread();
        ValueTask<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(0, TimeSpan.Zero, Token);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Outcome.Is(
            await receiving, announced <= limit ? TcpError.Timeout : TcpError.EMsgSize, $"recv: {announced} bytes announced");
        Assert.That(allocated, Is.LessThan(1_000_000), "what is only announced needs no memory");
    }

    [Test]
    public async Task packet_size_0_is_no_limit_anywhere()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = PacketType.Length4, PacketSize = 0 });
        await pair.PeerSendsAsync(Wire.Header(PacketType.Length4, 67_108_865), Token);

        Outcome.Is(await pair.Socket.ReceiveAsync(0, TimeSpan.Zero, Token), TcpError.Timeout, "recv: packet_size 0");
    }

    [Test]
    public async Task packet_size_has_no_meaning_for_raw()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { PacketSize = 4 });
        await pair.PeerSendsAsync("abcdefgh"u8.ToArray(), Token);

        await pair.Socket.DeliversAsync("abcdefgh"u8.ToArray(), "recv: packet raw, packet_size 4", Token);
    }
}

[TestFixture]
public sealed class InetPacketSize() : PacketSizeSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketPacketSize() : PacketSizeSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetPacketSize() : PacketSizeSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketPacketSize() : PacketSizeSuite(BackendUnderTest.OtpSocket);
