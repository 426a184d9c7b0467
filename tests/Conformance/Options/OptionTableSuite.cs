using System.Net;

namespace TcpBackends.Tests.Conformance.Options;

/// <summary>
/// What the table of options says, option by option: semantics 4, "Inheritance", and 15; gen_tcp manual, option(),
/// connect_option(), listen_option(). The table is docs/options.md.
/// </summary>
public abstract class OptionTableSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    private static readonly TcpOption[] NeedMore = [TcpOptions.LocalPath, TcpOptions.Descriptor];

    private static IEnumerable<TestCaseData> Samples => Where(_ => true);

    /// <summary>A backlog given to connect is ignored here: ConnectOptionsSuite.backlog_has_no_meaning.</summary>
    private static IEnumerable<TestCaseData> OfConnect =>
        Where(option => option.IsForCreation && !NeedMore.Contains(option) && option != TcpOptions.Backlog);

    private static IEnumerable<TestCaseData> OfListen => Where(option => option.IsForCreation && !NeedMore.Contains(option));

    [Test]
    [OnlyOurs("It is about the list of samples.")]
    public void There_is_a_sample_of_every_option() =>
        Assert.That(OptionSamples.All.Select(sample => sample.Option), Is.EqualTo(TcpOptions.All));

    [TestCaseSource(nameof(Samples))]
    [Deviation("`low_watermark` on `socket`")]
    public async Task The_default(object of)
    {
        TcpOption option = ((OptionSample)of).Option;
        ConnectedPair pair = await PairOfAsync(option);

        object found = OptionReader.Read(pair.Socket.Options, option);

        TcpOptionConduct conduct = Conduct(option);
        if (Rcvlowat(option))
        {
            Assert.That(found, Is.EqualTo(1), "SO_RCVLOWAT");
        }
        else if (!IsThere(option) || conduct.Read != TcpError.None)
        {
            Assert.That(found, Is.EqualTo(Unreadable(option)), $"getopts {option}");
        }
        else if (conduct.Default is { } text)
        {
            Assert.That(found, Is.EqualTo(OptionReader.Parse(option, text)), $"getopts {option} of a new socket");
        }
        else if (conduct.Handling == TcpOptionHandling.Kept && option != TcpOptions.Descriptor)
        {
            Assert.That(found, Is.EqualTo(TcpError.NotAvailable), $"getopts {option}: there is none");
        }
        else
        {
            Assert.That(found, Is.Not.InstanceOf<TcpError>(), $"getopts {option}: the system's choice");
        }
    }

    [TestCaseSource(nameof(Samples))]
    [Deviation("`low_watermark` on `socket`")]
    [Deviation("Changing an option that counts only at creation")]
    public async Task Changing_it(object of)
    {
        var sample = (OptionSample)of;
        ConnectedPair pair = await PairOfAsync(sample.Option);
        if (sample.Option == TcpOptions.Descriptor && Expect.Deviations.SettingDescriptorCrashes)
        {
            Assert.That(() => sample.Setting.ApplyTo(pair.Socket.Options), Throws.InvalidOperationException);
            return;
        }

        TcpError answer = sample.Setting.ApplyTo(pair.Socket.Options).Error;

        TcpOptionConduct conduct = Conduct(sample.Option);
        if (!conduct.Uses.HasFlag(TcpOptionUses.RunTime))
        {
            TcpError fixedAtCreation = AcceptsWhatIsFixed(sample.Option) ? Expect.Deviations.SettingFixedOption : TcpError.EInval;
            Assert.That(answer, Is.EqualTo(fixedAtCreation), $"setopts {sample}: only at creation");
            return;
        }

        Assert.That(answer, Is.EqualTo(TcpError.None), $"setopts {sample}");
        AssertReads(pair.Socket.Options, sample, "set");
    }

    [TestCaseSource(nameof(OfConnect))]
    [Deviation("`low_watermark` on `socket`")]
    public async Task Given_at_connect(object of)
    {
        var sample = (OptionSample)of;
        TcpSocketOptions options = sample.Setting.AddTo(TcpSocketOptions.Default);
        if (!Conduct(sample.Option).Uses.HasFlag(TcpOptionUses.Connect))
        {
            await Assert.ThatAsync(
                () => PairOfAsync(sample.Option, options), Throws.ArgumentException, $"connect with {sample}: badarg");
            return;
        }

        ConnectedPair pair = await PairOfAsync(sample.Option, options);

        AssertReads(pair.Socket.Options, sample, "given at connect");
    }

    [TestCaseSource(nameof(OfListen))]
    [Deviation("`low_watermark` on `socket`")]
    public async Task Given_at_listen_and_inherited(object of)
    {
        var sample = (OptionSample)of;
        TcpOptionConduct conduct = Conduct(sample.Option);
        TcpSocketOptions options = sample.Setting.AddTo(TcpSocketOptions.Default);
        options = options with { LocalAddress = options.LocalAddress ?? AddressFor(sample.Option) };
        if (!conduct.Uses.HasFlag(TcpOptionUses.Listen))
        {
            await Assert.ThatAsync(() => ListenAsync(options), Throws.ArgumentException, $"listen with {sample}: badarg");
            return;
        }

        ITcpListener listener = await ListenAsync(options);
        await ConnectRawAsync(AddressOf(listener));
        ITcpSocket accepted = await AcceptAsync(listener);

        AssertReads(listener.Options, sample, "given at listen");
        if (conduct.InheritedBy != TcpOptionFamilies.None)
        {
            AssertReads(accepted.Options, sample, "inherited");
            return;
        }

        Assert.That(
            OptionReader.Read(accepted.Options, sample.Option),
            Is.EqualTo(conduct.Read == TcpError.None ? TcpError.NotAvailable : conduct.Read).Or.Not.EqualTo(sample.ReadsBack),
            $"getopts {sample} of an accepted socket: not inherited");
    }

    [TestCaseSource(nameof(Samples))]
    [OnlyOurs("OTP stores nonsense, or bends it.")]
    public async Task Values_at_the_limits_are_taken_and_beyond_them_refused(object of)
    {
        var sample = (OptionSample)of;
        ConnectedPair pair = await PairOfAsync(sample.Option);
        foreach (TcpOptionSetting limit in sample.Limits)
        {
            Outcome.Ok(limit.ApplyTo(pair.Socket.Options), $"setopts {sample} at the limit");
        }

        foreach (TcpOptionSetting beyond in sample.Beyond)
        {
            Outcome.Is(beyond.ApplyTo(pair.Socket.Options), TcpError.EInval, $"setopts {sample} beyond the limit");
            await Assert.ThatAsync(
                () => Backend.ListenAsync(0, beyond.AddTo(TcpSocketOptions.Default), Token).AsTask(),
                Throws.ArgumentException.With.Message.Contains($"{sample.Option.PropertyName} ({sample}) is"));
        }
    }

    private static IEnumerable<TestCaseData> Where(Predicate<TcpOption> isMeant) =>
        OptionSamples.All
            .Where(sample => !sample.Option.Traits.IsBeyondOtp && isMeant(sample.Option))
            .Select(sample => new TestCaseData(sample).SetArgDisplayNames(sample.Option.Name));

    /// <summary>Whether a socket of the family that is tried has it.</summary>
    private static bool IsThere(TcpOption option) => (option.Traits.Inet.Families & TcpOptionFamilies.Internet) != 0;

    private static IPAddress AddressFor(TcpOption option) =>
        option.Traits.Inet.Families == TcpOptionFamilies.Inet6 ? IPAddress.IPv6Loopback : IPAddress.Loopback;

    /// <summary>A pair over IPv4, or over IPv6 if only that has the option.</summary>
    private async Task<ConnectedPair> PairOfAsync(TcpOption option, TcpSocketOptions? options = null)
    {
        RawListener listener = OpenRawListener(new IPEndPoint(AddressFor(option), 0));
        ITcpSocket connected = await ConnectAsync(listener.LocalEndPoint, options);
        return new ConnectedPair(connected, await AcceptRawAsync(listener));
    }

    /// <summary>Whether it is the option of receiving that OTP has under this name.</summary>
    private bool Rcvlowat(TcpOption option) => option == TcpOptions.LowWatermark && Expect.Deviations.LowWatermarkIsForReceives;

    private static bool AcceptsWhatIsFixed(TcpOption option) =>
        option == TcpOptions.Backlog || option == TcpOptions.LocalAddress || option == TcpOptions.Family
        || option == TcpOptions.AddressModule;

    private TcpOptionConduct Conduct(TcpOption option) => Expect.Options.Conduct(option.Traits);

    private TcpError Unreadable(TcpOption option) =>
        Conduct(option).Read is var error and not TcpError.None ? error : TcpError.NotAvailable;

    private void AssertReads(ITcpOptionAccess options, OptionSample sample, string how)
    {
        TcpOptionConduct conduct = Conduct(sample.Option);
        object expected = conduct.Read == TcpError.None || Rcvlowat(sample.Option) ? sample.ReadsBack : conduct.Read;

        Assert.That(OptionReader.Read(options, sample.Option), Is.EqualTo(expected), $"getopts {sample} {how}");
    }
}

[TestFixture]
public sealed class InetOptionTable() : OptionTableSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketOptionTable() : OptionTableSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetOptionTable() : OptionTableSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketOptionTable() : OptionTableSuite(BackendUnderTest.OtpSocket);
