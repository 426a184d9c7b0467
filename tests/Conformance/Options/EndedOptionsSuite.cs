namespace TcpBackends.Tests.Conformance.Options;

/// <summary>Options of the operating system when the connection has ended: semantics 1.1, 1.2 and 20.</summary>
public abstract class EndedOptionsSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    private static IEnumerable<TestCaseData> Samples =>
        OptionSamples.All
            .Where(sample => sample.Option.Traits.Socket is { Handling: TcpOptionHandling.System, Families: not TcpOptionFamilies.Inet6 })
            .Where(sample => sample.Option.Traits.Socket.Uses.HasFlag(TcpOptionUses.RunTime) && !sample.Option.Traits.IsBeyondOtp && sample.Option != TcpOptions.Raw)
            .Select(sample => new TestCaseData(sample).SetArgDisplayNames(sample.Option.Name));

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
    public async Task After_close(object of)
    {
        var sample = (OptionSample)of;
        ConnectedPair pair = await PairAsync();
        Outcome.Ok(await pair.Socket.CloseAsync(Token), "close");
        TcpError expected = Expect.Options.AfterClose;

        Assert.That(sample.Setting.ApplyTo(pair.Socket.Options).Error, Is.EqualTo(expected), $"setopts {sample}");
        Assert.That(OptionReader.Read(pair.Socket.Options, sample.Option), Is.EqualTo(expected), $"getopts {sample}");
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
}

[TestFixture]
public sealed class InetEndedOptions() : EndedOptionsSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketEndedOptions() : EndedOptionsSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetEndedOptions() : EndedOptionsSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketEndedOptions() : EndedOptionsSuite(BackendUnderTest.OtpSocket);
