using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Options;

/// <summary>Options at run time: semantics 15; inet manual, getopts/2 and setopts/2.</summary>
public abstract class RuntimeOptionsSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    [Test]
    [Deviation("Nonsense as the value of an option")]
    public async Task A_negative_packet_size()
    {
        ConnectedPair pair = await PairAsync();

        Outcome.Is(
            pair.Socket.Options.Set(TcpOptions.PacketSize, -1), Expect.Deviations.NegativePacketSize, "setopts: {packet_size,-1}");
        Outcome.Same(
            pair.Socket.Options.Get(TcpOptions.PacketSize),
            Expect.Deviations.NegativePacketSize == TcpError.None ? -1 : Expect.Defaults.PacketSize,
            "getopts packet_size");
    }

    [Test]
    [Deviation("Several options in one change")]
    [Deviation("Nonsense as the value of an option")]
    public async Task A_value_out_of_range_is_einval_and_changes_nothing()
    {
        ConnectedPair pair = await PairAsync();
        TcpOptionSetting[] settings = [TcpOptions.PacketSize.With(1000), TcpOptions.Buffer.With(0)];

        DeviationExpectations deviations = Expect.Deviations;
        Outcome.Is(pair.Socket.Options.Set(TcpOptions.Buffer, -1), deviations.NegativeBuffer, "setopts: out of range");
        Outcome.Is(pair.Socket.Options.Set(TcpOptions.Packet, (PacketType)3), TcpError.EInval, "setopts: {packet,3}");
        Outcome.Is(
            pair.Socket.Options.Set(settings), deviations.GoodThenBadOption, "setopts: all are checked before any is changed");
        Outcome.Same(
            pair.Socket.Options.Get(TcpOptions.PacketSize),
            deviations.GoodBeforeBadIsSet ? 1000 : Expect.Defaults.PacketSize,
            "setopts: nothing changed");
        Outcome.Same(
            pair.Socket.Options.Get(TcpOptions.Buffer),
            deviations.BufferAfterBadValue ?? Expect.Defaults.Buffer,
            "setopts: nothing changed");
    }

    [Test]
    [Deviation("Several options in one change")]
    public async Task Several_are_applied_in_order()
    {
        ConnectedPair pair = await PairAsync();

        Outcome.Ok(
            pair.Socket.Options.Set(
            [
                TcpOptions.Packet.With(PacketType.Length1),
                TcpOptions.NoDelay.With(true),
                TcpOptions.Packet.With(PacketType.Length2),
            ]),
            "setopts: several");

        Outcome.Same(
            pair.Socket.Options.Get(TcpOptions.Packet),
            Expect.Deviations.LastOptionFirst ? PacketType.Length1 : PacketType.Length2,
            "setopts: the last one wins, on both");
        Outcome.Same(pair.Socket.Options.Get(TcpOptions.NoDelay), true, "setopts: all are applied");
    }

    [Test]
    public async Task None_at_all_is_ok()
    {
        ConnectedPair pair = await PairAsync();

        Outcome.Ok(pair.Socket.Options.Set([]), "setopts []");
    }

    [Deviation("`low_watermark` on `socket`")]
    [TestCase(100, 100, 100)]
    [TestCase(5000, 5000, 4096)]
    [TestCase(0, 0, 0)]
    public async Task high_watermark_takes_the_low_one_with_it(int set, int high, int low)
    {
        ConnectedPair pair = await PairAsync();

        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.HighWatermark, set), "setopts high_watermark");

        Outcome.Same(pair.Socket.Options.Get(TcpOptions.HighWatermark), Expect.Options.Watermark(high), "high_watermark");
        Outcome.Same(pair.Socket.Options.Get(TcpOptions.LowWatermark), LowWatermark(low, setByItself: false), "low_watermark");
    }

    [Deviation("`low_watermark` on `socket`")]
    [TestCase(100, 8192, 100)]
    [TestCase(10_000, 10_000, 10_000)]
    public async Task low_watermark_takes_the_high_one_with_it(int set, int high, int low)
    {
        ConnectedPair pair = await PairAsync();

        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.LowWatermark, set), "setopts low_watermark");

        Outcome.Same(pair.Socket.Options.Get(TcpOptions.HighWatermark), Expect.Options.Watermark(high), "high_watermark");
        Outcome.Same(pair.Socket.Options.Get(TcpOptions.LowWatermark), LowWatermark(low, setByItself: true), "low_watermark");
    }

    [TestCase(100, 100, 100)]
    [TestCase(5000, 5000, 4096)]
    [TestCase(1, 1, 1)]
    public async Task high_msgq_watermark_takes_the_low_one_with_it(int set, int high, int low)
    {
        ConnectedPair pair = await PairAsync();

        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.HighMessageQueueWatermark, set), "setopts high_msgq_watermark");

        AssertMessageQueue(pair.Socket, high, low);
    }

    [TestCase(100, 8192, 100)]
    [TestCase(9000, 9000, 9000)]
    [TestCase(int.MaxValue, int.MaxValue, int.MaxValue)]
    public async Task low_msgq_watermark_takes_the_high_one_with_it(int set, int high, int low)
    {
        ConnectedPair pair = await PairAsync();

        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.LowMessageQueueWatermark, set), "setopts low_msgq_watermark");

        AssertMessageQueue(pair.Socket, high, low);
    }

    [Test]
    [Deviation("Nonsense as the value of an option")]
    public async Task A_msgq_watermark_of_zero()
    {
        ConnectedPair pair = await PairAsync();

        Outcome.Is(
            pair.Socket.Options.Set(TcpOptions.HighMessageQueueWatermark, 0),
            Expect.Deviations.ZeroMessageQueueWatermark,
            "setopts {high_msgq_watermark,0}");
        AssertMessageQueue(pair.Socket, 8192, 4096);
    }

    [Test]
    [Deviation("`low_watermark` on `socket`")]
    public async Task low_watermark_does_not_hold_a_receive_back()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { LowWatermark = 100 });
        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.LowWatermark, 200), "setopts low_watermark");
        Task<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(0, null, Token).AsTask();

        int arriving = Expect.Deviations.LowWatermarkIsForReceives ? 200 : 1;
        if (arriving > 1)
        {
            await pair.PeerSendsAsync(Pattern.Bytes(199), Token);
            Outcome.StillWaits(receiving, "low_watermark is SO_RCVLOWAT");
        }

        await pair.Peer.SendAsync(Pattern.Bytes(arriving - 1, 1), Token);

        Outcome.Delivers(await receiving, Pattern.Bytes(arriving), "low_watermark is not SO_RCVLOWAT");
    }

    [Test]
    [OnlyOurs("Receiving into the caller's buffer; of the others OTP has tests of its own.")]
    public async Task Bad_arguments_leave_the_socket_unharmed()
    {
        ConnectedPair pair = await PairAsync();
        var negative = TimeSpan.FromMilliseconds(-2);

        await Assert.ThatAsync(
            async () => await pair.Socket.ReceiveAsync(-1, null, Token), Throws.InstanceOf<ArgumentOutOfRangeException>());
        await Assert.ThatAsync(
            async () => await pair.Socket.ReceiveAsync(0, negative, Token), Throws.InstanceOf<ArgumentOutOfRangeException>());
        await Assert.ThatAsync(
            async () => await pair.Socket.ReceiveAsync(Memory<byte>.Empty, null, Token), Throws.InstanceOf<ArgumentException>());
        await Assert.ThatAsync(
            async () => await pair.Socket.ShutdownAsync((TcpShutdown)(-1), Token),
            Throws.InstanceOf<ArgumentOutOfRangeException>());

        await pair.Peer.SendAsync(Pattern.Bytes(5), Token);
        Outcome.Delivers(await pair.Socket.ReceiveAsync(5, null, Token), Pattern.Bytes(5), "recv: unharmed");
        Outcome.Ok(await pair.Socket.SendAsync(Pattern.Bytes(7), Token), "send: unharmed");
        Assert.That(await pair.Peer.ReceiveExactlyAsync(7, Token), Is.EqualTo(Pattern.Bytes(7)));
    }

    [Test]
    [Deviation("Changing an option that counts only at creation")]
    public async Task What_is_fixed_at_creation_cannot_be_set_later()
    {
        ConnectedPair pair = await PairAsync();

        Outcome.Is(pair.Socket.Options.Set(TcpOptions.Backlog, 7), Expect.Deviations.SettingFixedOption, "setopts backlog");
        Outcome.Is(pair.Socket.Options.Set(TcpOptions.LocalPort, 0), TcpError.EInval, "setopts port");
        Outcome.Is(pair.Socket.Options.Set(TcpOptions.Family, TcpAddressFamily.Inet), Expect.Deviations.SettingFixedOption, "setopts inet");
    }

    [Test]
    public async Task Each_option_of_the_system_reads_back_as_set()
    {
        ConnectedPair pair = await PairAsync();

        AssertSettable(pair.Socket, TcpOptions.NoDelay, true, true);
        AssertSettable(pair.Socket, TcpOptions.NoDelay, false, false);
        AssertSettable(pair.Socket, TcpOptions.KeepAlive, true, true);
        AssertSettable(pair.Socket, TcpOptions.ReuseAddress, true, true);
        AssertSettable(pair.Socket, TcpOptions.Linger, new TcpLinger(false, 7), TcpLinger.Off);
        AssertSettable(pair.Socket, TcpOptions.Linger, new TcpLinger(true, 3), new TcpLinger(true, 3));
        AssertSettable(pair.Socket, TcpOptions.ReceiveBuffer, 10_000, Kernel.Keeps(10_000));
        AssertSettable(pair.Socket, TcpOptions.SendBuffer, 10_000, Kernel.Keeps(10_000));
    }

    private void AssertMessageQueue(ITcpSocket socket, int high, int low)
    {
        Outcome.Same(socket.Options.Get(TcpOptions.HighMessageQueueWatermark), Expect.Options.Watermark(high), "high_msgq_watermark");
        Outcome.Same(socket.Options.Get(TcpOptions.LowMessageQueueWatermark), Expect.Options.Watermark(low), "low_msgq_watermark");
    }

    private TcpResult<int> LowWatermark(int value, bool setByItself) =>
        Expect.Deviations.LowWatermarkIsForReceives ? (setByItself ? value : 1) : Expect.Options.Watermark(value);

    private static void AssertSettable<T>(ITcpSocket socket, TcpOption<T> option, T value, T kept)
    {
        Outcome.Ok(socket.Options.Set(option, value), $"setopts {option}");
        Outcome.Same(socket.Options.Get(option), kept, $"getopts {option}");
    }
}

[TestFixture]
public sealed class InetRuntimeOptions() : RuntimeOptionsSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketRuntimeOptions() : RuntimeOptionsSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetRuntimeOptions() : RuntimeOptionsSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketRuntimeOptions() : RuntimeOptionsSuite(BackendUnderTest.OtpSocket);
