using System.Net;
using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Accepting;

/// <summary>What an accepted socket has from its listener: semantics 4, "Inheritance".</summary>
public abstract class InheritanceSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    [Test]
    public Task active() => InheritsAsync(TcpOptions.Active, TcpActive.Count(7), (o, v) => o with { Active = v });

    [Test]
    public Task mode() => InheritsAsync(TcpOptions.Mode, TcpMode.List, (o, v) => o with { Mode = v });

    [Test]
    public Task header() => InheritsAsync(TcpOptions.Header, 3, (o, v) => o with { Header = v });

    [Test]
    public Task deliver() => InheritsAsync(TcpOptions.Deliver, TcpDeliver.Port, (o, v) => o with { Deliver = v });

    [Test]
    public Task packet() => InheritsAsync(TcpOptions.Packet, PacketType.Length4, (o, v) => o with { Packet = v });

    [Test]
    public Task packet_size() => InheritsAsync(TcpOptions.PacketSize, 1234, (o, v) => o with { PacketSize = v });

    [Test]
    public Task buffer() => InheritsAsync(TcpOptions.Buffer, 7777, (o, v) => o with { Buffer = v });

    [Test]
    public Task recbuf() => InheritsAsync(
        TcpOptions.ReceiveBuffer, 20000, (o, v) => o with { ReceiveBuffer = v }, Kernel.Keeps(20000));

    [Test]
    public Task sndbuf() => InheritsAsync(
        TcpOptions.SendBuffer, 20000, (o, v) => o with { SendBuffer = v }, Kernel.Keeps(20000));

    [Test]
    public Task nodelay() => InheritsAsync(TcpOptions.NoDelay, true, (o, v) => o with { NoDelay = v });

    [Test]
    public Task keepalive() => InheritsAsync(TcpOptions.KeepAlive, true, (o, v) => o with { KeepAlive = v });

    [Test]
    public Task reuseaddr() => InheritsAsync(TcpOptions.ReuseAddress, true, (o, v) => o with { ReuseAddress = v });

    [Test]
    public Task linger() => InheritsAsync(TcpOptions.Linger, new TcpLinger(true, 9), (o, v) => o with { Linger = v });

    [Test]
    public Task send_timeout() =>
        InheritsAsync(TcpOptions.SendTimeout, TimeSpan.FromMilliseconds(123), (o, v) => o with { SendTimeout = v });

    [Test]
    public Task send_timeout_close() =>
        InheritsAsync(TcpOptions.SendTimeoutClose, true, (o, v) => o with { SendTimeoutClose = v });

    [Test]
    public Task high_watermark() => InheritsAsync(
        TcpOptions.HighWatermark, 5000, (o, v) => o with { HighWatermark = v }, Expect.Options.Watermark(5000));

    [Test]
    [Deviation("`low_watermark` on `socket`")]
    public Task low_watermark() => InheritsAsync(
        TcpOptions.LowWatermark,
        100,
        (o, v) => o with { LowWatermark = v },
        Expect.Deviations.LowWatermarkIsForReceives ? 100 : Expect.Options.Watermark(100));

    [Test]
    public Task delay_send() => InheritsAsync(TcpOptions.DelaySend, true, (o, v) => o with { DelaySend = v });

    [Test]
    public Task exit_on_close() => InheritsAsync(TcpOptions.ExitOnClose, false, (o, v) => o with { ExitOnClose = v });

    [Test]
    public Task show_econnreset() =>
        InheritsAsync(TcpOptions.ShowEconnreset, true, (o, v) => o with { ShowEconnreset = v });

    [Test]
    public async Task The_listener_s_values_count_at_accept_not_at_connect()
    {
        ITcpListener listener = await ListenAsync(new TcpSocketOptions { Packet = PacketType.Length1 });
        await ConnectRawAsync(AddressOf(listener));
        await KernelTcp.BacklogAsync(AddressOf(listener), 1, Token);

        Outcome.Ok(listener.Options.Set(TcpOptions.Packet, PacketType.Length2), "setopts on a listener");
        ITcpSocket accepted = await AcceptAsync(listener);

        Outcome.Same(accepted.Options.Get(TcpOptions.Packet), PacketType.Length2, "accept: the listener's current values");
    }

    [Test]
    public async Task nodelay_and_the_like_of_now_count_where_accept_copies_them([Values] bool value)
    {
        var before = new TcpSocketOptions { NoDelay = !value, KeepAlive = !value, Linger = new TcpLinger(!value, 9) };
        ITcpListener listener = await ListenAsync(before);
        await ConnectRawAsync(AddressOf(listener));
        await KernelTcp.BacklogAsync(AddressOf(listener), 1, Token);

        TcpResult set = listener.Options.Set(
        [
            TcpOptions.NoDelay.With(value), TcpOptions.KeepAlive.With(value), TcpOptions.Linger.With(new TcpLinger(value, 8)),
        ]);
        Outcome.Ok(set, "setopts on a listener");
        ITcpSocket accepted = await AcceptAsync(listener);

        bool expected = Expect.Options.AcceptCopiesSystemOptions ? value : !value;
        Outcome.Same(accepted.Options.Get(TcpOptions.NoDelay), expected, "accept: nodelay");
        Outcome.Same(accepted.Options.Get(TcpOptions.KeepAlive), expected, "accept: keepalive");
        TcpLinger linger = Outcome.Ok(accepted.Options.Get(TcpOptions.Linger), "getopts linger");
        Assert.That(linger.Enabled, Is.EqualTo(expected), "accept: linger");
    }

    [Test]
    public async Task tos_ttl_and_what_is_kept_of_packets_too()
    {
        ITcpListener listener = await ListenAsync();
        await ConnectRawAsync(AddressOf(listener));
        await KernelTcp.BacklogAsync(AddressOf(listener), 1, Token);

        TcpResult set = listener.Options.Set(
        [
            TcpOptions.TypeOfService.With(8), TcpOptions.TimeToLive.With(33), TcpOptions.Priority.With(5),
            TcpOptions.ReceiveTypeOfService.With(true), TcpOptions.ReceiveTimeToLive.With(true),
        ]);
        Outcome.Ok(set, "setopts on a listener");
        ITcpSocket accepted = await AcceptAsync(listener);

        bool copies = Expect.Options.AcceptCopiesSystemOptions;
        Outcome.Same(accepted.Options.Get(TcpOptions.TypeOfService), copies ? 8 : 0, "accept: tos");
        Outcome.Same(accepted.Options.Get(TcpOptions.ReceiveTypeOfService), copies, "accept: recvtos");
        Outcome.Same(accepted.Options.Get(TcpOptions.ReceiveTimeToLive), copies, "accept: recvttl");
        int timeToLive = Outcome.Ok(accepted.Options.Get(TcpOptions.TimeToLive), "getopts ttl");
        Assert.That(timeToLive, copies ? Is.EqualTo(33) : Is.Not.EqualTo(33), "accept: ttl");
        Outcome.Same(accepted.Options.Get(TcpOptions.Priority), 5, "accept: priority, on both");
    }

    [Test]
    public async Task On_IPv6_it_is_the_traffic_class_that_is_copied()
    {
        ITcpListener listener = await ListenAsync(new TcpSocketOptions { LocalAddress = IPAddress.IPv6Loopback });
        await ConnectRawAsync(AddressOf(listener));
        await KernelTcp.BacklogAsync(AddressOf(listener), 1, Token);

        TcpResult set = listener.Options.Set(
            [TcpOptions.TrafficClass.With(8), TcpOptions.ReceiveTrafficClass.With(true), TcpOptions.TypeOfService.With(8)]);
        Outcome.Ok(set, "setopts on a listener");
        ITcpSocket accepted = await AcceptAsync(listener);

        bool copies = Expect.Options.AcceptCopiesSystemOptions;
        Outcome.Same(accepted.Options.Get(TcpOptions.TrafficClass), copies ? 8 : 0, "accept: tclass");
        Outcome.Same(accepted.Options.Get(TcpOptions.ReceiveTrafficClass), copies, "accept: recvtclass");
        Outcome.Same(accepted.Options.Get(TcpOptions.TypeOfService), 0, "accept: tos is not copied on IPv6");
    }

    [Test]
    public async Task The_kernel_buffers_are_those_from_when_the_connection_came_in()
    {
        ITcpListener listener = await ListenAsync(new TcpSocketOptions { SendBuffer = 20000 });
        await ConnectRawAsync(AddressOf(listener));
        await KernelTcp.BacklogAsync(AddressOf(listener), 1, Token);

        Outcome.Ok(listener.Options.Set(TcpOptions.SendBuffer, 30000), "setopts on a listener");
        ITcpSocket accepted = await AcceptAsync(listener);

        Outcome.Same(accepted.Options.Get(TcpOptions.SendBuffer), Kernel.Keeps(20000), "accept: sndbuf");
    }

    [Test]
    public async Task Changing_the_listener_does_not_change_what_it_accepted()
    {
        ITcpListener listener = await ListenAsync();
        await ConnectRawAsync(AddressOf(listener));
        ITcpSocket accepted = await AcceptAsync(listener);

        Outcome.Ok(listener.Options.Set(TcpOptions.Packet, PacketType.Length2), "setopts on a listener");

        Outcome.Same(accepted.Options.Get(TcpOptions.Packet), PacketType.Raw, "accept: the values at accept");
    }

    /// <summary>Given at listen, and set on the listener later: the accepted socket has what the listener has.</summary>
    private async Task InheritsAsync<T>(
        TcpOption<T> option, T value, Func<TcpSocketOptions, T, TcpSocketOptions> with, TcpResult<T>? readsBack = null)
    {
        ITcpListener given = await ListenAsync(with(TcpSocketOptions.Default, value));
        Outcome.Same(given.Options.Get(option), readsBack ?? value, $"getopts {option} given at listen");
        await AssertInheritsAsync(given, option, "given at listen");

        ITcpListener changed = await ListenAsync();
        Outcome.Ok(changed.Options.Set(option, value), $"setopts {option} on a listener");
        Outcome.Same(changed.Options.Get(option), readsBack ?? value, $"getopts {option} set after listen");
        await AssertInheritsAsync(changed, option, "set after listen");
    }

    private async Task AssertInheritsAsync<T>(ITcpListener listener, TcpOption<T> option, string how)
    {
        await ConnectRawAsync(AddressOf(listener));
        ITcpSocket accepted = await AcceptAsync(listener);

        Outcome.Same(accepted.Options.Get(option), listener.Options.Get(option), $"accept: {option} {how} is inherited");
    }
}

[TestFixture]
public sealed class InetInheritance() : InheritanceSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketInheritance() : InheritanceSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetInheritance() : InheritanceSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketInheritance() : InheritanceSuite(BackendUnderTest.OtpSocket);
