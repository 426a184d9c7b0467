using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Options;

/// <summary>What is checked before anything is changed, and what is not harmed by it: semantics 12, "Order inside one inet:setopts call", and 15.</summary>
public abstract class CheckedOptionsSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    private static IEnumerable<TestCaseData> Fixed =>
        from setting in (TcpOptionSetting[])
        [
            TcpOptions.Descriptor.With(9999), TcpOptions.PacketOptions.With(default), TcpOptions.LocalPort.With(0),
            TcpOptions.NetworkNamespace.With("/proc/self/ns/net"),
        ]
        select new TestCaseData(setting).SetArgDisplayNames(setting.Option.Name);

    private static IEnumerable<TestCaseData> Nulls =>
        from setting in (TcpOptionSetting[])
        [
            TcpOptions.NetworkNamespace.With(null!), TcpOptions.BindToDevice.With(null!), TcpOptions.Raw.With(null!),
            TcpOptions.LocalAddress.With(null!), TcpOptions.AddressModule.With(null!),
        ]
        select new TestCaseData(setting).SetArgDisplayNames(setting.Option.Name);

    [TestCaseSource(nameof(Fixed))]
    [Deviation("Several options in one change")]
    [Deviation("Changing an option that counts only at creation")]
    public async Task One_that_cannot_be_changed_keeps_those_before_it_from_being_changed(TcpOptionSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        ConnectedPair pair = await PairAsync();
        TcpOptionSetting[] settings = [TcpOptions.SendTimeoutClose.With(true), setting];
        TcpOptionConduct conduct = Expect.Options.Conduct(setting.Option.Traits);
        if (setting.Option == TcpOptions.Descriptor && Expect.Deviations.SettingDescriptorCrashes)
        {
            Assert.That(() => pair.Socket.Options.Set(settings), Throws.InvalidOperationException);
            return;
        }

        TcpResult result = pair.Socket.Options.Set(settings);

        bool isFixed = !conduct.Uses.HasFlag(TcpOptionUses.RunTime);
        Outcome.Is(result, isFixed ? TcpError.EInval : TcpError.None, $"setopts [send_timeout_close, {setting.Option}]");
        Outcome.Same(
            pair.Socket.Options.Get(TcpOptions.SendTimeoutClose),
            !isFixed || Expect.Deviations.GoodBeforeFixedIsSet,
            "all are checked before any is changed");
    }

    [TestCaseSource(nameof(Nulls))]
    [OnlyOurs("Erlang has no null.")]
    public async Task Null_is_einval_and_the_socket_goes_on(TcpOptionSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        await using ITcpMailbox owner = Backend.CreateMailbox();
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Owner = owner, Active = TcpActive.False });

        Outcome.Is(pair.Socket.Options.Set([TcpOptions.Packet.With(PacketType.Length2), setting]), TcpError.EInval, "setopts: null");
        Outcome.Is(setting.ApplyTo(pair.Socket.Options), TcpError.EInval, "setopts: null, alone");
        Outcome.Same(pair.Socket.Options.Get(TcpOptions.Packet), PacketType.Raw, "nothing was changed");

        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.Active, TcpActive.Once), "setopts active");
        await pair.Peer.SendAsync("x"u8.ToArray(), Token);
        Assert.That(await owner.Messages.ReadAsync(Token), Is.InstanceOf<TcpDataMessage>(), "it delivers");
    }

    [Test]
    [OnlyOurs("It crashes OTP's socket now and then.")]
    public async Task While_it_is_closed_an_option_is_set_or_the_socket_is_closed()
    {
        for (int i = 0; i < 50; i++)
        {
            ConnectedPair pair = await PairAsync();
            Task<TcpResult>[] setting =
            [
                Task.Run(() => pair.Socket.Options.Set(TcpOptions.TypeOfService, 16), Token),
                Task.Run(() => pair.Socket.Options.Set(TcpOptions.KeepAlive, true), Token),
            ];
            Task<TcpResult<bool>> reading = Task.Run(() => pair.Socket.Options.Get(TcpOptions.KeepAlive), Token);

            Outcome.Ok(await pair.Socket.CloseAsync(Token), "close");

            TcpError[] answers = [.. (await Task.WhenAll(setting)).Select(result => result.Error), (await reading).Error];
            Assert.That(
                answers, Is.All.EqualTo(TcpError.None).Or.EqualTo(Expect.Options.AfterClose), "an option during close: done, or closed");
            await pair.Peer.DisposeAsync();
        }
    }
}

[TestFixture]
public sealed class InetCheckedOptions() : CheckedOptionsSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketCheckedOptions() : CheckedOptionsSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetCheckedOptions() : CheckedOptionsSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketCheckedOptions() : CheckedOptionsSuite(BackendUnderTest.OtpSocket);
