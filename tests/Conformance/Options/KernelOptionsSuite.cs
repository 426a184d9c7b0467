namespace TcpBackends.Tests.Conformance.Options;

/// <summary>
/// The options of the operating system are really set there, on every family, and refused where the family does not have them:
/// semantics 2 ("local"), 3 and 15; inet manual, setopts/2.
/// </summary>
[Platform(Include = "Linux", Reason = "It asks the kernel by number.")]
public abstract class KernelOptionsSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    private SocketDirectory _directory = null!;

    private static IEnumerable<TestCaseData> Cases => KernelCase.OnEveryFamily(KernelCase.All);

    private static IEnumerable<TestCaseData> CasesAtCreation => KernelCase.OnEveryFamily(KernelCase.All.Where(IsForCreation));

    private static IEnumerable<TestCaseData> Ours => KernelCase.OnEveryFamily(KernelCase.Ours);

    private static IEnumerable<TestCaseData> OursAtCreation => KernelCase.OnEveryFamily(KernelCase.Ours.Where(IsForCreation));

    [SetUp]
    public void CreateDirectory() => _directory = Keep(new SocketDirectory());

    [TestCaseSource(nameof(Cases))]
    public Task Changed_later(object of, TcpOptionFamilies family) => AssertChangedLaterAsync((KernelCase)of, family);

    [TestCaseSource(nameof(Ours))]
    [OnlyOurs("gen_tcp has them as raw options only.")]
    public Task Changed_later_ours(object of, TcpOptionFamilies family) => AssertChangedLaterAsync((KernelCase)of, family);

    private async Task AssertChangedLaterAsync(KernelCase option, TcpOptionFamilies family)
    {
        ITcpSocket socket = Outcome.Ok(await TryConnectAsync(TcpSocketOptions.Default, family), "connect");

        TcpResult result = option.Setting.ApplyTo(socket.Options);

        if (!Conduct(option).Uses.HasFlag(TcpOptionUses.RunTime))
        {
            TcpError refusal = RefusalOf(option, family);
            Outcome.Is(result, refusal == TcpError.None ? TcpError.EInval : refusal, $"setopts {option} on {family}: too late");
            return;
        }

        Outcome.Is(result, RefusalOf(option, family), $"setopts {option} on {family}");
        AssertIsSet(socket, option, family);
    }

    [TestCaseSource(nameof(CasesAtCreation))]
    public Task Given_at_connect(object of, TcpOptionFamilies family) => AssertGivenAtConnectAsync((KernelCase)of, family);

    [TestCaseSource(nameof(OursAtCreation))]
    [OnlyOurs("gen_tcp has them as raw options only.")]
    public Task Given_at_connect_ours(object of, TcpOptionFamilies family) => AssertGivenAtConnectAsync((KernelCase)of, family);

    private async Task AssertGivenAtConnectAsync(KernelCase option, TcpOptionFamilies family)
    {
        TcpSocketOptions options = option.Setting.AddTo(TcpSocketOptions.Default);
        TcpError refusal = RefusalOf(option, family);
        if (refusal == TcpError.EInval || !Conduct(option).Uses.HasFlag(TcpOptionUses.Connect))
        {
            await Assert.ThatAsync(
                () => TryConnectAsync(options, family), Throws.ArgumentException, $"connect with {option} on {family}: badarg");
            return;
        }

        TcpResult<ITcpSocket> connected = await TryConnectAsync(options, family);

        Outcome.Is(connected, refusal, $"connect with {option} on {family}");
        if (connected.TryGetValue(out ITcpSocket? socket))
        {
            AssertIsSet(socket, option, family);
        }
    }

    [TestCaseSource(nameof(CasesAtCreation))]
    public Task Given_at_listen(object of, TcpOptionFamilies family) => AssertGivenAtListenAsync((KernelCase)of, family);

    [TestCaseSource(nameof(OursAtCreation))]
    [OnlyOurs("gen_tcp has them as raw options only.")]
    public Task Given_at_listen_ours(object of, TcpOptionFamilies family) => AssertGivenAtListenAsync((KernelCase)of, family);

    private async Task AssertGivenAtListenAsync(KernelCase option, TcpOptionFamilies family)
    {
        TcpSocketOptions options = new FamilySockets(family, _directory).ForListener(option.Setting.AddTo(TcpSocketOptions.Default));

        TcpResult<ITcpListener> result = await Backend.ListenAsync(0, options, Token);

        Outcome.Is(result, RefusalOf(option, family), $"listen with {option} on {family}");
        if (result.TryGetValue(out ITcpListener? listener))
        {
            AssertIsSet(Keep(listener), option, family);
        }
    }

    private async Task<TcpResult<ITcpSocket>> TryConnectAsync(TcpSocketOptions options, TcpOptionFamilies family)
    {
        var sockets = new FamilySockets(family, _directory);
        RawListener listener = OpenRawListener(sockets.Address());
        TcpResult<ITcpSocket> connected =
            await Backend.ConnectAsync(listener.LocalEndPoint, sockets.ForConnection(options), null, Token);
        if (connected.TryGetValue(out ITcpSocket? socket))
        {
            Keep(socket);
            await AcceptRawAsync(listener);
        }

        return connected;
    }

    private void AssertIsSet(ITcpEndpoint endpoint, KernelCase option, TcpOptionFamilies family)
    {
        if (!Conduct(option).Families.HasFlag(family))
        {
            Assert.That(
                OptionReader.Read(endpoint.Options, option.Option), Is.EqualTo(TcpError.NotAvailable), $"getopts {option} leaves it out");
            return;
        }

        Assert.That(
            KernelOption.ReadAll(endpoint, option.Level, option.Number), Is.EqualTo(option.Values), $"{option} in the kernel, {family}");
    }

    private static bool IsForCreation(KernelCase option) => option.Option.IsForCreation;

    private TcpOptionConduct Conduct(KernelCase option) => Expect.Options.Conduct(option.Option.Traits);

    private TcpError RefusalOf(KernelCase option, TcpOptionFamilies family) =>
        Conduct(option).Families.HasFlag(family) || Conduct(option).Handling != TcpOptionHandling.System ? TcpError.None
            : family == TcpOptionFamilies.Local ? Expect.Options.Refused(TcpError.ENotSup)
            : Expect.Options.Refused(TcpError.ENoProtoOpt);
}

[TestFixture]
public sealed class InetKernelOptions() : KernelOptionsSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketKernelOptions() : KernelOptionsSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetKernelOptions() : KernelOptionsSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketKernelOptions() : KernelOptionsSuite(BackendUnderTest.OtpSocket);
