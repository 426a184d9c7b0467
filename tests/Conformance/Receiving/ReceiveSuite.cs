namespace TcpBackends.Tests.Conformance.Receiving;

/// <summary>Packet raw: how much one receive returns. Semantics 6.1; gen_tcp manual, recv/2,3.</summary>
public abstract class ReceiveSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    private const int Waiting = 100_000;

    [Test]
    public async Task Length_0_takes_what_is_there()
    {
        ConnectedPair pair = await PairAsync();
        await pair.PeerSendsAsync("abc"u8.ToArray(), Token);
        await pair.Peer.SendAsync("def"u8.ToArray(), Token);
        await pair.UnreadAsync(6, Token);

        await pair.Socket.DeliversAsync("abcdef"u8.ToArray(), "recv(0): two sends of the peer are merged", Token);
    }

    [Test]
    public async Task Length_0_waits_for_the_first_byte()
    {
        ConnectedPair pair = await PairAsync();
        Task<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(0, null, Token).AsTask();
        Outcome.StillWaits(receiving, "recv(0): nothing there");

        await pair.Peer.SendAsync("a"u8.ToArray(), Token);

        Outcome.Delivers(await receiving, "a"u8, "recv(0): the first byte");
    }

    [Test]
    public async Task Length_0_takes_at_most_the_buffer()
    {
        ConnectedPair pair = await FullPairAsync(TcpSocketOptions.Default);

        await AssertSizesAsync(pair, [0, 0, 0, 0], [.. Enumerable.Repeat(Expect.Defaults.Buffer, 4)]);
    }

    [TestCase(5000)]
    [TestCase(1)]
    [TestCase(70_000)]
    public async Task The_buffer_can_be_given(int buffer)
    {
        ConnectedPair pair = await FullPairAsync(new TcpSocketOptions { Buffer = buffer });

        await AssertSizesAsync(pair, [0], [buffer]);
    }

    [Test]
    public async Task The_buffer_can_be_changed()
    {
        ConnectedPair pair = await FullPairAsync(TcpSocketOptions.Default);

        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.Buffer, 3), "setopts: buffer");
        await AssertSizesAsync(pair, [0, 0], [3, 3]);
        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.Buffer, 10_000), "setopts: buffer");
        await AssertSizesAsync(pair, [0], [10_000], offset: 6);
    }

    [Test]
    public async Task A_receive_that_waits_sizes_the_buffer([Values] bool isFirst)
    {
        ConnectedPair pair = await PairAsync();
        if (!isFirst)
        {
            await pair.PeerSendsAsync(new byte[1], Token);
            Outcome.Ok(await pair.Socket.ReceiveAsync(0, null, Token), "recv(0)");
        }

        Task<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(0, null, Token).AsTask();
        Outcome.StillWaits(receiving, "recv(0): nothing has come");
        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.Buffer, 10), "setopts: buffer");
        await pair.Peer.SendAsync(new byte[11], Token);

        Assert.That(
            Outcome.Ok(await receiving, "recv(0)").Length,
            Is.EqualTo(Expect.Receiving.WaitSizesBuffer ? 11 : 10),
            "recv(0): as many bytes as the buffer had room for when it began");
    }

    [TestCase(50_000, null)]
    [TestCase(50_000, 3000)]
    [TestCase(1000, null)]
    public async Task recbuf_raises_the_buffer_where_it_is_documented(int receiveBuffer, int? buffer)
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { ReceiveBuffer = receiveBuffer, Buffer = buffer });
        int expected = buffer ?? Expect.Defaults.BufferAfterReceiveBuffer(receiveBuffer);

        Outcome.Same(pair.Socket.Options.Get(TcpOptions.Buffer), expected, "getopts: buffer");
        Task sending = pair.Peer.SendAsync(Pattern.Bytes(Waiting), Token);
        await pair.UnreadAsync(Math.Min(expected, receiveBuffer), Token);
        int size = Outcome.Ok(await pair.Socket.ReceiveAsync(0, null, Token), "recv(0)").Length;

        Assert.That(size, Is.InRange(Math.Min(expected, receiveBuffer), expected));
        await pair.Socket.ReceiveExactlyAsync(Waiting - size, Token);
        await sending;
    }

    [Test]
    public async Task Length_N_takes_exactly_N_and_the_rest_stays()
    {
        ConnectedPair pair = await PairAsync();
        await pair.PeerSendsAsync("0123456789"u8.ToArray(), Token);

        await pair.Socket.DeliversAsync("012"u8.ToArray(), "recv(3)", Token, 3);
        await pair.Socket.DeliversAsync("345"u8.ToArray(), "recv(3)", Token, 3);
        await pair.Socket.DeliversAsync("6789"u8.ToArray(), "recv(0)", Token);
    }

    [Test]
    public async Task Length_N_may_be_larger_than_the_buffer_and_leaves_no_trace()
    {
        ConnectedPair pair = await FullPairAsync(TcpSocketOptions.Default);
        int buffer = Expect.Defaults.Buffer;

        await AssertSizesAsync(pair, [3, 0, 50_000, 0, 0], [3, buffer, 50_000, buffer, buffer]);
    }

    [Test]
    public async Task Length_N_waits_until_all_of_it_is_there()
    {
        ConnectedPair pair = await PairAsync();
        Task<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(5, null, Token).AsTask();

        await pair.Peer.DribbleAsync("abcdefg"u8.ToArray(), Token);

        Outcome.Delivers(await receiving, "abcde"u8, "recv(5)");
        await pair.Socket.DeliversAsync("fg"u8.ToArray(), "recv(2): the surplus", Token, 2);
    }

    [Test]
    public async Task A_long_stream_is_received_in_one_call([Values(1_000_000, 10_000_000)] int length)
    {
        ConnectedPair pair = await PairAsync();
        Task sending = pair.Peer.SendAsync(Pattern.Bytes(length), Token);

        byte[] received = await pair.Socket.ReceiveExactlyAsync(length, Token);

        CloggedPair.AssertIsPattern(received);
        await sending;
    }

    [TestCase(67_108_864, TcpError.Timeout)]
    [TestCase(67_108_865, null)]
    [TestCase(int.MaxValue, null)]
    public async Task A_length_above_64_MiB(int length, TcpError? same)
    {
        ConnectedPair pair = await PairAsync();
        TcpError expected = same ?? (Expect.Receiving.LengthIsBounded ? TcpError.ENoMem : TcpError.Timeout);

        long before = GC.GetAllocatedBytesForCurrentThread();
        ValueTask<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(length, TimeSpan.Zero, Token);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Outcome.Is(await receiving, expected, $"recv({length}), timeout 0, nothing there");
        Assert.That(allocated, Is.LessThan(1_000_000), "what is not there needs no memory");
        await pair.PeerSendsAsync("abc"u8.ToArray(), Token);
        await pair.Socket.DeliversAsync("ab"u8.ToArray(), "recv(2): the socket is unharmed", Token, 2);
    }

    [Test]
    [Deviation("Counters of a raw receive on `socket`")]
    public async Task t_getstat_counts_what_was_delivered()
    {
        ConnectedPair pair = await PairAsync();
        await pair.PeerSendsAsync("abcdef"u8.ToArray(), Token);
        await pair.Socket.DeliversAsync("ab"u8.ToArray(), "recv(2)", Token, 2);
        Outcome.Is(await pair.Socket.ReceiveAsync(9, TimeSpan.Zero, Token), TcpError.Timeout, "recv(9)");

        TcpStatistics statistics = pair.Socket.Statistics.Value;

        Assert.That((statistics.ReceivedBytes, statistics.ReceivedPackets), Is.EqualTo((Expect.Deviations.StatisticsCountReads ? 6L : 2L, 1L)));
    }

    private async Task<ConnectedPair> FullPairAsync(TcpSocketOptions options)
    {
        ConnectedPair pair = await PairAsync(options);
        await pair.PeerSendsAsync(Pattern.Bytes(Waiting), Token);
        return pair;
    }

    private async Task AssertSizesAsync(ConnectedPair pair, int[] lengths, int[] sizes, int offset = 0)
    {
        foreach ((int length, int size) in lengths.Zip(sizes))
        {
            await pair.Socket.DeliversAsync(
                Pattern.Bytes(offset, size), $"recv({length}) of {Waiting} waiting", Token, length);
            offset += size;
        }
    }
}

[TestFixture]
public sealed class InetReceive() : ReceiveSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketReceive() : ReceiveSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetReceive() : ReceiveSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketReceive() : ReceiveSuite(BackendUnderTest.OtpSocket);
