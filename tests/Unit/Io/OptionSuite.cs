using System.Net;
using System.Net.Sockets;
using TcpBackends.Core.Io;

namespace TcpBackends.Tests.Unit.Io;

/// <summary>The options of the operating system.</summary>
internal abstract class OptionSuite(IIoPlatform platform) : IoSuite(platform)
{
    [Test]
    public void Flags_are_off_and_can_be_switched(
        [Values(IoOption.NoDelay, IoOption.KeepAlive)] IoOption option)
    {
        IIoSocket socket = Open();
        Assert.That(Read(socket, option), Is.Zero);
        Assert.That(socket.SetOption(option, 1), Is.EqualTo(TcpError.None));
        Assert.That(Read(socket, option), Is.Not.Zero);
        Assert.That(socket.SetOption(option, 0), Is.EqualTo(TcpError.None));
        Assert.That(Read(socket, option), Is.Zero);
    }

    [Test]
    public void Buffers([Values(IoOption.SendBuffer, IoOption.ReceiveBuffer)] IoOption option)
    {
        IIoSocket socket = Open();
        Assert.That(socket.SetOption(option, 20_000), Is.EqualTo(TcpError.None));
        Assert.That(Read(socket, option), OperatingSystem.IsLinux() ? Is.EqualTo(40_000) : Is.EqualTo(20_000));
    }

    [Test]
    public void Linger([Values] bool enabled, [Values(0, 7, 65535)] int seconds)
    {
        IIoSocket socket = Open();
        Assert.That(socket.SetLinger(new TcpLinger(enabled, seconds)), Is.EqualTo(TcpError.None));
        Assert.That(socket.GetLinger(out TcpLinger linger), Is.EqualTo(TcpError.None));
        Assert.That(linger, Is.EqualTo(new TcpLinger(enabled, enabled ? seconds : linger.Seconds)));
    }

    [Test, Platform(Include = "Linux", Reason = "Other systems do not have all of them.")]
    public void Numbers_are_kept(
        [Values(
            IoOption.TypeOfService, IoOption.TrafficClass, IoOption.Priority, IoOption.TimeToLive, IoOption.ReceiveTypeOfService,
            IoOption.ReceiveTrafficClass, IoOption.ReceiveTimeToLive, IoOption.DontRoute, IoOption.V6Only)] IoOption option)
    {
        IIoSocket socket = Open(AddressFamily.InterNetworkV6);
        int value = option is IoOption.TypeOfService or IoOption.TrafficClass or IoOption.Priority or IoOption.TimeToLive ? 4 : 1;
        Assert.That(socket.SetOption(option, value), Is.EqualTo(TcpError.None));
        Assert.That(Read(socket, option), Is.EqualTo(value));
    }

    [Test]
    public void What_the_system_does_not_know_is_an_error()
    {
        IIoSocket socket = Open();
        Assert.That(socket.SetRaw(6, 9999, new byte[4]), Is.EqualTo(TcpError.ENoProtoOpt));
        Assert.That(socket.GetRaw(6, 9999, new byte[4], out _), Is.EqualTo(TcpError.ENoProtoOpt));
        socket.Dispose();
        Assert.That(socket.SetRaw(6, 9999, new byte[4]), Is.EqualTo(TcpError.EBadF));
        Assert.That(socket.GetRaw(6, 9999, new byte[4], out _), Is.EqualTo(TcpError.EBadF));
    }

    [Test, Platform(Include = "Linux", Reason = "Only Linux binds by name.")]
    public void A_device_is_bound_by_its_name()
    {
        IIoSocket socket = Open();
        Assert.That(DeviceBinding.Set(socket, "lo"), Is.EqualTo(TcpError.None));
        Assert.That((DeviceBinding.Get(socket, out string name), name), Is.EqualTo((TcpError.None, "lo")));
        Assert.That(DeviceBinding.Set(socket, "nosuchdev0"), Is.EqualTo(TcpError.ENoDev));
        Assert.That(DeviceBinding.Set(socket, ""), Is.EqualTo(TcpError.None));
        Assert.That((DeviceBinding.Get(socket, out name), name), Is.EqualTo((TcpError.None, "")));
    }

    [Test, Platform(Include = "Linux", Reason = "Only Linux binds by name.")]
    public async Task A_device_leaves_what_is_known_of_a_socket(CancellationToken watchdog)
    {
        IoPair pair = await PairAsync(watchdog);
        Assert.That(pair.Socket.TryReceive(new byte[8]).WouldBlock);
        Assert.That(await IsDrainedAfterOneByteAsync(pair, watchdog), Is.EqualTo(KnowsDrained), "before");

        Assert.That(DeviceBinding.Set(pair.Socket, "lo"), Is.EqualTo(TcpError.None));
        Assert.That(await IsDrainedAfterOneByteAsync(pair, watchdog), Is.EqualTo(KnowsDrained), "it is not of those that nobody here knows");

        Assert.That(pair.Socket.SetRaw(6, 1, BitConverter.GetBytes(1)), Is.EqualTo(TcpError.None));
        Assert.That(await IsDrainedAfterOneByteAsync(pair, watchdog), Is.False, "a raw option is");
    }

    [Test]
    public void Linger_is_off() =>
        Assert.That((Open().GetLinger(out TcpLinger linger), linger), Is.EqualTo((TcpError.None, TcpLinger.Off)));

    [Test]
    public void Binding_leaves_reuse_address_off()
    {
        (IIoSocket listener, _, _) = Listen();
        Assert.That(Read(listener, IoOption.ReuseAddress), Is.Zero);
    }

    [Test, Platform(Exclude = "Win", Reason = "The option is ignored there.")]
    public void Reuse_address_is_what_was_set()
    {
        IIoSocket socket = Open();
        Assert.That(socket.SetOption(IoOption.ReuseAddress, 1), Is.EqualTo(TcpError.None));
        Assert.That(Read(socket, IoOption.ReuseAddress), Is.Not.Zero);
        Assert.That(socket.Bind(new IPEndPoint(IPAddress.Loopback, 0)), Is.EqualTo(TcpError.None));
        Assert.That(Read(socket, IoOption.ReuseAddress), Is.Not.Zero);
        Assert.That(socket.SetOption(IoOption.ReuseAddress, 0), Is.EqualTo(TcpError.None));
        Assert.That(Read(socket, IoOption.ReuseAddress), Is.Zero);
    }

    [Test]
    public void Reuse_address_does_not_share_a_port()
    {
        IIoSocket[] sockets = [Open(), Open()];
        foreach (IIoSocket socket in sockets)
        {
            Assert.That(socket.SetOption(IoOption.ReuseAddress, 1), Is.EqualTo(TcpError.None));
        }

        Assert.That(sockets[0].Bind(new IPEndPoint(IPAddress.Loopback, 0)), Is.EqualTo(TcpError.None));
        Assert.That(sockets[0].Listen(1), Is.EqualTo(TcpError.None));
        TcpError error = sockets[1].Bind(NameOf(sockets[0]));
        error = error == TcpError.None ? sockets[1].Listen(1) : error;
        Assert.That(error, Is.EqualTo(TcpError.EAddrInUse));
    }

    [Test]
    public async Task An_accepted_socket_has_the_listeners_options(CancellationToken watchdog)
    {
        (IIoSocket listener, _, EndPoint address) = Listen();
        listener.SetOption(IoOption.NoDelay, 1);
        listener.SetOption(IoOption.KeepAlive, 1);
        using var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(address, watchdog);
        Assert.That(listener.TryAccept(out IIoSocket? accepted), Is.EqualTo(TcpError.None));
        Keep(accepted!);
        Assert.That(Read(accepted!, IoOption.NoDelay), Is.Not.Zero);
        Assert.That(Read(accepted!, IoOption.KeepAlive), Is.Not.Zero);
    }

    /// <summary>Whether a short read is known to take all there is.</summary>
    protected abstract bool KnowsDrained { get; }

    private static async Task<bool> IsDrainedAfterOneByteAsync(IoPair pair, CancellationToken watchdog)
    {
        await pair.Peer.SendAsync(new byte[1], watchdog);
        await pair.ReadableAsync(watchdog);
        Assert.That((await pair.ReceiveAsync(new byte[8], watchdog)).Bytes, Is.EqualTo(1));
        return pair.Socket.IsDrained;
    }

    private static int Read(IIoSocket socket, IoOption option)
    {
        Assert.That(socket.GetOption(option, out int value), Is.EqualTo(TcpError.None));
        return value;
    }
}

[TestFixture, Platform(Include = "Linux")]
internal sealed class EpollOptions() : OptionSuite(Platforms.Epoll)
{
    protected override bool KnowsDrained => true;
}

[TestFixture]
internal sealed class PortableOptions() : OptionSuite(Platforms.Portable)
{
    protected override bool KnowsDrained => false;
}
