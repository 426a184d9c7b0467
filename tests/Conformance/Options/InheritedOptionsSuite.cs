namespace TcpBackends.Tests.Conformance.Options;

/// <summary>
/// Which options of the system an accepted socket has from its listener, on every family: semantics 4, "Inheritance". The table of
/// options says so in its column "Inherited".
/// </summary>
[Platform(Include = "Linux", Reason = "Other systems pass on other options.")]
public abstract class InheritedOptionsSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    private SocketDirectory _directory = null!;

    /// <summary>ipv6_v6only is turned on by the kernel itself where a listener is bound to a single address.</summary>
    private static IEnumerable<TestCaseData> AtListen =>
        On(option => option.IsTakenAt(TcpOptionUses.Listen) && option != TcpOptions.V6Only);

    private static IEnumerable<TestCaseData> Later => On(option => option.IsTakenAt(TcpOptionUses.RunTime));

    [SetUp]
    public void CreateDirectory() => _directory = Keep(new SocketDirectory());

    [TestCaseSource(nameof(AtListen))]
    public async Task Given_at_listen(object of, TcpOptionFamilies family)
    {
        var option = (KernelCase)of;
        var sockets = new FamilySockets(family, _directory);

        ITcpListener listener = await ListenAsync(sockets.ForListener(option.Setting.AddTo(TcpSocketOptions.Default)));

        await AssertInheritedAsync(listener, option, family, sockets);
    }

    [TestCaseSource(nameof(Later))]
    public async Task Set_before_the_connection_came_in(object of, TcpOptionFamilies family)
    {
        var option = (KernelCase)of;
        var sockets = new FamilySockets(family, _directory);
        ITcpListener listener = await ListenAsync(sockets.ForListener(TcpSocketOptions.Default));

        Outcome.Ok(option.Setting.ApplyTo(listener.Options), $"setopts {option} of a listener");

        await AssertInheritedAsync(listener, option, family, sockets);
    }

    private async Task AssertInheritedAsync(
        ITcpListener listener, KernelCase option, TcpOptionFamilies family, FamilySockets sockets)
    {
        object here = OptionReader.Read(listener.Options, option.Option);
        object there = OptionReader.Read((await AcceptFromAsync(listener)).Options, option.Option);
        object fresh = OptionReader.Read(
            (await AcceptFromAsync(await ListenAsync(sockets.ForListener(TcpSocketOptions.Default)))).Options, option.Option);

        bool isInherited = Expect.Options.Conduct(option.Option.Traits).InheritedBy.HasFlag(family);
        Assert.That(there, Is.EqualTo(isInherited ? here : fresh), $"{option} of an accepted socket, {family}; the listener has {here}");
        Assert.That(here, Is.Not.EqualTo(fresh), "the listener does not have the default");
    }

    private async Task<ITcpSocket> AcceptFromAsync(ITcpListener listener)
    {
        await ConnectRawAsync(AddressOf(listener));
        return await AcceptAsync(listener);
    }

    /// <summary>Cases for the families that have the option.</summary>
    private static IEnumerable<TestCaseData> On(Predicate<TcpOption> isMeant) =>
        KernelCase.OnEveryFamily(KernelCase.All.Where(option => isMeant(option.Option)))
            .Where(data => ((KernelCase)data.Arguments[0]!).Option.Traits.Inet.Families.HasFlag((TcpOptionFamilies)data.Arguments[1]!));
}

[TestFixture]
public sealed class InetInheritedOptions() : InheritedOptionsSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketInheritedOptions() : InheritedOptionsSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetInheritedOptions() : InheritedOptionsSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketInheritedOptions() : InheritedOptionsSuite(BackendUnderTest.OtpSocket);
