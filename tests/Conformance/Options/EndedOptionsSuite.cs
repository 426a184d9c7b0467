namespace TcpBackends.Tests.Conformance.Options;

/// <summary>Options of the operating system when the connection has ended: semantics 1.1, 1.2 and 20.</summary>
public abstract class EndedOptionsSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    private static IEnumerable<TestCaseData> Samples =>
        OptionSamples.All
            .Where(sample => sample.Option.Traits.Socket is { Handling: TcpOptionHandling.System, Families: not TcpOptionFamilies.Inet6 })
            .Where(sample => sample.Option.Traits.Socket.Uses.HasFlag(TcpOptionUses.RunTime) && !sample.Option.Traits.IsBeyondOtp && sample.Option != TcpOptions.Raw)
            .Select(sample => new TestCaseData(sample).SetArgDisplayNames(sample.Option.Name));

    /// <summary>What has no value on a socket that lives.</summary>
    private static IEnumerable<TestCaseData> Unreadable =>
        from option in (TcpOption[])
        [
            TcpOptions.LocalAddress, TcpOptions.LocalPort, TcpOptions.Backlog, TcpOptions.AddressModule, TcpOptions.Raw,
        ]
        from byReset in (bool[])[false, true]
        select new TestCaseData(option, byReset).SetArgDisplayNames(option.Name, byReset ? "reset" : "end");

    [TestCaseSource(nameof(Samples))]
    public async Task After_the_end_of_the_stream_was_told(object of)
    {
        var sample = (OptionSample)of;
        ConnectedPair pair = await PairAsync();
        await pair.PeerSendsFinAsync(Token);
        Outcome.Is(await pair.Socket.ReceiveAsync(0, null, Token), TcpError.Closed, "recv: FIN");

        TcpError set = sample.Setting.ApplyTo(pair.Socket.Options).Error;
        object found = OptionReader.Read(pair.Socket.Options, sample.Option);

        if (Expect.Options.HasDescriptorAfterEnd)
        {
            Assert.That(set, Is.EqualTo(TcpError.None), $"setopts {sample}");
            Assert.That(found, Is.EqualTo(sample.ReadsBack), $"getopts {sample}");
            return;
        }

        bool isReported = Expect.Options.Conduct(sample.Option.Traits).Handling == TcpOptionHandling.System;
        Assert.That(set, Is.EqualTo(isReported ? TcpError.EInval : TcpError.None), $"setopts {sample}: silently skipped, unless reported");
        Assert.That(found, Is.EqualTo(TcpError.NotAvailable), $"getopts {sample}: left out");
    }

    [TestCaseSource(nameof(Samples))]
    public async Task After_a_reset_was_told(object of)
    {
        var sample = (OptionSample)of;
        ConnectedPair pair = await PairAsync();
        await pair.PeerResetsAsync(Token);
        Outcome.Is(await pair.Socket.ReceiveAsync(0, null, Token), TcpError.Closed, "recv: RST");

        Assert.That(
            OptionReader.Read(pair.Socket.Options, sample.Option), Is.EqualTo(TcpError.NotAvailable), $"getopts {sample}: left out");
    }

    [TestCaseSource(nameof(Samples))]
    [Deviation("Changing an option after a reset was read on `socket`")]
    public async Task Changed_after_a_reset_was_told(object of)
    {
        var sample = (OptionSample)of;
        ConnectedPair pair = await EndedPairAsync(byReset: true);
        if (Expect.Ended.ResetReported.SettingCrashes)
        {
            Assert.That(() => sample.Setting.ApplyTo(pair.Socket.Options), Throws.InvalidOperationException);
            return;
        }

        bool isReported = Expect.Options.Conduct(sample.Option.Traits).Handling == TcpOptionHandling.System;
        Assert.That(
            sample.Setting.ApplyTo(pair.Socket.Options).Error,
            Is.EqualTo(isReported ? TcpError.EInval : TcpError.None),
            $"setopts {sample}: silently skipped, unless reported");
    }

    [TestCaseSource(nameof(Samples))]
    public async Task After_close(object of)
    {
        var sample = (OptionSample)of;
        ConnectedPair pair = await PairAsync();
        Outcome.Ok(await pair.Socket.CloseAsync(Token), "close");
        TcpError expected = Expect.Options.AfterClose;

        Assert.That(sample.Setting.ApplyTo(pair.Socket.Options).Error, Is.EqualTo(expected), $"setopts {sample}");
        Assert.That(OptionReader.Read(pair.Socket.Options, sample.Option), Is.EqualTo(expected), $"getopts {sample}");
    }

    [TestCaseSource(nameof(Unreadable))]
    public async Task What_cannot_be_read_cannot_be_read_after_the_end_either(TcpOption option, bool byReset)
    {
        ConnectedPair pair = await EndedPairAsync(byReset);

        Assert.That(
            OptionReader.Read(pair.Socket.Options, option),
            Is.EqualTo(Expect.Options.Conduct(option.Traits).Read),
            $"getopts {option}, which is none of a socket");
    }

    [Test]
    public async Task fd_after_the_end([Values] bool byReset)
    {
        ConnectedPair pair = await EndedPairAsync(byReset);

        TcpResult<int> found = pair.Socket.Options.Get(TcpOptions.Descriptor);

        TcpError expected = !Expect.Options.TellsDescriptor ? TcpError.EInval : byReset ? TcpError.NotAvailable : TcpError.None;
        Outcome.Is(found, expected, "getopts fd");
    }

    [Test]
    [Deviation("Changing an option that counts only at creation")]
    public async Task What_is_fixed_cannot_be_changed_after_the_end_either()
    {
        ConnectedPair pair = await EndedPairAsync(byReset: false);

        Outcome.Is(pair.Socket.Options.Set(TcpOptions.PacketOptions, default), TcpError.EInval, "setopts pktoptions");
        Outcome.Is(pair.Socket.Options.Set(TcpOptions.LocalPort, 0), TcpError.EInval, "setopts port");
        if (Expect.Deviations.SettingDescriptorCrashes)
        {
            Assert.That(() => pair.Socket.Options.Set(TcpOptions.Descriptor, 5), Throws.InvalidOperationException);
            return;
        }

        Outcome.Is(pair.Socket.Options.Set(TcpOptions.Descriptor, 5), TcpError.EInval, "setopts fd");
    }

    [TestCase(4)]
    [TestCase(0)]
    [TestCase(70_000)]
    [Platform(Include = "Linux", Reason = "The numbers are those of Linux.")]
    public async Task A_raw_option_after_the_end(int size)
    {
        ConnectedPair pair = await EndedPairAsync(byReset: false);

        TcpResult<ReadOnlyMemory<byte>> found = pair.Socket.Options.Get(TcpOptions.RawOf(6, 8, size));

        TcpError expected = size > Expect.Options.LargestRawRead ? TcpError.EInval
            : Expect.Options.HasDescriptorAfterEnd && size > 0 ? TcpError.None
            : TcpError.NotAvailable;
        Outcome.Is(found, expected, $"getopts raw of {size} bytes");
    }

    [Test]
    public async Task The_watermarks_of_the_message_queue_are_kept_by_the_driver()
    {
        ConnectedPair pair = await PairAsync();
        await pair.PeerSendsFinAsync(Token);
        Outcome.Is(await pair.Socket.ReceiveAsync(0, null, Token), TcpError.Closed, "recv: FIN");

        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.HighMessageQueueWatermark, 100), "setopts high_msgq_watermark");
        Outcome.Same(
            pair.Socket.Options.Get(TcpOptions.HighMessageQueueWatermark), Expect.Options.Watermark(100), "getopts high_msgq_watermark");
    }

    private async Task<ConnectedPair> EndedPairAsync(bool byReset)
    {
        ConnectedPair pair = await PairAsync();
        await (byReset ? pair.PeerResetsAsync(Token) : pair.PeerSendsFinAsync(Token));
        Outcome.Is(await pair.Socket.ReceiveAsync(0, null, Token), TcpError.Closed, "recv: the end");
        return pair;
    }
}

[TestFixture]
public sealed class InetEndedOptions() : EndedOptionsSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketEndedOptions() : EndedOptionsSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetEndedOptions() : EndedOptionsSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketEndedOptions() : EndedOptionsSuite(BackendUnderTest.OtpSocket);
