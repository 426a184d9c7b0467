using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Receiving;

/// <summary>Receiving into the caller's buffer: the same stream, without allocation.</summary>
public abstract class ReceiveIntoBufferSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(100);

    private readonly byte[] _buffer = new byte[100_000];
    private readonly ManualTimeProvider _clock = new();

    protected override TimeProvider Clock => _clock;

    [Test]
    public async Task Raw_takes_at_most_what_fits_and_at_most_the_option_buffer()
    {
        ConnectedPair pair = await PairAsync();
        await pair.PeerSendsAsync(Pattern.Bytes(20_000), Token);

        await AssertReceivesAsync(pair, Pattern.Bytes(0, 10), 10);
        await AssertReceivesAsync(pair, Pattern.Bytes(10, 1), 1);
        await AssertReceivesAsync(pair, Pattern.Bytes(11, Expect.Defaults.Buffer), _buffer.Length);
    }

    [Test]
    public async Task It_waits_for_the_first_byte_and_for_no_more()
    {
        ConnectedPair pair = await PairAsync();
        Task<TcpResult<int>> receiving = pair.Socket.ReceiveAsync(_buffer, null, Token).AsTask();
        Outcome.StillWaits(receiving, "recv into a buffer: nothing there");

        await pair.Peer.SendAsync("abc"u8.ToArray(), Token);

        Assert.That(Outcome.Ok(await receiving, "recv into a buffer"), Is.EqualTo(3));
        Assert.That(_buffer[..3], Is.EqualTo("abc"u8.ToArray()));
    }

    [Test]
    public async Task A_packet_is_delivered_without_its_header(
        [Values(PacketType.Length1, PacketType.Length2, PacketType.Length4)] PacketType packet)
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = packet });
        await pair.PeerSendsAsync(Wire.Frames(packet, Pattern.Bytes(200), [], Pattern.Bytes(3)), Token);

        await AssertReceivesAsync(pair, Pattern.Bytes(200), 200);
        await AssertReceivesAsync(pair, [], 1);
        await AssertReceivesAsync(pair, Pattern.Bytes(3), _buffer.Length);
    }

    [Test]
    public async Task A_packet_larger_than_the_buffer_is_enobufs_and_stays(
        [Values(PacketType.Length1, PacketType.Length2, PacketType.Length4)] PacketType packet)
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = packet });
        await pair.PeerSendsAsync(Wire.Frames(packet, Pattern.Bytes(200), Pattern.Bytes(3)), Token);

        for (int i = 0; i < 2; i++)
        {
            Outcome.Is(
                await pair.Socket.ReceiveAsync(_buffer.AsMemory(0, 199), null, Token), TcpError.ENoBufs, "recv: a packet of 200");
        }

        await AssertReceivesAsync(pair, Pattern.Bytes(200), 200);
        await pair.Socket.DeliversAsync(Pattern.Bytes(3), "recv: the next packet", Token);
    }

    [Test]
    public async Task An_enobufs_packet_can_be_received_in_the_other_form()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = PacketType.Length4 });
        Task sending = pair.Peer.SendAsync(Wire.Frame(PacketType.Length4, Pattern.Bytes(300_000)), Token);

        Outcome.Is(await pair.Socket.ReceiveAsync(_buffer, null, Token), TcpError.ENoBufs, "recv: a packet of 300000");

        await pair.Socket.DeliversAsync(Pattern.Bytes(300_000), "recv: the packet stayed", Token);
        await sending;
    }

    [Test]
    public async Task An_empty_buffer_throws_and_takes_nothing()
    {
        ConnectedPair pair = await PairAsync();
        await pair.PeerSendsAsync("abc"u8.ToArray(), Token);

        await Assert.ThatAsync(
            async () => await pair.Socket.ReceiveAsync(Memory<byte>.Empty, null, Token), Throws.InstanceOf<ArgumentException>());

        await pair.Socket.DeliversAsync("abc"u8.ToArray(), "recv: after misuse", Token);
    }

    [Test]
    public async Task Timeouts_are_as_in_the_other_form()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = PacketType.Length2 });
        await pair.PeerSendsAsync([0, 3, 1], Token);

        Outcome.Is(await pair.Socket.ReceiveAsync(_buffer, TimeSpan.Zero, Token), TcpError.Timeout, "recv: timeout 0");
        Task<TcpResult<int>> receiving = pair.Socket.ReceiveAsync(_buffer, Limit, Token).AsTask();
        _clock.Advance(Limit - TimeSpan.FromMilliseconds(1));
        Outcome.StillWaits(receiving, "recv: the timeout has not passed");
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Outcome.Is(await receiving, TcpError.Timeout, "recv: timeout");

        await pair.PeerSendsAsync([2, 3], Token);
        await AssertReceivesAsync(pair, [1, 2, 3], 3);
    }

    [Test]
    public async Task The_end_of_the_stream_is_reported_as_in_the_other_form()
    {
        ConnectedPair pair = await PairAsync();
        await pair.PeerSendsAsync("a"u8.ToArray(), Token);
        await pair.PeerSendsFinAsync(Token);

        await AssertReceivesAsync(pair, "a"u8.ToArray(), _buffer.Length);
        Outcome.Is(await pair.Socket.ReceiveAsync(_buffer, null, Token), TcpError.Closed, "recv: FIN");
        Outcome.Is(
            await pair.Socket.ReceiveAsync(_buffer, null, Token), Expect.EndOfStream.ReceivesAfter(true)[0], "recv: after FIN");
    }

    [Test]
    public async Task Both_forms_read_one_stream()
    {
        ConnectedPair pair = await PairAsync();
        await pair.PeerSendsAsync(Pattern.Bytes(1000), Token);
        Task<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(2000, Limit, Token).AsTask();
        _clock.Advance(Limit);
        Outcome.Is(await receiving, TcpError.Timeout, "recv(2000)");

        await AssertReceivesAsync(pair, Pattern.Bytes(0, 10), 10);
        await pair.Socket.DeliversAsync(Pattern.Bytes(10, 20), "recv(20)", Token, 20);
        await AssertReceivesAsync(pair, Pattern.Bytes(30, 970), _buffer.Length);
    }

    [Test]
    public async Task The_wish_that_a_poll_left_is_served_as_far_as_the_buffer_goes()
    {
        ConnectedPair pair = await PairAsync();
        await pair.PeerSendsAsync("abc"u8.ToArray(), Token);
        Outcome.Is(await pair.Socket.ReceiveAsync(5, TimeSpan.Zero, Token), TcpError.Timeout, "recv(5, 0)");

        Task<TcpResult<int>> receiving = pair.Socket.ReceiveAsync(_buffer.AsMemory(0, 2), null, Token).AsTask();
        if (Expect.Receiving.PollLeavesLength)
        {
            Outcome.StillWaits(receiving, "recv into a buffer: the wish for 5 remains");
            await pair.Peer.SendAsync("de"u8.ToArray(), Token);
        }

        Assert.That(Outcome.Ok(await receiving, "recv into a buffer of 2"), Is.EqualTo(2));
        Assert.That(_buffer[..2], Is.EqualTo("ab"u8.ToArray()));
        await pair.Socket.DeliversAsync("c"u8.ToArray(), "recv(1): the next byte", Token, 1);
    }

    private async Task AssertReceivesAsync(ConnectedPair pair, byte[] expected, int room)
    {
        Array.Fill(_buffer, (byte)0xEE);
        TcpResult<int> result = await pair.Socket.ReceiveAsync(_buffer.AsMemory(0, room), null, Token);

        Assert.That(Outcome.Ok(result, $"recv into {room} bytes"), Is.EqualTo(expected.Length));
        Assert.That(_buffer.AsSpan(0, expected.Length).SequenceEqual(expected), "the bytes are those that were sent");
        Assert.That(_buffer.AsSpan(expected.Length).IndexOfAnyExcept((byte)0xEE), Is.Negative, "nothing else was touched");
    }
}

[TestFixture]
public sealed class InetReceiveIntoBuffer() : ReceiveIntoBufferSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketReceiveIntoBuffer() : ReceiveIntoBufferSuite(BackendUnderTest.Socket);
