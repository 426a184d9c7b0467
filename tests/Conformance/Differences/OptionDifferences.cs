using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Differences;

/// <summary>Values of options, and changing them at run time.</summary>
public abstract class OptionDifferences(BackendUnderTest subject) : DifferenceSuite(subject)
{
    private const string FirstToLast = "Several options in one change";
    private const string Nonsense = "Nonsense as the value of an option";

    [Test]
    [Difference("`buffer` of a new socket", "ReceiveSuite.Length_0_takes_at_most_the_buffer")]
    public Task Default_buffer() => ShowsValueAsync(TcpOptions.Buffer);

    [Test]
    [Difference(
        "`buffer` of a socket that was made with `recbuf` 100,000",
        "ReceiveSuite.recbuf_raises_the_buffer_where_it_is_documented",
        Manual = "`buffer` should be at least as large as `recbuf`; setting `recbuf` raises it")]
    public Task Buffer_after_recbuf() => ShowsValueAsync(TcpOptions.Buffer, new TcpSocketOptions { ReceiveBuffer = 100_000 });

    [Test]
    [Difference("`packet_size` of a new socket", "PacketSizeSuite.Without_packet_size_the_default_and_the_arithmetic_limit_it")]
    public Task Default_packet_size() => ShowsValueAsync(TcpOptions.PacketSize);

    [Test]
    [Difference("`high_watermark` of a new socket", "InheritanceSuite.high_watermark")]
    public Task Default_high_watermark() => ShowsValueAsync(TcpOptions.HighWatermark);

    [Test]
    [Difference(
        "`low_watermark` of a new socket",
        "InheritanceSuite.low_watermark",
        Manual = "The level of the buffer of `inet` at which senders go on",
        Deviation = "`low_watermark` on `socket`")]
    public Task Default_low_watermark() => ShowsValueAsync(TcpOptions.LowWatermark);

    [Test]
    [Difference(
        "`low_watermark` 100; one byte arrives while `recv` waits",
        "RuntimeOptionsSuite.low_watermark_does_not_hold_a_receive_back",
        Manual = "The level of the buffer of `inet` at which senders go on",
        Deviation = "`low_watermark` on `socket`")]
    public async Task Receive_with_low_watermark()
    {
        ConnectedPair pair = await PairAsync();
        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.LowWatermark, 100), "setopts low_watermark");
        Task<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(0, TimeSpan.FromSeconds(1), Token).AsTask();
        await pair.Peer.SendAsync("x"u8.ToArray(), Token);

        Shows(Words.Of(await receiving));
    }

    [Test]
    [Difference(
        "Set `high_watermark` 100; `low_watermark` then",
        "RuntimeOptionsSuite.high_watermark_takes_the_low_one_with_it",
        Deviation = "`low_watermark` on `socket`")]
    public async Task Low_follows_high()
    {
        ConnectedPair pair = await PairAsync();
        string set = Words.Of(pair.Socket.Options.Set(TcpOptions.HighWatermark, 100));

        Shows($"{set}; {Words.OfValue(pair.Socket.Options.Get(TcpOptions.LowWatermark))}");
    }

    [Test]
    [Difference("Set `packet_size` -1", "RuntimeOptionsSuite.A_negative_packet_size", Deviation = Nonsense)]
    public async Task Negative_packet_size()
    {
        ConnectedPair pair = await PairAsync();

        Shows(Words.Of(pair.Socket.Options.Set(TcpOptions.PacketSize, -1)));
    }

    [Test]
    [Difference(
        "Set `buffer` 0",
        "RuntimeOptionsSuite.A_value_out_of_range_is_einval_and_changes_nothing",
        Deviation = "Values out of range on `inet`")]
    public async Task Buffer_0()
    {
        ConnectedPair pair = await PairAsync();

        Shows(Words.Of(pair.Socket.Options.Set(TcpOptions.Buffer, 0)));
    }

    [Test]
    [Difference(
        "Set `[{packet, 1}, {packet, 2}]` in one call; `packet` then",
        "RuntimeOptionsSuite.Several_are_applied_in_order",
        Deviation = FirstToLast)]
    public async Task The_order_of_several()
    {
        ConnectedPair pair = await PairAsync();
        TcpOptionSetting[] settings = [TcpOptions.Packet.With(PacketType.Length1), TcpOptions.Packet.With(PacketType.Length2)];

        string set = Words.Of(pair.Socket.Options.Set(settings));

        Shows($"{set}; {(int)pair.Socket.Options.Get(TcpOptions.Packet).Value}");
    }

    [Test]
    [Difference(
        "Set `[{packet_size, 1000}, {packet, 3}]`, the second of which does not exist; `packet_size` then",
        "RuntimeOptionsSuite.A_value_out_of_range_is_einval_and_changes_nothing",
        Deviation = FirstToLast)]
    public async Task A_bad_one_after_a_good_one()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { PacketSize = 5 });
        TcpOptionSetting[] settings = [TcpOptions.PacketSize.With(1000), TcpOptions.Packet.With((PacketType)3)];

        string set = Words.Of(pair.Socket.Options.Set(settings));

        Shows($"{set}; {Words.OfValue(pair.Socket.Options.Get(TcpOptions.PacketSize))}");
    }

    [Test]
    [Difference(
        "Set `backlog` of a connection",
        "RuntimeOptionsSuite.What_is_fixed_at_creation_cannot_be_set_later",
        Deviation = "Changing an option that counts only at creation")]
    public async Task Backlog_of_a_connection()
    {
        ConnectedPair pair = await PairAsync();

        Shows(Words.Of(pair.Socket.Options.Set(TcpOptions.Backlog, 7)));
    }

    [Test]
    [Difference("Get `backlog` of a connection", "RuntimeOptionsSuite.What_is_fixed_at_creation_cannot_be_set_later")]
    public Task Getting_the_backlog() => ShowsValueAsync(TcpOptions.Backlog);

    private async Task ShowsValueAsync<T>(TcpOption<T> option, TcpSocketOptions? options = null)
        where T : struct
    {
        ConnectedPair pair = await PairAsync(options);

        Shows(Words.OfValue(pair.Socket.Options.Get(option)));
    }
}

[TestFixture]
public sealed class InetOptionDifferences() : OptionDifferences(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketOptionDifferences() : OptionDifferences(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetOptionDifferences() : OptionDifferences(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketOptionDifferences() : OptionDifferences(BackendUnderTest.OtpSocket);
