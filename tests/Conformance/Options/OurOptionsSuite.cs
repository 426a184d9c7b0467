using System.Net;

namespace TcpBackends.Tests.Conformance.Options;

/// <summary>The options that are additions of this library: docs/options.md, "ours".</summary>
[Platform(Include = "Linux", Reason = "Other systems do not have all of them.")]
public abstract class OurOptionsSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    private static IEnumerable<TestCaseData> Samples =>
        OptionSamples.All
            .Where(sample => sample.Option.Traits.IsBeyondOtp)
            .Select(sample => new TestCaseData(sample).SetArgDisplayNames(sample.Option.Name));

    [TestCaseSource(nameof(Samples))]
    public async Task The_default(object of)
    {
        TcpOption option = ((OptionSample)of).Option;
        ConnectedPair pair = await PairAsync();

        object found = OptionReader.Read(pair.Socket.Options, option);

        string? text = Expect.Options.Conduct(option.Traits).Default;
        Assert.That(found, text is null ? Is.Not.InstanceOf<TcpError>() : Is.EqualTo(OptionReader.Parse(option, text)));
    }

    /// <summary>Without those that neither connect nor listen takes.</summary>
    private static IEnumerable<TestCaseData> OfListen =>
        Samples.Where(data => ((OptionSample)data.Arguments[0]!).Option.IsTakenAt(TcpOptionUses.Listen));

    [TestCaseSource(nameof(OfListen))]
    public async Task Inherited_by_an_accepted_socket(object of)
    {
        var sample = (OptionSample)of;
        ITcpListener listener = await ListenAsync(sample.Setting.AddTo(TcpSocketOptions.Default));
        await ConnectRawAsync(AddressOf(listener));
        ITcpSocket accepted = await AcceptAsync(listener);

        Assert.That(OptionReader.Read(accepted.Options, sample.Option), Is.EqualTo(sample.ReadsBack), $"{sample} is inherited");
    }

    [TestCaseSource(nameof(Samples))]
    public async Task Values_at_the_limits_are_taken_and_beyond_them_refused(object of)
    {
        var sample = (OptionSample)of;
        ConnectedPair pair = await PairAsync();
        foreach (TcpOptionSetting limit in sample.Limits)
        {
            Outcome.Ok(limit.ApplyTo(pair.Socket.Options), $"{sample} at the limit");
        }

        foreach (TcpOptionSetting beyond in sample.Beyond)
        {
            Outcome.Is(beyond.ApplyTo(pair.Socket.Options), TcpError.EInval, $"{sample} beyond the limit");
            Assert.That(
                beyond.AddTo(TcpSocketOptions.Default).Validate, Throws.ArgumentException.With.Message.Contains($"({sample}) is"));
        }
    }

    [Test]
    public async Task Listeners_with_reuseport_share_a_port_and_others_do_not()
    {
        var shared = new TcpSocketOptions { LocalAddress = IPAddress.Loopback, ReusePort = true };
        ITcpListener first = await ListenAsync(shared);
        int port = ((IPEndPoint)AddressOf(first)).Port;

        Keep(Outcome.Ok(await Backend.ListenAsync(port, shared, Token), "a second listener with reuseport"));
        Outcome.Is(
            await Backend.ListenAsync(port, shared with { ReusePort = null }, Token), TcpError.EAddrInUse, "one without it");
    }

    [Test]
    public async Task A_cork_holds_back_what_is_no_full_segment()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Cork = true });

        Outcome.Ok(await pair.Socket.SendAsync("abc"u8.ToArray(), Token), "send");
        Outcome.Ok(await pair.Socket.SendAsync("def"u8.ToArray(), Token), "send");
        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.Cork, false), "pull the cork");

        await pair.Peer.ArrivedAsync(6, Token);
        Assert.That(pair.Peer.ReceivedSegments, Is.EqualTo(1u), "both came in one segment");
    }
}

[TestFixture]
public sealed class InetOurOptions() : OurOptionsSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketOurOptions() : OurOptionsSuite(BackendUnderTest.Socket);
