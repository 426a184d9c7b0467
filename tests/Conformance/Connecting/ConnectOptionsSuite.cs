using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Connecting;

/// <summary>The options of a new connection: semantics 2 and 15.</summary>
public abstract class ConnectOptionsSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    [Test]
    [Deviation("`low_watermark` on `socket`")]
    public async Task What_is_not_given_has_the_default_of_the_backend()
    {
        ConnectedPair pair = await PairAsync();
        DefaultExpectations defaults = Expect.Defaults;

        AssertHas(pair.Socket, TcpOptions.Packet, PacketType.Raw);
        AssertHas(pair.Socket, TcpOptions.PacketSize, defaults.PacketSize);
        AssertHas(pair.Socket, TcpOptions.Buffer, defaults.Buffer);
        AssertHas(pair.Socket, TcpOptions.HighWatermark, Expect.Options.Watermark(8192));
        AssertHas(pair.Socket, TcpOptions.LowWatermark, Expect.Deviations.LowWatermarkIsForReceives ? 1 : Expect.Options.Watermark(4096));
        AssertHas(pair.Socket, TcpOptions.NoDelay, false);
        AssertHas(pair.Socket, TcpOptions.KeepAlive, false);
        AssertHas(pair.Socket, TcpOptions.ReuseAddress, false);
        AssertHas(pair.Socket, TcpOptions.Linger, TcpLinger.Off);
        AssertHas(pair.Socket, TcpOptions.SendTimeout, Timeout.InfiniteTimeSpan);
        AssertHas(pair.Socket, TcpOptions.SendTimeoutClose, false);
        AssertHas(pair.Socket, TcpOptions.DelaySend, false);
        AssertHas(pair.Socket, TcpOptions.ExitOnClose, true);
        AssertHas(pair.Socket, TcpOptions.ShowEconnreset, false);
    }

    [Test]
    public async Task Configured_defaults_hold_unless_the_call_says_otherwise()
    {
        RawListener listener = OpenRawListener();
        ITcpBackend backend = NewBackend(new TcpBackendSettings
        {
            ConnectDefaults = new TcpSocketOptions { Packet = PacketType.Length2, NoDelay = true },
            ListenDefaults = new TcpSocketOptions { Packet = PacketType.Length1 },
        });

        ITcpSocket socket = Keep(Outcome.Ok(
            await backend.ConnectAsync(
                listener.LocalEndPoint, new TcpSocketOptions { Packet = PacketType.Length4 }, null, Token),
            "connect"));

        AssertHas(socket, TcpOptions.Packet, PacketType.Length4);
        AssertHas(socket, TcpOptions.NoDelay, true);
    }

    [Test]
    public async Task The_kernel_buffers_read_back_as_the_kernel_keeps_them()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { ReceiveBuffer = 10000, SendBuffer = 10000 });

        AssertHas(pair.Socket, TcpOptions.ReceiveBuffer, Kernel.Keeps(10000));
        AssertHas(pair.Socket, TcpOptions.SendBuffer, Kernel.Keeps(10000));
    }

    [Test]
    [OnlyOurs("gen_tcp takes no such option for connect.")]
    public async Task backlog_has_no_meaning()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Backlog = 1 });

        await pair.Peer.SendAsync("a"u8.ToArray(), Token);
        Outcome.Delivers(await pair.Socket.ReceiveAsync(0, null, Token), "a"u8, "connect: backlog is for listen");
    }

    [TestCase(10000, null)]
    [TestCase(10000, 200)]
    [TestCase(1000, null)]
    public async Task recbuf_raises_buffer_where_documented(int receiveBuffer, int? buffer)
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { ReceiveBuffer = receiveBuffer, Buffer = buffer });

        AssertHas(pair.Socket, TcpOptions.Buffer, buffer ?? Expect.Defaults.BufferAfterReceiveBuffer(receiveBuffer));
    }

    private static void AssertHas<T>(ITcpSocket socket, TcpOption<T> option, TcpResult<T> expected) =>
        Outcome.Same(socket.Options.Get(option), expected, $"semantics 15: getopts {option}");
}

[TestFixture]
public sealed class InetConnectOptions() : ConnectOptionsSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketConnectOptions() : ConnectOptionsSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetConnectOptions() : ConnectOptionsSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketConnectOptions() : ConnectOptionsSuite(BackendUnderTest.OtpSocket);
